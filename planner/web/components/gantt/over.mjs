// What lies over all rows: the status date, and either the arrows of the measure that is chosen or the chain behind a date.
import { size } from "../elements/elements.mjs";
import { drawStatusDate } from "../timeline/axis.mjs";
import { drawArrows } from "./arrows.mjs";
import { drawChain } from "./chain.mjs";

/** @typedef {import("./gantt.mjs").Gantt} Gantt */

/**
 * @param {Gantt} gantt
 * @param {number} height
 */
export function drawOver(gantt, height) {
  const { over, data, view, rows, rowHeight } = gantt;
  over.replaceChildren();
  size(over, view.width, height);
  drawStatusDate(over, data, view, height);
  if (gantt.chain) return drawChain(over, gantt.chain, place(gantt));
  const index = data.measures.findIndex((measure) => measure.id === gantt.selected);
  if (index >= 0 && gantt.showsArrows) drawArrows(over, data, view, rows, index, rowHeight, gantt.middle());
}

/** @param {Gantt} gantt */
function place(gantt) {
  const { top, height } = gantt.box(), { rows, data, view, rowHeight } = gantt;
  return { rows, data, view, rowHeight, middle: gantt.middle(), bottom: top + height - 3 };
}
