// The buttons of the bar that give no command: the address to send, and paper.

/** @type {Record<string, () => void>} By what a button carries in ``data-page-act``. */
const ACTS = { share, print: () => window.print() };

/** Follow the presses of the bar's buttons. */
export function followBar() {
  document.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-page-act]"));
    if (button) ACTS[button.dataset.pageAct ?? ""]?.();
  });
}

/** Copy the address, which holds all of the view, and say so; where that is not allowed, show it to be copied. */
async function share() {
  const said = document.getElementById("shared"), address = window.location.href;
  if (!said) return;
  try {
    await navigator.clipboard.writeText(address);
    said.textContent = said.dataset.words ?? "";
  } catch {
    said.textContent = address;
  }
}
