// A button that gives a command answers in the same frame: it is busy until the planner has answered.
(function () {
  const ask = window.fetch;
  const LEAVING = ["accept", "discard", "undo", "redo", "read"]; // buttons that go away with what they did
  const LONGEST_MILLISECONDS = 10000; // a click that never became a request must not lock its button
  const busy = new Map(); // from the id of a button to what takes its busy state back

  // Caught on the way down, before the button hears of it: a second click gives no second command.
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("button[data-command]");
    if (!button) return;
    if (busy.has(button.id)) {
      event.stopImmediatePropagation();
      event.preventDefault();
      return;
    }
    begin(button);
  }, true);

  window.fetch = async function (...request) {
    const ids = commandsOf(request[1]);
    try {
      return await ask.apply(window, request);
    } finally {
      ids.forEach(end);
    }
  };

  function begin(button) {
    button.setAttribute("aria-busy", "true");
    const waiting = setTimeout(() => end(button.id), LONGEST_MILLISECONDS);
    busy.set(button.id, () => { clearTimeout(waiting); button.removeAttribute("aria-busy"); });
  }

  function end(id) {
    const take = busy.get(id);
    if (!take) return;
    busy.delete(id);
    take();
    if (id === "show") focusWhenDrawn(document.getElementById("proposed"));
    if (LEAVING.includes(id)) focusOn(document.getElementById("sentence"));
  }

  /** Data that cannot be planned has no sentence to go to. */
  function focusOn(words) {
    if (words) words.focus({ preventScroll: true });
  }

  /** Go to the heading of what was asked to be shown, which may be far below the button. */
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

  /** Give the ids of the buttons whose clicks a request carries. */
  function commandsOf(options) {
    if (!busy.size || !options || typeof options.body !== "string") return [];
    try {
      const changed = JSON.parse(options.body).changedPropIds || [];
      return changed.filter((name) => name.endsWith(".n_clicks")).map((name) => name.slice(0, -".n_clicks".length));
    } catch {
      return [];
    }
  }
})();
