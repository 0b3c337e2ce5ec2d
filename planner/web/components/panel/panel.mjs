// The inspector: filled at once with what the page holds, which is all that is known of the measures in view.
// Of others it is what the Gantt holds, until the rest has come.
import { ofThePage } from "../address/address.mjs";
import { html } from "../elements/elements.mjs";
import { build } from "../elements/parts.mjs";

/** @typedef {import("../elements/parts.mjs").Part} Part */
/** @typedef {{ head: Part[], rest: Part[] }} Sheet */
/** @typedef {{ id: string, name: string, note?: string, owner?: string, start?: string, end?: string }} Known */

const MOST_KEPT = 400, MOST_ASKED = 40;

export class Panel {
  /**
   * @param {HTMLElement} host
   * @param {(id: string) => Known | undefined} known what the page itself holds of a measure
   */
  constructor(host, known) {
    this.host = host;
    this.known = known;
    this.head = /** @type {HTMLElement} */ (host.querySelector("#panel-head"));
    this.rest = /** @type {HTMLElement} */ (host.querySelector("#panel-rest"));
    /** @type {Map<string, Sheet>} what is here of the plan that is shown */
    this.sheets = new Map();
    /** @type {Map<string, Promise<void>>} what has been asked for and is not here yet */
    this.coming = new Map();
    this.revision = "";
    /** @type {string | null} */
    this.shown = null;
    this.isFull = false;
    /** Whether the title had the focus when another measure was chosen, of which nothing is known yet. */
    this.isAwaited = false;
  }

  /**
   * Show a measure, or none; of another revision all is asked for anew.
   * @param {string | null} id
   * @param {string} revision
   * @returns {Promise<void> | undefined} settled when all that is known stands there; nothing where it does already
   */
  show(id, revision) {
    if (revision !== this.revision) {
      this.sheets.clear();
      this.coming.clear();
    }
    const isSame = id === this.shown;
    if (isSame && this.isFull && revision === this.revision) return;
    this.revision = revision;
    this.shown = id;
    this.isFull = false;
    this.host.classList.toggle("chosen", Boolean(id));
    if (!id) {
      this.head.replaceChildren();
      this.rest.replaceChildren();
      return;
    }
    if (this.sheets.has(id)) {
      this.fill(id);
      return;
    }
    if (!isSame) this.showKnown(id);
    return this.fillWhenHere(id);
  }

  /**
   * What the page holds: who, when, and how it stands.
   * @param {string} id
   */
  showKnown(id) {
    const known = this.known(id), words = this.host.dataset;
    this.isAwaited = !known && this.head.contains(document.activeElement);
    this.head.replaceChildren();
    this.rest.replaceChildren();
    if (!known) return;
    html(this.head, "h2", "panel-title", { tabindex: "-1" }).textContent = known.name;
    if (known.note) html(this.head, "p", "standing").textContent = known.note;
    const facts = html(this.rest, "dl", "facts");
    for (const [name, value] of [[words.owner, known.owner], [words.start, known.start], [words.end, known.end]]) {
      if (!value) continue;
      const row = html(facts, "div");
      html(row, "dt").textContent = name ?? "";
      html(row, "dd").textContent = value;
    }
  }

  /** @param {string} id */
  async fillWhenHere(id) {
    const revision = this.revision;
    this.askFor([id]);
    await this.coming.get(id);
    if (id === this.shown && revision === this.revision) this.fill(id);
  }

  /**
   * Show all that is known of a measure; what could not be fetched is asked for again when it is chosen again.
   * @param {string} id
   */
  fill(id) {
    const sheet = this.sheets.get(id);
    if (!sheet || !sheet.head.length) {
      html(this.rest, "p", "quiet").textContent = (sheet ? this.host.dataset.gone : this.host.dataset.failed) ?? "";
      return;
    }
    const isHeld = this.head.contains(document.activeElement);
    this.isFull = true;
    this.head.replaceChildren();
    this.rest.replaceChildren();
    build(this.head, sheet.head);
    build(this.rest, sheet.rest);
    if (isHeld || this.isAwaited) /** @type {HTMLElement | null} */ (this.head.querySelector(".panel-title"))?.focus({ preventScroll: true });
    this.isAwaited = false;
  }

  /**
   * Ask at once for all that is known of those measures that are not here and not on their way.
   * @param {string[]} ids
   */
  askFor(ids) {
    const left = ids.filter((id) => id && !this.sheets.has(id) && !this.coming.has(id));
    for (let first = 0; first < left.length; first += MOST_ASKED) this.ask(left.slice(first, first + MOST_ASKED));
  }

  /** @param {string[]} wanted */
  ask(wanted) {
    const query = new URLSearchParams(ofThePage()), revision = this.revision;
    for (const id of wanted) query.append("id", id);
    const answer = fetch("/measures.json?" + query).then((answer) => (answer.ok ? answer.json() : {}), () => ({}));
    const here = answer.then((sheets) => { if (revision === this.revision) this.take(wanted, sheets); });
    for (const id of wanted) this.coming.set(id, here);
  }

  /**
   * @param {string[]} wanted
   * @param {Record<string, Sheet>} sheets
   */
  take(wanted, sheets) {
    if (this.sheets.size > MOST_KEPT) this.sheets.clear();
    for (const id of wanted) {
      this.coming.delete(id);
      if (sheets[id]) this.sheets.set(id, sheets[id]);
    }
  }
}
