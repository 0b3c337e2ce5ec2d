// What lies around a measure: its neighbours by start and owner, with arrows whose line tells how much room they leave.
import { html, mark, shape, svg } from "../elements/elements.mjs";

/** @typedef {{ id: string, name: string, when: string, lane: number, start: number, end: number, depth: number, dated: boolean }} Node */
/** @typedef {{ from: string, to: string, kind: string }} Tie */
/** @typedef {{ periods: number, years: { name: string, at: number }[], lanes: string[], nodes: Node[], ties: Tie[], note: string }} Around */
/** @typedef {{ x: number, y: number, width: number }} Box */
/** @typedef {import("../gantt/chain.mjs").Chain} Chain */

const LANE_NAME = 130, HEAD = 24, WIDE = 148, HIGH = 46, ROW = 54, GAP = 10;

/**
 * Draw a neighbourhood into a host; each measure is a button that makes it the middle. Over it goes the chain behind the date
 * that is followed, as far as it is among what is shown.
 * @param {HTMLElement} host
 * @param {Around | null} data
 * @param {Chain | null} chain
 */
export function drawAround(host, data, chain) {
  host.replaceChildren();
  if (!data || !data.nodes.length) return;
  const width = Math.max(host.clientWidth, 720), scale = (width - LANE_NAME - WIDE) / data.periods;
  const { boxes, lanes, height } = placed(data, scale);
  const plane = html(host, "div", "around-plane");
  plane.style.width = `${width}px`;
  plane.style.height = `${height}px`;
  const drawing = svg(plane, "around-arrows");
  mark(drawing, "viewBox", `0 0 ${width} ${height}`);
  background(drawing, plane, data, lanes, scale, height, width);
  data.ties.forEach((tie) => arrow(drawing, boxes, tie));
  chain?.arrows.forEach(({ from, to, waits }) => { if (from !== to) arrow(drawing, boxes, { from, to, kind: waits ? "chain waits" : "chain" }); });
  data.nodes.forEach((node) => {
    const made = button(plane, node, /** @type {Box} */ (boxes.get(node.id)), scale);
    if (chain?.measures.includes(node.id)) tellInChain(made, chain, node.id);
  });
}

/**
 * Mark a measure of the chain, with the numbers of its dates there.
 * @param {HTMLElement} made
 * @param {Chain} chain
 * @param {string} id
 */
function tellInChain(made, chain, id) {
  const numbers = chain.dates.filter((date) => date.measure === id).map((date) => date.number).join(", ");
  made.classList.add("in-chain");
  mark(made, "aria-label", `${made.getAttribute("aria-label")}. ${chain.name}${numbers && `: ${numbers}`}`);
  if (numbers) html(made, "span", "around-number", { "aria-hidden": "true" }).textContent = numbers;
}

/**
 * Give each measure its place: by start across, in the first row of its owner that has room.
 * @param {Around} data
 * @param {number} scale
 */
function placed(data, scale) {
  /** @type {Map<string, Box>} */
  const boxes = new Map();
  /** @type {number[]} where each lane begins */
  const lanes = [];
  let top = HEAD;
  data.lanes.forEach((_name, lane) => {
    lanes.push(top);
    /** @type {number[]} how far each row is filled */
    const rows = [];
    for (const node of data.nodes.filter((each) => each.lane === lane)) {
      const x = LANE_NAME + Math.min(node.start, data.periods) * scale;
      let row = rows.findIndex((filled) => filled + GAP <= x);
      if (row < 0) row = rows.push(0) - 1;
      rows[row] = x + WIDE;
      boxes.set(node.id, { x, y: top + row * ROW + 4, width: WIDE });
    }
    top += Math.max(rows.length, 1) * ROW + GAP;
  });
  return { boxes, lanes, height: top };
}

/**
 * @param {SVGElement} drawing
 * @param {HTMLElement} plane
 * @param {Around} data
 * @param {number[]} lanes
 * @param {number} scale
 * @param {number} height
 * @param {number} width
 */
function background(drawing, plane, data, lanes, scale, height, width) {
  for (const year of data.years) {
    const x = LANE_NAME + year.at * scale;
    shape(drawing, "line", { class: "around-year", x1: x, x2: x, y1: HEAD - 4, y2: height });
    const name = html(plane, "span", "around-year-name", { "aria-hidden": "true" });
    name.textContent = year.name;
    name.style.left = `${x}px`;
  }
  data.lanes.forEach((owner, lane) => {
    shape(drawing, "line", { class: "around-lane", x1: 0, x2: width, y1: lanes[lane], y2: lanes[lane] });
    const name = html(plane, "span", "around-lane-name", { "aria-hidden": "true" });
    name.textContent = owner;
    name.style.top = `${lanes[lane] + 6}px`;
  });
}

/**
 * @param {SVGElement} drawing
 * @param {Map<string, Box>} boxes
 * @param {Tie} tie
 */
function arrow(drawing, boxes, tie) {
  const from = boxes.get(tie.from), to = boxes.get(tie.to);
  if (!from || !to) return;
  const [x1, y1, x2, y2] = [from.x + from.width, from.y + HIGH / 2, to.x, to.y + HIGH / 2];
  const bend = Math.max(24, Math.abs(x2 - x1) / 3);
  shape(drawing, "path", { class: `around-tie ${tie.kind}`, d: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 6} ${y2}` });
  shape(drawing, "path", { class: `around-head ${tie.kind}`, d: `M${x2} ${y2}l-8 -4v8z` });
}

/**
 * @param {HTMLElement} plane
 * @param {Node} node
 * @param {Box} box
 * @param {number} scale
 * @returns {HTMLElement}
 */
function button(plane, node, box, scale) {
  const side = node.depth === 0 ? " middle" : "";
  const made = html(plane, "button", `around-node${side}${node.dated ? "" : " undated"}`, {
    type: "button", "data-choose": "tiltak", "data-id": node.id, "aria-label": `${node.name}, ${node.when}`, title: `${node.name}, ${node.when}`,
  });
  if (node.depth === 0) mark(made, "aria-current", "true");
  made.style.left = `${box.x}px`;
  made.style.top = `${box.y}px`;
  made.style.width = `${box.width}px`;
  html(made, "span", "around-name").textContent = node.name;
  html(made, "span", "around-span").style.width = `${Math.min(box.width, Math.max(3, (node.end - node.start) * scale))}px`;
  return made;
}
