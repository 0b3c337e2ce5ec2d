// Patterns by which bars are told apart without their colours: on screen, on paper, and where a system takes colours away.
import { shape } from "../elements/elements.mjs";

/**
 * What is drawn over the ground of a kind of phase, in a square of six pixels; the first has none.
 * @type {string[]}
 */
const PHASES = ["", "M-1,1l2,-2M0,6l6,-6M5,7l2,-2", "M1.5,1.5h1.2M4.5,4.5h1.2", "M0,3h6M3,0v6"];

/**
 * @param {SVGElement} svg
 */
export function definePatterns(svg) {
  const defs = shape(svg, "defs", {});
  PHASES.forEach((lines, kind) => {
    const pattern = shape(defs, "pattern", { id: `phase-pattern-${kind + 1}`, width: 6, height: 6, patternUnits: "userSpaceOnUse" });
    shape(pattern, "rect", { class: `phase-ground ground-${kind + 1}`, width: 6, height: 6 });
    if (lines) shape(pattern, "path", { class: "phase-line", d: lines });
  });
  const hatching = shape(defs, "pattern", { id: "hatching", width: 5, height: 5, patternUnits: "userSpaceOnUse" });
  shape(hatching, "rect", { class: "hatching-ground", width: 5, height: 5 });
  shape(hatching, "line", { class: "hatching-line", x1: 1, x2: 1, y1: 0, y2: 5 });
  const stripes = shape(defs, "pattern", {
    id: "stripes", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)",
  });
  shape(stripes, "line", { class: "stripe", x1: 1, x2: 1, y1: 0, y2: 7 });
}
