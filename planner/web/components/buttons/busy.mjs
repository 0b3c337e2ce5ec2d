// A button that gives a command answers in the same frame: it is busy until the planner has answered.
const LEAVING = ["accept", "discard", "undo", "redo", "read"]; // buttons that go away with what they did
const LONGEST_MILLISECONDS = 10000; // a click that never became a request must not lock its button
/** Whether something that was typed is on its way: what is pressed meanwhile is about that too. */
let isSending = false;
/** @type {Element[]} buttons that were pressed meanwhile */
const pressed = [];
/** @type {Map<string, () => void>} From the id of a button to what takes its busy state back. */
const busy = new Map();

/** Follow the clicks of the page's commands, and the requests that carry them. */
export function followCommands() {
  // Caught on the way down, before the button hears of it: a second click gives no second command.
  document.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest?.("button[data-command]");
    if (!button) return;
    if (isSending && !pressed.includes(button)) {
      button.setAttribute("aria-busy", "true");
      pressed.push(button);
    }
    if (busy.has(button.id) || isSending) {
      event.stopImmediatePropagation();
      event.preventDefault();
      return;
    }
    begin(button);
  }, true);

  const ask = window.fetch;
  window.fetch = async function (...request) {
    const ids = commandsOf(request[1]);
    try {
      return await ask.apply(window, request);
    } finally {
      ids.forEach(end);
    }
  };
}

/**
 * Tell whether something that was typed is on its way; what was pressed meanwhile is given once it has come.
 * @param {boolean} sends
 */
export function tellSending(sends) {
  isSending = sends;
  if (sends) return;
  for (const button of pressed.splice(0)) {
    button.removeAttribute("aria-busy");
    if (button.isConnected) /** @type {HTMLElement} */ (button).click();
  }
}

/** @param {Element} button */
function begin(button) {
  button.setAttribute("aria-busy", "true");
  const waiting = setTimeout(() => end(button.id), LONGEST_MILLISECONDS);
  busy.set(button.id, () => { clearTimeout(waiting); button.removeAttribute("aria-busy"); });
}

/** @param {string} id */
function end(id) {
  const take = busy.get(id);
  if (!take) return;
  busy.delete(id);
  take();
  const proposed = document.getElementById("proposed");
  if (id === "show" && proposed) focusWhenDrawn(proposed);
  if (LEAVING.includes(id)) focusResult();
}

/** Go to where it is said what was done, once it is. */
export function focusResult() {
  const heading = document.getElementById("result");
  if (!heading) return;
  const follow = () => {
    if (!heading.textContent) return;
    writing.disconnect();
    heading.focus({ preventScroll: true });
  };
  const writing = new MutationObserver(follow);
  writing.observe(heading, { childList: true, characterData: true, subtree: true });
  requestAnimationFrame(follow);
}

/**
 * Go to the heading of what was asked to be shown, which may be far below the button.
 * @param {HTMLElement} host
 */
function focusWhenDrawn(host) {
  const follow = () => {
    const heading = host.querySelector("h2");
    if (!heading || !heading.offsetParent) return; // not written yet, or not shown yet
    drawing.disconnect();
    heading.focus();
  };
  const drawing = new MutationObserver(follow);
  drawing.observe(host, { attributes: true, childList: true, subtree: true });
  follow();
}

/**
 * Give the ids of the buttons whose clicks a request carries.
 * @param {RequestInit} [options]
 * @returns {string[]}
 */
function commandsOf(options) {
  if (!busy.size || !options || typeof options.body !== "string") return [];
  try {
    /** @type {string[]} */
    const changed = JSON.parse(options.body).changedPropIds || [];
    return changed.filter((name) => name.endsWith(".n_clicks")).map((name) => name.slice(0, -".n_clicks".length));
  } catch {
    return [];
  }
}
