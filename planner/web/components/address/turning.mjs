// When a page has been turned within the window, its title and the focus go along, as they do when one is loaded.

/** @type {HTMLElement | null} */
let shown = null;

/** Wait for the page that is on its way, and go to it; the first one is where the window begins anyway. */
export function followTurn() {
  const coming = new MutationObserver(() => {
    const main = document.getElementById("main");
    if (!main || main === shown) return;
    coming.disconnect();
    const isFirst = shown === null;
    shown = main;
    if (main.dataset.title) document.title = main.dataset.title;
    toShownLink();
    if (!isFirst) headingOf(main).focus({ preventScroll: true });
  });
  coming.observe(document.body, { childList: true, subtree: true });
}

/** Let the rail show the name of the page that is shown: on a phone it is a row longer than the window. */
function toShownLink() {
  const link = /** @type {HTMLElement | null} */ (document.querySelector(".rail-link[aria-current]"));
  const rail = link?.parentElement;
  if (!link || !rail) return;
  rail.scrollLeft = link.offsetLeft - rail.offsetLeft - (rail.clientWidth - link.offsetWidth) / 2;
}

/**
 * @param {HTMLElement} main
 * @returns {HTMLElement}
 */
function headingOf(main) {
  const heading = /** @type {HTMLElement | null} */ (main.querySelector("h1"));
  if (!heading) return main;
  heading.tabIndex = -1;
  return heading;
}
