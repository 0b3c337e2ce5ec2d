// Opens the choice of files, and sends what is chosen to the planner, which reads it and changes nothing.
const TOO_LARGE = 413;
const ENDINGS = ".xlsx,.csv,.zip";
const ANSWERS = "#upload-take, #upload-leave"; // buttons that go away with what they did

/**
 * Follow the buttons that carry in ``data-upload-to`` which store is told what was sent.
 * @param {(id: string, props: object) => void} tell
 */
export function followUploads(tell) {
  document.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest?.("[data-upload-to]"));
    const said = button && document.getElementById(button.dataset.uploadSaid ?? "");
    if (!button || !said || button.getAttribute("aria-busy") === "true") return;
    const input = document.createElement("input");
    input.type = "file";
    input.accept = ENDINGS;
    input.addEventListener("change", () => { if (input.files?.[0]) send(input.files[0], button, said, tell); });
    input.click();
  });
  document.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest?.(ANSWERS)) goBackFrom();
  });
  document.addEventListener("keydown", (event) => {
    const shown = event.key === "Escape" && /** @type {Element} */ (event.target).closest?.("#upload-shown");
    if (shown) document.getElementById("upload-leave")?.click();
  });
}

/** Go to what has come of it once what would change is not shown any more, or to the heading where nothing is said. */
function goBackFrom() {
  const shown = document.getElementById("upload-shown");
  if (!shown) return;
  const going = new MutationObserver(() => {
    if (shown.style.display !== "none") return;
    going.disconnect();
    const done = document.getElementById("upload-done");
    (done?.textContent ? done : document.getElementById("uploads-heading"))?.focus();
  });
  going.observe(shown, { attributes: true });
}

/**
 * Send a file, and let the page show what it would change.
 * @param {File} file
 * @param {HTMLElement} button
 * @param {HTMLElement} said
 * @param {(id: string, props: object) => void} tell
 */
async function send(file, button, said, tell) {
  button.setAttribute("aria-busy", "true");
  said.textContent = said.dataset.reading ?? "";
  try {
    const form = new FormData();
    form.append("file", file);
    const address = new URL("/upload" + window.location.search, window.location.href);
    if (button.dataset.uploadOf) address.searchParams.set("of", button.dataset.uploadOf);
    const answer = await fetch(address, { method: "POST", body: form });
    said.textContent = answer.ok ? "" : wordsOf(answer.status, said);
    if (!answer.ok) return;
    goToHeadline(said);
    tell(button.dataset.uploadTo ?? "", { data: (await answer.json()).name });
  } catch {
    said.textContent = said.dataset.lost ?? "";
  } finally {
    button.removeAttribute("aria-busy");
  }
}

/**
 * @param {number} status
 * @param {HTMLElement} said
 * @returns {string}
 */
function wordsOf(status, said) {
  return (status === TOO_LARGE ? said.dataset.tooLarge : said.dataset.refused) ?? "";
}

/**
 * Go to the headline of what would change, once it is written.
 * @param {HTMLElement} said
 */
function goToHeadline(said) {
  const part = said.parentElement;
  if (!part) return;
  const before = document.getElementById("upload-headline");
  const writing = new MutationObserver(() => {
    const headline = document.getElementById("upload-headline");
    if (!headline || headline === before) return;
    writing.disconnect();
    headline.focus();
  });
  writing.observe(part, { childList: true, subtree: true });
}
