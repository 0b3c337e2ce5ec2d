// Sends the board's page on: its address to where it can be pasted, and the page to paper.

/** Follow the buttons of the board's page. */
export function followBoard() {
  document.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-board]"));
    if (button?.dataset.board === "print") window.print();
    if (button?.dataset.board === "copy") void copy(window.location.href);
  });
}

/**
 * Copy an address, or show it where the browser lets nobody copy.
 * @param {string} address
 */
async function copy(address) {
  const told = document.getElementById("sent");
  try {
    await navigator.clipboard.writeText(address);
    if (told) told.textContent = `${told.dataset.copied} ${address}`;
  } catch {
    if (told) told.textContent = `${told.dataset.refused} ${address}`;
  }
}
