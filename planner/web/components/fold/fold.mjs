// What lies over the page is closed by Escape, and as soon as somebody goes on elsewhere: else it would hide that.

/** Follow the keys, the pointer and the focus. */
export function followFolds() {
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
 * Close what lies over the page and does not hold what is pressed or has the focus. What stands in the page, on
 * narrow screens, stays: to close it would move what is about to be pressed.
 * @param {Element} target
 */
function closeOthers(target) {
  document.querySelectorAll("details.fold[open]").forEach((fold) => {
    const body = fold.querySelector(".fold-body");
    const lies = body && getComputedStyle(body).position === "absolute";
    if (lies && !fold.contains(target)) fold.removeAttribute("open");
  });
}
