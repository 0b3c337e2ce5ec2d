// Gives the focus back where what had it is drawn anew, moved or taken away: to the same thing, else to what stands in its place.
// Else whoever works by keyboard would be at the top of the page again whenever something new is shown.

const STOPS = "a[href], button, input, select, textarea, summary, [tabindex]";
/** Attributes that tell two things of the same kind apart, beside those that begin with ``data-``. */
const TOLD_APART = ["name", "value", "href", "aria-label"];

/**
 * How something can be found again: by marks, the surest first, in what it lay in, the nearest first, with its place there.
 * @typedef {{ element: HTMLElement, marks: string[], way: { host: Element, id: string, place: number }[] }} Bookmark
 */

/** @type {Bookmark | null} what has the focus, or had it until it was taken away */
let held = null;
let isPointed = false;

/** Follow the focus, and what is drawn. */
export function keepFocus() {
  document.addEventListener("focusin", (event) => { held = bookmark(event.target); });
  document.addEventListener("focusout", () => {
    if (isPointed) held = null; // pressed elsewhere
    else setTimeout(leftOrHidden);
  });
  document.addEventListener("pointerdown", () => { isPointed = true; if (isNowhere()) held = null; }, true);
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { isPointed = false; }, true);
  new MutationObserver((records) => {
    const lost = held?.element;
    if (lost && isNowhere() && records.some((record) => [...record.removedNodes].some((node) => node.contains(lost)))) giveBack(held);
  }).observe(document.body, { childList: true, subtree: true });
}

/**
 * Remember where something is that may be drawn anew.
 * @param {EventTarget | null} target
 * @returns {Bookmark | null}
 */
export function bookmark(target) {
  if (!(target instanceof HTMLElement) || target === document.body) return null;
  const all = stopsIn(document.body), at = all.indexOf(target), way = [];
  let first = at;
  for (let host = target.parentElement; host; host = host.parentElement) {
    while (first > 0 && host.contains(all[first - 1])) first -= 1;
    way.push({ host, id: host.id, place: Math.max(0, at - first) });
  }
  return { element: target, marks: marksOf(target), way };
}

/**
 * Go back to what was remembered, or to what stands there now.
 * @param {Bookmark | null} mark
 */
export function giveBack(mark) {
  if (mark) found(mark)?.focus({ preventScroll: true });
}

/** After the focus has gone from something that is still there: it was left, or cannot have the focus any more. */
function leftOrHidden() {
  if (!held?.element.isConnected || !isNowhere()) return;
  if (canHaveFocus(held.element)) held = null;
  else giveBack(held);
}

/** Whether nothing on the page has the focus. */
function isNowhere() {
  return !document.activeElement || document.activeElement === document.body;
}

/**
 * @param {Bookmark} mark
 * @returns {HTMLElement | undefined}
 */
function found({ element, marks, way }) {
  if (element.isConnected && canHaveFocus(element)) return element;
  for (const { host, id, place } of way) {
    const now = host.isConnected ? host : id ? document.getElementById(id) : null, all = now ? stopsIn(now) : [];
    /** @param {(stop: HTMLElement) => boolean} fits */
    const nearest = (fits) => nearestTo(place, all, (stop) => fits(stop) && canHaveFocus(stop));
    for (const [kind, mark] of marks.entries()) {
      const same = mark && nearest((stop) => marksOf(stop)[kind] === mark);
      if (same) return same;
    }
    const alike = element.className && nearest((stop) => kindOf(stop) === kindOf(element));
    if (alike) return alike;
    const beside = nearest((stop) => stop.tabIndex >= 0);
    if (beside) return beside;
  }
}

/**
 * Of what fits, what stands nearest to a place; of two as near, the later one.
 * @param {number} place
 * @param {HTMLElement[]} all
 * @param {(stop: HTMLElement) => boolean} fits
 * @returns {HTMLElement | undefined}
 */
function nearestTo(place, all, fits) {
  for (let far = 0; far < all.length + place; far += 1) {
    const near = [all[place + far], all[place - far]].find((stop) => stop && fits(stop));
    if (near) return near;
  }
}

/**
 * @param {Element} host
 * @returns {HTMLElement[]}
 */
function stopsIn(host) {
  return [...host.querySelectorAll(STOPS)].filter((stop) => stop instanceof HTMLElement);
}

/** @param {HTMLElement} stop */
function canHaveFocus(stop) {
  return !stop.matches(":disabled") && stop.checkVisibility({ visibilityProperty: true });
}

/** @param {HTMLElement} stop */
function kindOf(stop) {
  return `${stop.localName}.${stop.className}`;
}

/**
 * What something is known by: its id, what it carries, what it is called, and its words; empty where it has none.
 * @param {HTMLElement} stop
 * @returns {string[]}
 */
function marksOf(stop) {
  const told = TOLD_APART.map((name) => stop.getAttribute(name)), carried = Object.entries(stop.dataset);
  return [stop.id, carried.length ? JSON.stringify(carried) : "", told.some(Boolean) ? JSON.stringify(told) : "", stop.textContent ?? ""]
    .map((mark) => mark && `${stop.localName} ${mark}`);
}
