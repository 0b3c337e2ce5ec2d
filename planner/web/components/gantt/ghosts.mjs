// What lies beside the bars of the plan: the outline of a baseline, what is being pinned, and what follows from it.
import { Pen } from "../elements/elements.mjs";
import { along } from "../timeline/scale.mjs";

/** @typedef {import("../timeline/scale.mjs").View} View */
/** @typedef {import("./bars.mjs").Box} Box */
/** @typedef {import("./rows.mjs").Held} Held */
/** @typedef {import("./rows.mjs").Measure} Measure */
/**
 * Where a measure lies once a pin has been followed.
 * @typedef {{ id: string, phases: { start: number, end: number }[], growth: [number, number] | null }} Moved
 */
/**
 * A phase that is being pinned, from where it is to begin; the window that order alone leaves it, the one with all others
 * as they are, and the measures that follow, as far as that is known; and how many times the data has come since.
 * @typedef {{
 *   measure: string, phase: string, start: number, end: number, window: [number, number] | null, kept: [number, number] | null,
 *   moved: Map<string, Moved>, isResized: boolean, age: number, isOver: boolean,
 * }} Draft
 */

const OUTLINE = 4;

/**
 * A thin outline under the bars.
 * @param {Pen} pen
 * @param {Held | null} held
 * @param {View} view
 * @param {Box} box
 */
export function drawGhost(pen, held, view, box) {
  if (!held || !held.spans) return;
  const place = { y: box.top + box.height - OUTLINE - 2, height: OUTLINE };
  for (const [start, end] of held.spans) {
    const left = along(view, start), width = Math.max(along(view, end) - left - 1, 2);
    pen.shape("rect", { class: "ghost", x: left + 0.5, width, ...place }, held.spoken);
  }
  if (!held.growth) return;
  const [begin, end] = held.growth, left = along(view, begin);
  pen.shape("rect", { class: "ghost growing", x: left + 0.5, width: Math.max(along(view, end) - left - 1, 2), ...place }, held.spoken);
}

/**
 * Shade where the start of a phase cannot lie by order alone, and paler where others would have to move.
 * @param {Pen} pen
 * @param {Draft} draft
 * @param {View} view
 * @param {Box} box
 */
export function drawWindow(pen, draft, view, box) {
  const length = draft.end - draft.start;
  if (draft.kept) shadeOutside(pen, draft.kept, length, view, box, "outside kept");
  if (draft.window) shadeOutside(pen, draft.window, length, view, box, "outside");
}

/**
 * @param {Pen} pen
 * @param {[number, number]} window the first and the last start
 * @param {number} length of the phase
 * @param {View} view
 * @param {Box} box
 * @param {string} name
 */
function shadeOutside(pen, [first, last], length, view, box, name) {
  const until = along(view, first), from = along(view, last + length), place = { y: box.top, height: box.height, class: name };
  if (until > 0) pen.shape("rect", { ...place, x: 0, width: until });
  const whole = along(view, view.periods);
  if (from < whole) pen.shape("rect", { ...place, x: from, width: whole - from });
}

/**
 * The phase that is being pinned with its needle, and where measures lie that follow.
 * @param {Pen} pen
 * @param {Draft} draft
 * @param {Measure} measure
 * @param {View} view
 * @param {Box} lane
 */
export function drawDraft(pen, draft, measure, view, lane) {
  const moved = draft.moved.get(measure.id);
  if (moved) drawMoved(pen, moved, view, lane);
  if (draft.measure !== measure.id) return;
  const left = along(view, draft.start), width = Math.max(along(view, draft.end) - left - 1, 3);
  pen.shape("rect", { class: "pinning", x: left + 0.5, y: lane.top, width, height: lane.height, rx: 1.5 });
  pen.shape("path", { class: "needle", d: `M${left},${lane.top + lane.height}V${lane.top - 4}` });
  pen.shape("circle", { class: "needle-head", cx: left, cy: lane.top - 4, r: 3.5 });
}

/**
 * @param {Pen} pen
 * @param {Moved} moved
 * @param {View} view
 * @param {Box} lane
 */
function drawMoved(pen, moved, view, lane) {
  for (const phase of moved.phases) {
    const left = along(view, phase.start), width = Math.max(along(view, phase.end) - left - 1, 2);
    pen.shape("rect", { class: "moved", x: left + 0.5, y: lane.top, width, height: lane.height, rx: 1.5 });
  }
  if (!moved.growth) return;
  const [begin, end] = moved.growth, left = along(view, begin);
  pen.shape("rect", { class: "moved growing", x: left + 0.5, y: lane.top, width: Math.max(along(view, end) - left - 1, 2), height: lane.height });
}
