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
 * @param {View} view
 * @param {number} pixel
 * @returns {number}
 */
function instantAt(view, pixel) {
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
 * The periods at least partly in view.
 * @param {View} view
 * @returns {[number, number]}
 */
export function visible(view) {
  return [Math.max(0, Math.floor(view.start)), Math.min(view.periods, Math.ceil(instantAt(view, view.width)))];
}

