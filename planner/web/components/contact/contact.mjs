// Says so when the planner no longer answers: a click would else do nothing, without a word.

/** @typedef {{ dash_component_api?: { getLayout: (id: string) => { props: { interval: number, disabled?: boolean, n_intervals?: number } } | undefined }, dash_clientside: { set_props: (id: string, props: object) => void } }} Page */

const LOOKS_MILLISECONDS = 100;
const ASKED = /"changedPropIds":\["([^".]+)\.n_intervals"\]/;
const GIVEN_UP_MILLISECONDS = 30000;
/** @type {Map<string, number>} When clocks asked that are not answered yet. */
const underWay = new Map();
/** @type {Record<string, number>} When each clock asked last, or was answered. */
const last = { clock: 0, "conflicts-clock": 0 };

/**
 * Let clocks ask for news, each again only once it is answered: Dash throws an answer away when its callback has been asked for again, so
 * that a window on a slow line, or beside a busy machine, would never hear of anything.
 */
function askByTheClock() {
  const page = /** @type {Page} */ (/** @type {unknown} */ (window));
  for (const clock of Object.keys(last)) {
    const props = propsOf(page, clock);
    if (!props || props.disabled || isAwaited(clock)) last[clock] = Date.now();
    else if (Date.now() - last[clock] >= props.interval) {
      last[clock] = Date.now();
      page.dash_clientside.set_props(clock, { n_intervals: (props.n_intervals ?? 0) + 1 });
    }
  }
}

/**
 * Whether the answer to a clock may still come; one that has been waited for too long is lost, and that is said.
 * @param {string} clock
 */
function isAwaited(clock) {
  const asked = underWay.get(clock);
  if (asked === undefined) return false;
  if (Date.now() - asked < GIVEN_UP_MILLISECONDS) return true;
  underWay.delete(clock);
  tellContact(true);
  return false;
}

/**
 * What a clock holds; nothing where the page has none of that name, for which Dash throws.
 * @param {Page} page
 * @param {string} clock
 */
function propsOf(page, clock) {
  try {
    return page.dash_component_api?.getLayout(clock)?.props;
  } catch {
    return undefined;
  }
}

/** Watch the requests that the page's callbacks make. */
export function watchContact() {
  const ask = window.fetch;
  window.setInterval(askByTheClock, LOOKS_MILLISECONDS);
  window.fetch = async function (...request) {
    const address = request[0] instanceof Request ? request[0].url : String(request[0]);
    const isOurs = address.includes("/_dash-update-component");
    const clock = (isOurs && ASKED.exec(String(request[1]?.body))?.[1]) || "";
    underWay.set(clock, Date.now());
    try {
      const answer = await ask.apply(window, request);
      if (isOurs) tellContact(false);
      return answer;
    } catch (error) {
      if (isOurs && !(error instanceof DOMException && error.name === "AbortError")) tellContact(true);
      throw error;
    } finally {
      underWay.delete(clock);
    }
  };
}

/**
 * Say that the planner does not answer, or take that back.
 * @param {boolean} isLost
 */
export function tellContact(isLost) {
  const banner = document.getElementById("lost-contact");
  if (banner) banner.textContent = (isLost && banner.dataset.words) || "";
}
