// The time axis: which instant lies at which pixel. The Gantt and the load under it share one view.

/**
 * What of the time axis is in view: the width in pixels, the pixels of a period, and the instant at the left edge.
 * @typedef {{ periods: number, width: number, unit: number, start: number }} View
 */

const WIDEST_PERIOD = 160;

/**
 * @param {number} periods
 * @returns {View}
 */
export function create(periods) {
  return { periods, width: 0, unit: 0, start: 0 };
}

/**
 * The pixels of one period when the whole horizon is in view.
 * @param {View} view
 * @returns {number}
 */
function smallestUnit(view) {
  return view.width / view.periods;
}

/** @param {View} view */
function clamp(view) {
  view.unit = Math.min(Math.max(view.unit, smallestUnit(view)), Math.max(WIDEST_PERIOD, smallestUnit(view)));
  const latestStart = view.periods - view.width / view.unit;
  view.start = Math.min(Math.max(view.start, 0), Math.max(latestStart, 0));
}

/**
 * Fit the axis into a width; what showed the whole horizon goes on showing it.
 * @param {View} view
 * @param {number} width
 */
export function resize(view, width) {
  const wholeInView = view.unit <= smallestUnit(view) + 0.01;
  view.width = Math.max(width, 1);
  if (wholeInView) view.unit = smallestUnit(view);
  clamp(view);
}

/**
 * Show the whole horizon.
 * @param {View} view
 */
export function fit(view) {
  view.unit = smallestUnit(view);
  view.start = 0;
}

/**
 * The pixel of an instant.
 * @param {View} view
 * @param {number} instant
 * @returns {number}
 */
export function x(view, instant) {
  return (instant - view.start) * view.unit;
}

/**
 * The pixel of an instant from the beginning of the horizon: what stands there need not be drawn anew when it is panned.
 * @param {View} view
 * @param {number} instant
 * @returns {number}
 */
export function along(view, instant) {
  return instant * view.unit;
}

/**
 * What moves all that is drawn along the horizon into view.
 * @param {View} view
 * @returns {string}
 */
export function shift(view) {
  return `translate(${(-view.start * view.unit).toFixed(2)},0)`;
}

/**
 * The instant of a pixel.
 * @param {View} view
 * @param {number} pixel
 * @returns {number}
 */
export function instantAt(view, pixel) {
  return view.start + pixel / view.unit;
}

/**
 * Zoom so that the instant under the pixel stays where it is.
 * @param {View} view
 * @param {number} factor
 * @param {number} pixel
 */
export function zoom(view, factor, pixel) {
  const held = instantAt(view, pixel);
  view.unit *= factor;
  clamp(view);
  view.start = held - pixel / view.unit;
  clamp(view);
}

/**
 * @param {View} view
 * @param {number} pixels
 */
export function pan(view, pixels) {
  view.start += pixels / view.unit;
  clamp(view);
}

/**
 * Bring a stretch into view, in the middle, and zoom out where it does not fit.
 * @param {View} view
 * @param {number} start
 * @param {number} end
 */
export function reveal(view, start, end) {
  const room = view.width / view.unit;
  if (end - start > room * 0.8) view.unit = (view.width * 0.8) / (end - start);
  clamp(view);
  view.start = (start + end - view.width / view.unit) / 2;
  clamp(view);
}

/**
 * Whether all of a stretch is in view.
 * @param {View} view
 * @param {number} start
 * @param {number} end
 * @returns {boolean}
 */
export function shows(view, start, end) {
  return start >= view.start && end <= instantAt(view, view.width);
}

/**
 * The periods in view with as many on both sides, the same for every small pan: what is drawn of them then only moves.
 * @param {View} view
 * @returns {[first: number, last: number]}
 */
export function stretch(view) {
  const room = Math.max(1, Math.ceil(view.width / view.unit)), place = Math.floor(view.start / room);
  return [Math.max(0, (place - 1) * room), Math.min(view.periods, (place + 3) * room)];
}

/**
 * The periods at least partly in view.
 * @param {View} view
 * @returns {[number, number]}
 */
export function visible(view) {
  return [Math.max(0, Math.floor(view.start)), Math.min(view.periods, Math.ceil(instantAt(view, view.width)))];
}

