// What a window shows, in its address: replaced while the view moves, pushed where somebody goes elsewhere.
// Others read it from here before they draw first, so that a window opens as it was sent.

/** What of the address another page is asked for by; all else is how one page is seen. */
const OF_THE_PAGE = ["scenario", "lang"];
/** What goes along to another page. */
const KEPT = ["scenario", "tiltak"];
/** @type {Set<() => void>} */
const followers = new Set();

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
 * What of the address another page is asked for by, as a query: what is fetched beside a page is asked for by the same.
 * @returns {string}
 */
export function ofThePage() {
  const query = new URLSearchParams();
  for (const name of OF_THE_PAGE) if (asked(name)) query.set(name, asked(name));
  return query.size ? "?" + query : "";
}

/**
 * What the address says of one thing; nothing where it does not.
 * @param {string} name
 * @returns {string}
 */
export function asked(name) {
  return new URLSearchParams(window.location.search).get(name) ?? "";
}

/**
 * Write what is shown into the address, in place of what stood there: the way back does not lead to it.
 * @param {Record<string, string>} view what is empty is left out
 */
export function replaceView(view) {
  write(view, (address) => window.history.replaceState(window.history.state, "", address));
}

/**
 * Write what was chosen into the address, so that the way back leads to what was chosen before.
 * @param {Record<string, string>} view
 */
export function pushView(view) {
  write(view, (address) => window.history.pushState({}, "", address));
}

/**
 * @param {Record<string, string>} view
 * @param {(address: string) => void} put
 */
function write(view, put) {
  const query = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(view)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString(), address = window.location.pathname + (text ? "?" + text : "");
  if (address !== window.location.pathname + window.location.search) put(address);
}

/**
 * Hear of each step on the way back or forward.
 * @param {() => void} follow
 */
export function onWayBack(follow) {
  followers.add(follow);
}

/**
 * Let links to other pages keep what is chosen, and be followed without loading all again; those to the same page in
 * another language keep all of the view.
 */
export function followAddress() {
  for (const going of ["pointerdown", "click"]) document.addEventListener(going, (event) => complete(linkAt(event)), true);
  document.addEventListener("click", (event) => {
    const link = linkAt(event);
    if (!link || !link.dataset.page || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    window.history.pushState({}, "", link.pathname + link.search);
    window.dispatchEvent(new PopStateEvent("popstate"));  // as after a step back: whoever follows the address reads it
  });
  window.addEventListener("popstate", () => followers.forEach((follow) => follow()));
}

/**
 * @param {Event} event
 * @returns {HTMLAnchorElement | null}
 */
function linkAt(event) {
  return /** @type {Element} */ (event.target).closest?.("a[data-page], a.language") ?? null;
}

/** @param {HTMLAnchorElement | null} link */
function complete(link) {
  if (!link) return;
  const now = new URLSearchParams(window.location.search), then = new URLSearchParams(link.search);
  for (const name of link.dataset.page ? KEPT : now.keys()) {
    const value = now.get(name);
    if (value && !then.has(name)) then.set(name, value);
  }
  link.search = "?" + then;
}
