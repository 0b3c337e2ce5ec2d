// The buttons of the bar that give no command: the address to send, and paper.

const KEPT_AS = "planner-colours";

/**
 * Follow the presses of the bar's buttons, and take up the colours that were chosen before.
 * @param {(scheme: "light" | "dark") => void} colour
 */
export function followBar(colour) {
  /** @type {Record<string, () => void>} By what a button carries in ``data-page-act``. */
  const ACTS = { share, print: () => window.print(), theme: () => turn(colour) };
  const kept = localStorage.getItem(KEPT_AS);
  if (kept === "light" || kept === "dark") whenShown(() => colour(kept));
  document.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-page-act]"));
    if (button) ACTS[button.dataset.pageAct ?? ""]?.();
  });
}

/**
 * Wait until the page has said which colours it is in, which is when it can be told others.
 * @param {() => void} then
 */
function whenShown(then) {
  const root = document.documentElement, name = "data-mantine-color-scheme";
  if (root.hasAttribute(name)) return then();
  const waiting = new MutationObserver(() => { waiting.disconnect(); then(); });
  waiting.observe(root, { attributes: true, attributeFilter: [name] });
}

/** @param {(scheme: "light" | "dark") => void} colour */
function turn(colour) {
  const other = document.documentElement.dataset.mantineColorScheme === "dark" ? "light" : "dark";
  localStorage.setItem(KEPT_AS, other);
  colour(other);
}

/**
 * The address of what is shown: on a page that links to its own plan, that link, so that who opens it later hears of another.
 * @returns {string}
 */
function addressShown() {
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a.board-link"));
  return link?.href ?? window.location.href;
}

/** Copy the address, which holds all of the view, and say so; where that is not allowed, show it to be copied. */
async function share() {
  const said = document.getElementById("shared"), address = addressShown();
  if (!said) return;
  try {
    await navigator.clipboard.writeText(address);
    said.textContent = said.dataset.words ?? "";
  } catch {
    said.textContent = address;
  }
}
