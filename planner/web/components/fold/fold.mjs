// What lies over the page is closed by Escape, and as soon as somebody goes on elsewhere: else it would hide that.
// What is closed is not drawn until somebody opens it.

import { isClosed } from "../elements/parts.mjs";

/** @type {Map<Element, () => void>} what is drawn once it is opened, by its place */
const waiting = new Map();

/**
 * Draw something now where it can be seen, else once what it lies in is opened, or printed.
 * @param {Element} host
 * @param {() => void} draw
 */
export function drawOnceOpened(host, draw) {
  waiting.set(host, draw);
  drawOpened();
}

/** @param {boolean} [all] whether what is closed is drawn too */
function drawOpened(all = false) {
  for (const [host, draw] of waiting) {
    if (host.isConnected && !all && isClosed(host)) continue;
    waiting.delete(host);
    if (host.isConnected) draw();
  }
}

/** Follow the keys, the pointer and the focus, and what is opened. */
export function followFolds() {
  document.addEventListener("toggle", () => drawOpened(), true);
  window.addEventListener("beforeprint", () => drawOpened(true));
  document.addEventListener("keydown", (event) => {
    const open = /** @type {Element} */ (event.target).closest?.("details.fold[open]");
    if (event.key !== "Escape" || !open) return;
    open.removeAttribute("open");
    open.querySelector("summary")?.focus();
  });
  for (const going of ["pointerdown", "focusin"]) {
    document.addEventListener(going, (event) => closeOthers(/** @type {Element} */ (event.target)));
  }
}

/**
 * Close what lies over the page and does not hold what is pressed or has the focus.
 * @param {Element} target
 */
function closeOthers(target) {
  document.querySelectorAll("details.fold[open]").forEach((fold) => {
    if (!fold.contains(target)) fold.removeAttribute("open");
  });
}
