// Lets a screen reader hear of each stop of the slider what it is, in place of its number.

/** Follow the focus: who moves the slider by keys has it, and its words come with the list beneath it. */
export function followStops() {
  const heard = new MutationObserver(() => say(document.querySelector("#stops-part [role=slider]")));
  document.addEventListener("focusin", (event) => {
    const thumb = /** @type {Element} */ (event.target).closest?.("#stops-part [role=slider]"), list = document.getElementById("stops");
    heard.disconnect();
    if (!thumb || !list) return;
    say(thumb);
    heard.observe(thumb, { attributes: true, attributeFilter: ["aria-valuenow"] });
    heard.observe(list, { childList: true, subtree: true });
  });
}

/**
 * Say which stop the slider stands at; before the first of them, that the proposed plan is none of them.
 * @param {Element | null} thumb
 */
function say(thumb) {
  const stop = document.querySelector(`#stops [data-stop="${thumb?.getAttribute("aria-valuenow")}"]`);
  const parts = stop ? Array.from(stop.children, (part) => part.textContent) : [document.getElementById("stops-said")?.textContent];
  const words = parts.join(": ");
  if (thumb && words && thumb.getAttribute("aria-valuetext") !== words) thumb.setAttribute("aria-valuetext", words);
}
