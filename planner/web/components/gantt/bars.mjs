// What stands in one row: phases as blocks, rollouts as a rising step per period, and what was published.
import { shape, text } from "../elements/elements.mjs";
import { visible, x } from "../timeline/scale.mjs";

/** @typedef {import("../timeline/scale.mjs").View} View */
/** @typedef {import("./rows.mjs").Adaptation} Adaptation */
/** @typedef {import("./rows.mjs").Bars} Bars */
/** @typedef {import("./rows.mjs").Deadline} Deadline */
/** @typedef {import("./rows.mjs").Measure} Measure */
/** @typedef {import("./rows.mjs").Phase} Phase */
/** @typedef {import("./rows.mjs").Published} Published */
/** @typedef {import("./rows.mjs").Rollout} Rollout */
/** @typedef {import("./rows.mjs").GroupRow} GroupRow */
/** @typedef {import("./rows.mjs").RolloutRow} RolloutRow */
/** @typedef {import("./rows.mjs").Row} Row */
/**
 * Where in a row something stands, in pixels.
 * @typedef {{ top: number, height: number }} Box
 */

const LETTER = 6.4;
const STRIP = 0.36;  // of a measure's row: phases and waves stand behind its adaptations

/**
 * Draw a row's bars between two heights.
 * @param {SVGElement} svg
 * @param {Row} row
 * @param {View} view
 * @param {Box} box
 */
export function draw(svg, row, view, box) {
  svg.replaceChildren();
  if (row.kind === "group") return density(svg, row, view, box);
  if (row.kind === "rollout") return rolloutBars(svg, row, view, box);
  return measureBars(svg, row.measure, view, box);
}

/**
 * @param {SVGElement} svg
 * @param {Measure} measure
 * @param {View} view
 * @param {Box} box
 */
function measureBars(svg, measure, view, box) {
  if (measure.published) publishedBar(svg, measure.published, view, box);
  const halves = lanes(box, Boolean(measure.proposed));
  planBars(svg, measure, view, halves.now, "");
  if (measure.proposed) planBars(svg, measure.proposed, view, halves.then, " proposed");
  measure.deadlines.forEach((deadline) => deadlineMark(svg, deadline, view, box));
}

/**
 * @param {SVGElement} svg
 * @param {RolloutRow} row
 * @param {View} view
 * @param {Box} box
 */
function rolloutBars(svg, row, view, box) {
  const halves = lanes(box, Boolean(row.planned));
  rolloutBar(svg, row.rollout, view, halves.now, "", row.adaptation);
  if (row.planned) rolloutBar(svg, row.planned, view, halves.then, " proposed", row.adaptation);
}

/**
 * The waves, and before them what the sector does in its own systems, over the whole lane.
 * @param {SVGElement} svg
 * @param {Rollout} rollout
 * @param {View} view
 * @param {Box} lane
 * @param {string} kind
 * @param {string} name
 */
function rolloutBar(svg, rollout, view, lane, kind, name) {
  steps(svg, rollout, view, lane, kind);
  rollout.adaptations.forEach((span) => {
    const [left, width] = adaptationBar(svg, span, view, lane, kind);
    const fits = lane.height > 14 && width > name.length * LETTER + 10;
    if (fits) text(svg, name, { class: "bar-text adaptation-name", x: left + 6, y: lane.top + lane.height / 2 + 4 });
  });
}

/**
 * @param {SVGElement} svg
 * @param {Adaptation} span
 * @param {View} view
 * @param {Box} lane
 * @param {string} kind
 * @returns {[left: number, width: number]}
 */
function adaptationBar(svg, span, view, lane, kind) {
  const left = x(view, span.start), width = x(view, span.end) - left;
  const attributes = { class: "adaptation" + kind, x: left + 0.5, y: lane.top, width: Math.max(width - 1, 1), height: lane.height };
  shape(svg, "rect", attributes, span.text);
  return [left, width];
}

/**
 * One lane for the plan, or the plan above what is proposed.
 * @param {Box} box
 * @param {boolean} two
 * @returns {{ now: Box, then: Box }}
 */
function lanes(box, two) {
  const top = box.top + 8, height = box.height - 13;
  if (!two) return { now: { top, height }, then: { top, height } };
  return { now: { top, height: height / 2 - 1 }, then: { top: top + height / 2 + 1, height: height / 2 } };
}

/**
 * @param {SVGElement} svg
 * @param {Bars} bars
 * @param {View} view
 * @param {Box} lane
 * @param {string} kind
 */
function planBars(svg, bars, view, lane, kind) {
  steps(svg, bars, view, lane, kind);
  bars.phases.forEach((phase) => phaseBar(svg, phase, view, lane, kind));
  const foot = { top: lane.top + lane.height * (1 - STRIP), height: lane.height * STRIP };
  bars.adaptations.forEach((span) => adaptationBar(svg, span, view, foot, kind));
}

/**
 * @param {SVGElement} svg
 * @param {Phase} phase
 * @param {View} view
 * @param {Box} lane
 * @param {string} kind
 */
function phaseBar(svg, phase, view, lane, kind) {
  const left = x(view, phase.start), width = x(view, phase.end) - left;
  if (width === 0) return milestone(svg, left, lane, phase.name, kind);
  const attributes = { class: `phase phase-${phase.kind + 1}${kind}`, x: left + 0.5, y: lane.top, width: Math.max(width - 1, 1), height: lane.height, rx: 1.5 };
  shape(svg, "rect", attributes, phase.name);
  const fits = lane.height > 14 && width > phase.name.length * LETTER + 10;
  if (fits) text(svg, phase.name, { class: `bar-text on-${phase.kind + 1}`, x: left + 6, y: lane.top + lane.height / 2 + 4 });
}

/**
 * @param {SVGElement} svg
 * @param {number} left
 * @param {Box} lane
 * @param {string} name
 * @param {string} kind
 */
function milestone(svg, left, lane, name, kind) {
  const middle = lane.top + lane.height / 2, half = Math.min(7, lane.height / 2);
  shape(svg, "path", { class: "milestone" + kind, d: `M${left - half},${middle}l${half},${-half}l${half},${half}l${-half},${half}z` }, name);
}

/**
 * The share in use, one step per wave, on a pale track from begin to end; the last one stands until then.
 * @param {SVGElement} svg
 * @param {Bars | Rollout} bars
 * @param {View} view
 * @param {Box} lane
 * @param {string} kind
 */
function steps(svg, bars, view, lane, kind) {
  if (bars.growth === null) return;
  const { begin, end, waves } = bars.growth;
  const bottom = lane.top + lane.height, left = x(view, begin), right = x(view, end);
  shape(svg, "rect", { class: "track" + kind, x: left, y: lane.top, width: Math.max(right - left, 1), height: lane.height });
  let path = `M${left},${bottom}`;
  waves.forEach(([first, last, share], place) => {
    const until = place === waves.length - 1 ? Math.max(last, end) : last;
    path += `H${x(view, first).toFixed(1)}V${(bottom - share * lane.height).toFixed(1)}H${x(view, until).toFixed(1)}`;
  });
  shape(svg, "path", { class: "adopted" + kind, d: path + `V${bottom}z` }, bars.spoken || "");
  if (bars.missing && lane.height > 16) shareAtTheEnd(svg, bars.missing, right, lane);
}

/**
 * @param {SVGElement} svg
 * @param {string} share
 * @param {number} right
 * @param {Box} lane
 */
function shareAtTheEnd(svg, share, right, lane) {
  const width = share.length * LETTER + 8;
  shape(svg, "rect", { class: "share-ground", x: right - width - 2, y: lane.top + 2, width, height: 15, rx: 2 });
  text(svg, share, { class: "bar-share", x: right - 6, y: lane.top + 13, "text-anchor": "end" });
}

/**
 * The dates that were published: a bar with a cap at each date there is, or a point where there is but one.
 * @param {SVGElement} svg
 * @param {Published} span
 * @param {View} view
 * @param {Box} box
 */
function publishedBar(svg, span, view, box) {
  if (span.point !== null) return publishedPoint(svg, x(view, span.point), box.top + 4);
  const [before, after] = span.caps;
  const left = x(view, span.start), width = Math.max(x(view, span.end) - left, 3), y = box.top + 2;
  const first = before ? `M${left},${y + 4}V${y}` : `M${left},${y}`, last = after ? `V${y + 4}` : "";
  shape(svg, "path", { class: "published", d: `${first}H${left + width}${last}` });
  shape(svg, "rect", { class: "published-fill", x: left, y, width, height: 2.5 });
}

/**
 * @param {SVGElement} svg
 * @param {number} at
 * @param {number} middle
 */
function publishedPoint(svg, at, middle) {
  shape(svg, "path", { class: "published-fill", d: `M${at - 4},${middle}l4,-4l4,4l-4,4z` });
}

/**
 * @param {SVGElement} svg
 * @param {Deadline} deadline
 * @param {View} view
 * @param {Box} box
 */
function deadlineMark(svg, deadline, view, box) {
  const at = x(view, deadline.at), top = box.top + 1;
  const group = shape(svg, "g", { class: deadline.hard ? "deadline hard" : "deadline" }, deadline.text);
  shape(group, "line", { x1: at, x2: at, y1: top, y2: box.top + box.height - 3 });
  shape(group, "path", { d: `M${at - 5},${top}h10l-5,8z` });
}

/**
 * How many measures are being made, and taken into use, in each period.
 * @param {SVGElement} svg
 * @param {GroupRow} row
 * @param {View} view
 * @param {Box} box
 */
function density(svg, row, view, box) {
  const bottom = box.top + box.height - 4, most = box.height - 10;
  const [first, last] = visible(view);
  shape(svg, "line", { class: "ground", x1: x(view, 0), x2: x(view, view.periods), y1: bottom + 0.5, y2: bottom + 0.5 });
  for (let t = first; t < last; t++) {
    const left = x(view, t) + 0.5, width = Math.max(view.unit - 1, 0.5);
    const adopting = (row.group.adopting[t] / row.busiest) * most, making = (row.group.making[t] / row.busiest) * most;
    if (adopting) shape(svg, "rect", { class: "adopting", x: left, y: bottom - adopting, width, height: adopting });
    if (making) shape(svg, "rect", { class: "making", x: left, y: bottom - adopting - making, width, height: making });
  }
}

/**
 * What is proposed is striped, and an adaptation hatched upright, so that they are told apart without their colours.
 * @param {SVGElement} svg
 */
export function defineStripes(svg) {
  const defs = shape(svg, "defs", {});
  const hatching = shape(defs, "pattern", { id: "hatching", width: 5, height: 5, patternUnits: "userSpaceOnUse" });
  shape(hatching, "rect", { class: "hatching-ground", width: 5, height: 5 });
  shape(hatching, "line", { class: "hatching-line", x1: 1, x2: 1, y1: 0, y2: 5 });
  const pattern = shape(defs, "pattern", {
    id: "stripes", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)",
  });
  shape(pattern, "rect", { class: "stripe-ground", width: 5, height: 5 });
  shape(pattern, "line", { class: "stripe", x1: 1, x2: 1, y1: 0, y2: 5 });
}
