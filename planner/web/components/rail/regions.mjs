// F6 goes from part to part of the page, as in programs with panes; without it the rail is sixty stops from the last row.

/** The parts in the order in which they stand; what lies in two of them is in the later one. */
const REGIONS = [".rail", ".plan-bar", "#main", ".plan-rows", ".plan-load", "#data-panel", ".data-beside", "#panel", ".foot"];
const STOPS = "a[href], button, input, select, textarea, summary, [tabindex='0']";

/** Follow the key, and with Shift the way back. */
export function followRegions() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F6" || event.ctrlKey || event.altKey || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    const stops = REGIONS.flatMap((region) => firstStop(region) ?? []);
    if (!stops.length) return;
    const here = stops.map(({ host }) => host.contains(document.activeElement)).lastIndexOf(true);
    const next = event.shiftKey ? (here < 0 ? stops.length : here) - 1 : here + 1;
    stops[(next + stops.length) % stops.length].stop.focus();
  });
}

/**
 * Give a part and what in it has the focus first; nothing where it is not there, or nothing in it can have it.
 * @param {string} region
 * @returns {{ host: Element, stop: HTMLElement }[] | undefined}
 */
function firstStop(region) {
  const host = document.querySelector(region);
  const stops = host ? /** @type {HTMLElement[]} */ ([...host.querySelectorAll(STOPS)]) : [];
  const stop = stops.find((each) => each.tabIndex >= 0 && !each.hasAttribute("disabled") && each.checkVisibility({ visibilityProperty: true }));
  return host && stop ? [{ host, stop }] : undefined;
}
