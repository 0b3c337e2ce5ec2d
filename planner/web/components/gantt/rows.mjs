// Which rows the Gantt shows: groups, the measures of open groups, and the rollouts of open measures.
// The types at the top are what the page is sent of a plan (planner/view/gantt.py); every place in time is in periods.

/** @typedef {{ id: string, name: string, kind: number, start: number, end: number, fixed?: boolean }} Phase */
/** @typedef {[start: number, end: number, share: number, grows: boolean]} Wave */
/** @typedef {{ begin: number, end: number, waves: Wave[] }} Growth */
/** @typedef {{ start: number, end: number, text: string }} Adaptation */
/**
 * @typedef {{
 *   sector: string, adaptations: Adaptation[], growth: Growth | null, missing: string, spoken: string,
 * }} Rollout
 */
/** @typedef {{ start: number, end: number, caps: [boolean, boolean], point: number | null }} Published */
/** @typedef {{ at: number, hard: boolean, missed: boolean, text: string }} Deadline */
/** @typedef {{ at: number, text: string }} Pin */
/**
 * How a measure lies in a baseline: how much later it ends now, in few characters and in words, and what is outlined.
 * @typedef {{ text: string, spoken: string, periods: number, spans?: [number, number][], growth?: [number, number] | null }} Held
 */
/**
 * @typedef {{
 *   phases: Phase[], adaptations: Adaptation[], growth: Growth | null, missing: string, rollouts: Rollout[],
 *   start: string, end: string, against: Record<string, Held>, kinds: string[], why_out: string, spoken?: string,
 * }} Bars
 */
/**
 * @typedef {Bars & {
 *   id: string, name: string, owner: string, note: string, spoken: string, published: Published | null, deadlines: Deadline[],
 *   pins: Pin[], proposed?: Bars | null,
 * }} Measure
 */
/**
 * @typedef {{
 *   key: string, name: string, measures: number[], making: number[], adopting: number[], spoken: string, legend?: string[],
 * }} Group
 */
/** @typedef {{ from: number, to: number, leaves: number | null, arrives: number | null, lag: number }} Link */
/**
 * @typedef {{
 *   step: number, full: boolean, over: boolean, frozen: boolean, spoken: string, number?: string, others?: number, recovery?: number,
 * }} Cell
 */
/** @typedef {{ id: string, name: string, note: string, cells: Cell[] }} Sector */
/**
 * @typedef {import("../timeline/axis.mjs").Timed & {
 *   periods: number, measures: Measure[], groupings: Record<string, Group[]>, links: Link[], sectors: Sector[],
 *   baselines: { key: string, name: string }[], counts: Record<string, number>,
 * }} Data
 */

/**
 * @typedef {{
 *   key: string, level: number, name: string, note: string, spoken: string, expandable: boolean, expanded: boolean,
 *   place: number, size: number,
 * }} AnyRow
 */
/** @typedef {AnyRow & { kind: "group", group: Group, busiest: number, parent?: undefined, measure?: undefined }} GroupRow */
/** @typedef {AnyRow & { kind: "measure", measure: Measure, index: number, parent: GroupRow }} MeasureRow */
/**
 * @typedef {AnyRow & {
 *   kind: "rollout", adaptation: string, rollout: Rollout, planned: Rollout | null, measure: Measure, index: number, parent: MeasureRow,
 * }} RolloutRow
 */
/** @typedef {GroupRow | MeasureRow | RolloutRow} Row */

/** The key of the group that is no group of the data: the chain behind a date. */
export const CHAIN = "\u0000chain";

/**
 * Flatten the tree into the rows on view, in order. Where only some measures are looked for, the groups that hold any
 * stay around them, and are open; the chain stays as it is.
 * @param {Data} data
 * @param {Group[]} groups
 * @param {Set<string>} open
 * @param {Set<number> | null} hits
 * @param {(measures: number[]) => number[]} inOrder within their group
 * @returns {Row[]}
 */
export function flatten(data, groups, open, hits, inOrder) {
  const busiest = Math.max(1, ...groups.flatMap((group) => group.making.map((count, t) => count + group.adopting[t])));
  const kept = groups.flatMap((group) => {
    const measures = hits && group.key !== CHAIN ? group.measures.filter((index) => hits.has(index)) : group.measures;
    return measures.length || !hits ? [{ group, measures: group.key === CHAIN ? measures : inOrder(measures) }] : [];
  });
  return kept.flatMap(({ group, measures }, place) => {
    const row = groupRow(group, open, busiest, place, kept.length);
    row.expanded = row.expanded || Boolean(hits);
    return row.expanded ? [row, ...measureRows(data, measures, row, open)] : [row];
  });
}

/**
 * Whether a row is of the chain, or of a measure in it.
 * @param {Row} row
 * @returns {boolean}
 */
export function isInChain(row) {
  return row.key.startsWith(keyOfGroup(CHAIN));
}

/**
 * The key of the row of a group.
 * @param {string} key
 * @returns {string}
 */
export function keyOfGroup(key) {
  return "group:" + key;
}

/**
 * @param {Group} group
 * @param {Set<string>} open
 * @param {number} busiest
 * @param {number} place
 * @param {number} size
 * @returns {GroupRow}
 */
function groupRow(group, open, busiest, place, size) {
  const key = keyOfGroup(group.key);
  return {
    key, kind: "group", level: 1, name: group.name, note: String(group.measures.length), spoken: group.spoken,
    expandable: true, expanded: open.has(key), group, busiest, place, size,
  };
}

/**
 * @param {Data} data
 * @param {number[]} measures
 * @param {GroupRow} parent
 * @param {Set<string>} open
 * @returns {Row[]}
 */
function measureRows(data, measures, parent, open) {
  return measures.flatMap((index, place) => {
    const measure = data.measures[index];
    const key = parent.key + "/" + measure.id;
    /** @type {MeasureRow} */
    const row = {
      key, kind: "measure", level: 2, name: measure.name, note: measure.note, spoken: measure.spoken, parent,
      expandable: measure.rollouts.length > 0, expanded: open.has(key), measure, index, place, size: measures.length,
    };
    return row.expanded ? [row, ...rolloutRows(measure, row, data.texts.adaptation)] : [row];
  });
}

/**
 * @param {Measure} measure
 * @param {MeasureRow} parent
 * @param {string} adaptation what it is called where a bar has room for it
 * @returns {RolloutRow[]}
 */
function rolloutRows(measure, parent, adaptation) {
  return measure.rollouts.map((rollout, place) => ({
    key: parent.key + "/" + rollout.sector, kind: "rollout", level: 3, name: rollout.sector, note: "",
    spoken: rollout.spoken, parent, expandable: false, expanded: false, adaptation, rollout, measure, index: parent.index,
    planned: measure.proposed ? measure.proposed.rollouts[place] : null, place, size: measure.rollouts.length,
  }));
}

/**
 * The row that stands for a measure: its own, else the closed group that holds it; -1 where there is none.
 * @param {Row[]} rows
 * @param {number} index
 * @returns {number}
 */
export function rowOfMeasure(rows, index) {
  const own = rows.findIndex((row) => row.kind === "measure" && row.index === index);
  return own >= 0 ? own : rows.findIndex((row) => row.kind === "group" && row.group.measures.includes(index));
}
