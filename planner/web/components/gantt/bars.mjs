// What stands in one row: phases as blocks, rollouts as a rising step per period, what was published and is asked.
// All of it stands along the horizon, in a group that moves when the time is panned.
import { Pen, size } from "../elements/elements.mjs";
import { along, shift, stretch } from "../timeline/scale.mjs";
import { drawDraft, drawGhost, drawWindow } from "./ghosts.mjs";
import { drawMarks } from "./marks.mjs";

/** @typedef {import("../timeline/scale.mjs").View} View */
/** @typedef {import("./ghosts.mjs").Draft} Draft */
/** @typedef {import("./rows.mjs").Adaptation} Adaptation */
/** @typedef {import("./rows.mjs").Bars} Bars */
/** @typedef {import("./rows.mjs").Measure} Measure */
/** @typedef {import("./rows.mjs").Phase} Phase */
/** @typedef {import("./rows.mjs").Rollout} Rollout */
/** @typedef {import("./rows.mjs").GroupRow} GroupRow */
/** @typedef {import("./rows.mjs").RolloutRow} RolloutRow */
/** @typedef {import("./rows.mjs").Row} Row */
/**
 * Where in a row something stands, in pixels.
 * @typedef {{ top: number, height: number }} Box
 */
/**
 * What rows are drawn with: the baseline that is outlined, what is being pinned, and what is drawn behind all rows on paper.
 * @typedef {{ view: View, box: Box, against: string, draft: Draft | null, behind: ((pen: Pen) => void) | null }} Looks
 */

const LETTER = 6.4;
const STRIP = 0.36;  // of a measure's row: phases and waves stand behind its adaptations
const ABOVE = 7, BELOW = 7;  // of a lane: what was published, and what is outlined

/**
 * Draw a row's bars anew.
 * @param {SVGElement} svg
 * @param {Row} row
 * @param {Looks} looks
 */
export function draw(svg, row, looks) {
  size(svg, looks.view.width, looks.box.top + looks.box.height);
  const outer = new Pen(svg), pen = new Pen(outer.shape("g", { transform: shift(looks.view) }));
  if (looks.behind) looks.behind(pen);
  if (row.kind === "group") density(pen, row, looks.view, looks.box);
  else if (row.kind === "rollout") rolloutBars(pen, row, looks);
  else measureBars(pen, row.measure, looks);
  pen.end();
  if (row.kind === "measure") whyOut(outer, row.measure, looks.box);
  outer.end();
}

/**
 * Why a measure has no bars; it stands still when they move.
 * @param {Pen} pen
 * @param {Measure} measure
 * @param {Box} box
 */
function whyOut(pen, measure, box) {
  const words = (measure.proposed ?? measure).why_out;
  if (words) pen.text(words, { class: "why-out", x: 8, y: box.top + box.height / 2 + 4 });
}

/**
 * Move a row's bars, which are drawn, to where the time has been panned.
 * @param {SVGElement} svg
 * @param {View} view
 */
export function move(svg, view) {
  svg.firstElementChild?.setAttribute("transform", shift(view));
}

/**
 * @param {Pen} pen
 * @param {Measure} measure
 * @param {Looks} looks
 */
function measureBars(pen, measure, looks) {
  const { view, box } = looks, bars = measure.proposed ?? measure;
  if (looks.draft && looks.draft.measure === measure.id) drawWindow(pen, looks.draft, view, box);
  drawGhost(pen, bars.against[looks.against] ?? null, view, box);
  planBars(pen, bars, view, laneOf(box), measure.proposed ? " proposed" : "");
  drawMarks(pen, measure, view, box);
  if (looks.draft) drawDraft(pen, looks.draft, measure, view, laneOf(box));
}

/**
 * @param {Pen} pen
 * @param {RolloutRow} row
 * @param {Looks} looks
 */
function rolloutBars(pen, row, { view, box }) {
  const isProposed = Boolean(row.planned), lane = laneOf(box), kind = isProposed ? " proposed" : "";
  const rollout = row.planned ?? row.rollout;
  steps(pen, rollout, view, lane, kind);
  rollout.adaptations.forEach((span) => {
    const [left, width] = adaptationBar(pen, span, view, lane, kind);
    const fits = lane.height > 14 && width > row.adaptation.length * LETTER + 10;
    if (fits) pen.text(row.adaptation, { class: "bar-text adaptation-name", x: left + 6, y: lane.top + lane.height / 2 + 4 });
  });
}

/**
 * @param {Pen} pen
 * @param {Adaptation} span
 * @param {View} view
 * @param {Box} lane
 * @param {string} kind
 * @returns {[left: number, width: number]}
 */
function adaptationBar(pen, span, view, lane, kind) {
  const left = along(view, span.start), width = along(view, span.end) - left;
  const attributes = { class: "adaptation" + kind, x: left + 0.5, y: lane.top, width: Math.max(width - 1, 1), height: lane.height };
  pen.shape("rect", attributes, span.text);
  return [left, width];
}

/**
 * The lane of a plan: above it stands what was published, below it what is outlined.
 * @param {Box} box
 * @returns {Box}
 */
export function laneOf(box) {
  return { top: box.top + ABOVE, height: box.height - ABOVE - BELOW };
}

/**
 * @param {Pen} pen
 * @param {Bars} bars
 * @param {View} view
 * @param {Box} lane
 * @param {string} kind
 */
function planBars(pen, bars, view, lane, kind) {
  steps(pen, { ...bars, spoken: "" }, view, lane, kind);
  bars.phases.forEach((phase) => phaseBar(pen, phase, view, lane, kind));
  const foot = { top: lane.top + lane.height * (1 - STRIP), height: lane.height * STRIP };
  bars.adaptations.forEach((span) => adaptationBar(pen, span, view, foot, kind));
}

/**
 * @param {Pen} pen
 * @param {Phase} phase
 * @param {View} view
 * @param {Box} lane
 * @param {string} kind
 */
function phaseBar(pen, phase, view, lane, kind) {
  const left = along(view, phase.start), width = along(view, phase.end) - left;
  if (width === 0) return milestone(pen, left, lane, phase, kind);
  const place = { x: left + 0.5, y: lane.top, width: Math.max(width - 1, 1), height: lane.height, rx: 1.5 };
  pen.shape("rect", { class: `phase phase-${phase.kind + 1}${kind}`, "data-phase": phase.id, ...place }, phase.name);
  if (kind) pen.shape("rect", { class: "proposed-over", ...place });
  const fits = lane.height > 12 && width > phase.name.length * LETTER + 10;
  if (fits) pen.text(phase.name, { class: `bar-text on-${phase.kind + 1}`, x: left + 6, y: lane.top + lane.height / 2 + 4 });
}

/**
 * @param {Pen} pen
 * @param {number} left
 * @param {Box} lane
 * @param {Phase} phase
 * @param {string} kind
 */
function milestone(pen, left, lane, phase, kind) {
  const middle = lane.top + lane.height / 2, half = Math.min(7, lane.height / 2);
  const d = `M${left - half},${middle}l${half},${-half}l${half},${half}l${-half},${half}z`;
  pen.shape("path", { class: "milestone" + kind, "data-phase": phase.id, d }, phase.name);
}

/**
 * The share in use, one step per wave, on a pale track from begin to end; the last one stands until then.
 * @param {Pen} pen
 * @param {Bars | Rollout} bars
 * @param {View} view
 * @param {Box} lane
 * @param {string} kind
 */
function steps(pen, bars, view, lane, kind) {
  if (bars.growth === null) return;
  const { begin, end, waves } = bars.growth;
  const bottom = lane.top + lane.height, left = along(view, begin), right = along(view, end);
  pen.shape("rect", { class: "track" + kind, x: left, y: lane.top, width: Math.max(right - left, 1), height: lane.height });
  let path = `M${left},${bottom}`;
  waves.forEach(([first, last, share], place) => {
    const until = place === waves.length - 1 ? Math.max(last, end) : last;
    path += `H${along(view, first).toFixed(1)}V${(bottom - share * lane.height).toFixed(1)}H${along(view, until).toFixed(1)}`;
  });
  const d = path + `V${bottom}z`;
  pen.shape("path", { class: "adopted" + kind, d }, bars.spoken || "");
  if (kind) pen.shape("path", { class: "proposed-over", d });
  if (bars.missing && lane.height > 14) shareAtTheEnd(pen, bars.missing, right, lane);
}

/**
 * @param {Pen} pen
 * @param {string} share
 * @param {number} right
 * @param {Box} lane
 */
function shareAtTheEnd(pen, share, right, lane) {
  const width = share.length * LETTER + 8;
  pen.shape("rect", { class: "share-ground", x: right - width - 2, y: lane.top + 1, width, height: 14, rx: 2 });
  pen.text(share, { class: "bar-share", x: right - 6, y: lane.top + 12, "text-anchor": "end" });
}

/**
 * How many measures are being made, and taken into use, in each period.
 * @param {Pen} pen
 * @param {GroupRow} row
 * @param {View} view
 * @param {Box} box
 */
function density(pen, row, view, box) {
  const bottom = box.top + box.height - 4, most = box.height - 10;
  const [first, last] = stretch(view);
  pen.shape("line", { class: "ground", x1: along(view, first), x2: along(view, last), y1: bottom + 0.5, y2: bottom + 0.5 });
  let adopted = "", made = "";
  for (let t = first; t < last; t++) {
    const left = along(view, t) + 0.5, width = Math.max(view.unit - 1, 0.5);
    const adopting = (row.group.adopting[t] / row.busiest) * most, making = (row.group.making[t] / row.busiest) * most;
    if (adopting) adopted += `M${left},${bottom}v${-adopting}h${width}v${adopting}z`;
    if (making) made += `M${left},${bottom - adopting}v${-making}h${width}v${making}z`;
  }
  pen.shape("path", { class: "adopting", d: adopted });
  pen.shape("path", { class: "making", d: made });
}
