// What a window shows, in its address: replaced while the view moves, pushed where somebody goes elsewhere.

/** What of the address another page is asked for by; all else is how one page is seen. */
const OF_THE_PAGE = ["scenario", "lang"];

/**
 * Name the page that an address leads to, the same for every view of it.
 * @param {string} path
 * @param {string} query
 * @returns {string}
 */
export function pageAt(path, query) {
  const asked = new URLSearchParams(query);
  return [path, ...OF_THE_PAGE.map((name) => asked.get(name) ?? "")].join(" ");
}

/**
 * Let links to other pages keep what is chosen and searched for, and be followed without loading all again.
 * @param {(path: string, query: string) => void} go
 */
export function followAddress(go) {
  for (const going of ["pointerdown", "click"]) {
    document.addEventListener(going, (event) => {
      const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest?.("a[data-page]"));
      if (link) link.search = kept(link.search);
    }, true);
  }
  document.addEventListener("click", (event) => {
    const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest?.("a[data-page]"));
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link.pathname, link.search);
  });
}

/**
 * Give the query of a link with what of this address goes along.
 * @param {string} query
 * @returns {string}
 */
function kept(query) {
  const now = new URLSearchParams(window.location.search), then = new URLSearchParams(query);
  for (const name of ["scenario", "tiltak"]) {
    const value = now.get(name);
    if (value && !then.has(name)) then.set(name, value);
  }
  return "?" + then;
}
