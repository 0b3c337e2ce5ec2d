// Dates that are not the plan's own: what was published, deadlines, and pins.
import { Pen } from "../elements/elements.mjs";
import { along } from "../timeline/scale.mjs";

/** @typedef {import("../timeline/scale.mjs").View} View */
/** @typedef {import("./bars.mjs").Box} Box */
/** @typedef {import("./rows.mjs").Deadline} Deadline */
/** @typedef {import("./rows.mjs").Measure} Measure */
/** @typedef {import("./rows.mjs").Pin} Pin */
/** @typedef {import("./rows.mjs").Published} Published */

/**
 * @param {Pen} pen
 * @param {Measure} measure
 * @param {View} view
 * @param {Box} box
 */
export function drawMarks(pen, measure, view, box) {
  if (measure.published) publishedBar(pen, measure.published, view, box);
  measure.deadlines.forEach((deadline) => deadlineMark(pen, deadline, view, box));
  measure.pins.forEach((pin) => pinMark(pen, pin, view, box));
}

/**
 * The dates that were published: a bar with a cap at each date there is, or a point where there is but one.
 * @param {Pen} pen
 * @param {Published} span
 * @param {View} view
 * @param {Box} box
 */
function publishedBar(pen, span, view, box) {
  if (span.point !== null) return publishedPoint(pen, along(view, span.point), box.top + 4);
  const [before, after] = span.caps;
  const left = along(view, span.start), width = Math.max(along(view, span.end) - left, 3), y = box.top + 2;
  const first = before ? `M${left},${y + 4}V${y}` : `M${left},${y}`, last = after ? `V${y + 4}` : "";
  pen.shape("path", { class: "published", d: `${first}H${left + width}${last}` });
  pen.shape("rect", { class: "published-fill", x: left, y, width, height: 2.5 });
}

/**
 * @param {Pen} pen
 * @param {number} at
 * @param {number} middle
 */
function publishedPoint(pen, at, middle) {
  pen.shape("path", { class: "published-fill", d: `M${at - 4},${middle}l4,-4l4,4l-4,4z` });
}

/**
 * @param {Pen} pen
 * @param {Deadline} deadline
 * @param {View} view
 * @param {Box} box
 */
function deadlineMark(pen, deadline, view, box) {
  const at = along(view, deadline.at), top = box.top + 1;
  const d = `M${at},${top + 8}V${box.top + box.height - 3}M${at - 5},${top}h10l-5,8z`;
  pen.shape("path", { class: `deadline${deadline.hard ? " hard" : ""}${deadline.missed ? " missed" : ""}`, d }, deadline.text);
}

/**
 * A needle at the instant, with a round head.
 * @param {Pen} pen
 * @param {Pin} pin
 * @param {View} view
 * @param {Box} box
 */
function pinMark(pen, pin, view, box) {
  const at = along(view, pin.at);
  pen.shape("path", { class: "needle", d: `M${at},${box.top + 5}V${box.top + box.height - 5}` }, pin.text);
  pen.shape("circle", { class: "needle-head", cx: at, cy: box.top + 5, r: 3.5 }, pin.text);
}
