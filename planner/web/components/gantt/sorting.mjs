// The order of the measures within each group: that of the plan, or by what stands in a column.

/** @typedef {import("./rows.mjs").Data} Data */
/** @typedef {import("./rows.mjs").Measure} Measure */
/** @typedef {{ column: string, isFalling: boolean }} Order */

/** The columns that rows can be sorted by. */
export const SORTED = ["name", "start", "end", "difference"];
const FALLING = "-";

/**
 * Read an order as the address has it: a column, with a minus before it where it falls; nothing is the order of the plan.
 * @param {string} text
 * @returns {Order | null}
 */
export function orderOf(text) {
  const isFalling = text.startsWith(FALLING), column = isFalling ? text.slice(1) : text;
  return SORTED.includes(column) ? { column, isFalling } : null;
}

/**
 * @param {string} column
 * @param {boolean} isFalling
 */
export function written(column, isFalling) {
  return column && (isFalling ? FALLING : "") + column;
}

/**
 * Give measures in an order, those that have nothing in its column last; of what is alike the order of the plan stays.
 * @param {number[]} measures by their places
 * @param {Data} data
 * @param {Order | null} order
 * @param {string} against
 * @returns {number[]}
 */
export function inOrder(measures, data, order, against) {
  if (!order) return measures;
  const value = (/** @type {number} */ index) => valueOf(data.measures[index], order.column, against);
  const way = order.isFalling ? -1 : 1;
  return [...measures].sort((one, other) => {
    const [mine, theirs] = [value(one), value(other)];
    if (mine === null || theirs === null) return Number(mine === null) - Number(theirs === null);
    return way * (typeof mine === "string" ? mine.localeCompare(String(theirs), document.documentElement.lang) : mine - Number(theirs));
  });
}

/**
 * @param {Measure} measure
 * @param {string} column
 * @param {string} against
 * @returns {string | number | null}
 */
function valueOf(measure, column, against) {
  const bars = measure.proposed ?? measure, { phases, growth } = bars;
  if (column === "name") return measure.name;
  if (column === "difference") return bars.against[against]?.periods ?? null;
  if (!phases.length && !growth) return null;
  if (column === "start") return Math.min(...phases.map((phase) => phase.start), growth?.begin ?? Infinity);
  return Math.max(...phases.map((phase) => phase.end), growth?.end ?? -Infinity);
}
