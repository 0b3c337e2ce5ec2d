// What moves the time in view, in small steps: zoom and pan.
import { pan, shows, x, zoom } from "../timeline/scale.mjs";
import { chosenSpan } from "./chosen.mjs";

/** @typedef {import("./gantt.mjs").Gantt} Gantt */

export const STEP = 1.25;

/**
 * Zoom about a pixel; where none is given about the measure that is chosen where it is in view, else about the middle.
 * @param {Gantt} gantt
 * @param {number} factor
 * @param {number} [pixel]
 */
export function zoomBy(gantt, factor, pixel) {
  zoom(gantt.view, factor, pixel ?? middleOfChosen(gantt) ?? gantt.view.width / 2);
  gantt.later();
}

/**
 * @param {Gantt} gantt
 * @returns {number | null}
 */
function middleOfChosen(gantt) {
  const span = chosenSpan(gantt), middle = span && (span[0] + span[1]) / 2;
  return middle !== null && shows(gantt.view, middle, middle) ? x(gantt.view, middle) : null;
}

/**
 * @param {Gantt} gantt
 * @param {number} pixels
 */
export function panBy(gantt, pixels) {
  pan(gantt.view, pixels);
  gantt.later();
}
