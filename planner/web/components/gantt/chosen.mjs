// The measure that is chosen: where it lies, and how it is brought into view.
import { reveal } from "../timeline/scale.mjs";
import { keyOfGroup } from "./rows.mjs";

/** @typedef {import("./gantt.mjs").Gantt} Gantt */

/**
 * The stretch of time of the measure that is chosen; null where none is, or it has no bars.
 * @param {Gantt} gantt
 * @returns {[start: number, end: number] | null}
 */
export function chosenSpan(gantt) {
  const measure = gantt.data.measures.find((one) => one.id === gantt.selected), bars = measure && (measure.proposed ?? measure);
  if (!bars) return null;
  const starts = bars.phases.map((phase) => phase.start), ends = bars.phases.map((phase) => phase.end);
  if (bars.growth) {
    starts.push(bars.growth.begin);
    ends.push(bars.growth.end);
  }
  return starts.length ? [Math.min(...starts), Math.max(...ends)] : null;
}

/**
 * Open the group in which the chosen measure stands, where none of its rows is shown.
 * @param {Gantt} gantt
 * @returns {number} the place of its row; below 0 where none is chosen, or filters leave it out
 */
function openChosen(gantt) {
  const index = gantt.data.measures.findIndex((one) => one.id === gantt.selected);
  const isIts = (/** @type {import("./rows.mjs").Row} */ row) => row.kind === "measure" && row.index === index;
  const group = gantt.data.groupings[gantt.grouping].find((one) => one.measures.includes(index));
  if (group && !gantt.rows.some(isIts)) gantt.open.add(keyOfGroup(group.key));
  gantt.relist();
  return gantt.rows.findIndex(isIts);
}

/**
 * Bring the row of the chosen measure into view, as somebody who follows a link expects; the focus stays.
 * @param {Gantt} gantt
 */
export function showChosen(gantt) {
  const place = openChosen(gantt);
  if (place >= 0) gantt.scrollTo(place);
}

/**
 * Bring the row and the bars of the measure that is chosen into view, and go to its row.
 * @param {Gantt} gantt
 */
export function toChosen(gantt) {
  const span = chosenSpan(gantt);
  if (span) reveal(gantt.view, span[0], span[1]);
  const place = openChosen(gantt);
  if (place >= 0) gantt.focusRow(place);
}
