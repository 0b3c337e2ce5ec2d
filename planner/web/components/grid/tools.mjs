// Above the sheet: which table, which rows, and what can be done with them.
import { html, mark } from "../elements/elements.mjs";
import { filled } from "../dialog/dialog.mjs";

/** @typedef {import("./sheet.mjs").Sheet} Sheet */
/** @typedef {import("./sheet.mjs").Only} Only */
/** @typedef {import("./sheet.mjs").TableTold} TableTold */
/** @typedef {Record<string, string>} Words */
/** @typedef {{ relist: () => void, newRow: () => void, drop: () => void, undo: () => void, redo: () => void }} Acts */

/** @type {Only[]} */
const ONLY = ["all", "changed", "wrong", "assumed"];

/** The tools of one sheet; they stay while what they show changes. */
export class Tools {
  /**
   * @param {HTMLElement} host
   * @param {Sheet} sheet
   * @param {Words} words
   * @param {Acts} acts
   */
  constructor(host, sheet, words, acts) {
    this.sheet = sheet;
    this.words = words;
    host.replaceChildren();
    const find = html(host, "div", "tools-line");
    const field = /** @type {HTMLInputElement} */ (html(find, "input", "sheet-search", { type: "search", "aria-label": words.search, placeholder: words.search }));
    field.addEventListener("input", () => { sheet.search = field.value; acts.relist(); });
    const group = html(find, "div", "sheet-only", { role: "group", "aria-label": words.only });
    this.only = ONLY.map((name) => this.button(group, words[name], () => { sheet.only = name; acts.relist(); }));
    this.empty = this.button(find, words.emptyColumns, () => { sheet.showsEmpty = !sheet.showsEmpty; acts.relist(); });
    this.count = html(find, "span", "quiet sheet-count", { role: "status" });
    const work = html(host, "div", "tools-line");
    this.add = this.button(work, words.addRow, acts.newRow);
    this.button(work, words.dropRow, acts.drop);
    this.undo = this.button(work, words.undo, acts.undo);
    this.redo = this.button(work, words.redo, acts.redo);
    this.help(work);
    this.state = html(work, "span", "sheet-state");
    this.save = document.getElementById("save") || sheet.about.own !== undefined ? null : this.saving(work); // the bar has it where there is a plan
    this.show();
  }

  /**
   * @param {HTMLElement} parent
   * @returns {HTMLButtonElement}
   */
  saving(parent) {
    const made = this.button(parent, this.words.save, () => {});
    made.classList.add("main");
    made.dataset.save = "draft"; // pressing it is heard where all saving is
    return made;
  }

  /**
   * @param {HTMLElement} parent
   * @param {string} words
   * @param {() => void} press
   */
  button(parent, words, press) {
    const made = /** @type {HTMLButtonElement} */ (html(parent, "button", "sheet-button", { type: "button" }));
    made.textContent = words;
    made.addEventListener("click", press);
    return made;
  }

  /** @param {HTMLElement} parent */
  help(parent) {
    const more = html(parent, "details", "sheet-help");
    html(more, "summary", "").textContent = this.words.help;
    html(more, "p", "").textContent = this.words.helpWords;
  }

  /** Follow what the sheet shows, and how the draft stands. */
  show() {
    const { sheet, words } = this, { draft } = sheet.data;
    this.only.forEach((button, place) => mark(button, "aria-pressed", String(sheet.only === ONLY[place])));
    mark(this.empty, "aria-pressed", String(sheet.showsEmpty));
    this.empty.hidden = sheet.about.own !== undefined || (!sheet.hidden && !sheet.showsEmpty);
    this.empty.textContent = sheet.hidden ? `${words.emptyColumns} (${sheet.hidden})` : words.emptyColumns;
    const there = sheet.rows.filter((row) => !row.isNew).length;
    this.count.textContent = filled(words.rows, { shown: there, all: sheet.order.length });
    this.add.hidden = !sheet.about.can_add;
    this.step(this.undo, words.undo, draft.undo);
    this.step(this.redo, words.redo, draft.redo);
    this.state.textContent = draft.words;
    this.state.classList.toggle("unsaved", draft.count + draft.rough > 0);
    if (this.save) this.save.disabled = !draft.count;
  }

  /**
   * Name what a button undoes or makes again.
   * @param {HTMLButtonElement} button
   * @param {string} words
   * @param {string | null} step
   */
  step(button, words, step) {
    button.disabled = step === null;
    button.textContent = step ? `${words}: ${step}` : words;
    button.title = button.textContent;
  }
}

/**
 * Draw one tab for each table, with how much of it is changed and to be mended.
 * @param {HTMLElement} host
 * @param {TableTold[]} tables
 * @param {string} chosen
 * @param {Words} words
 * @param {(name: string) => void} open
 */
export function drawTabs(host, tables, chosen, words, open) {
  const scroller = host.parentElement, top = scroller?.scrollTop ?? 0;
  host.replaceChildren();
  const list = html(host, "div", "sheet-tabs", { role: "tablist", "aria-label": words.tables, "aria-orientation": "vertical" });
  for (const table of tables) {
    const isChosen = table.name === chosen;
    const tab = html(list, "button", "sheet-tab", {
      type: "button", role: "tab", id: `tab-${table.name}`, "aria-selected": String(isChosen), "aria-controls": "data-panel", tabindex: isChosen ? "0" : "-1",
    });
    html(tab, "span", "").textContent = table.title;
    badge(tab, table.changed, "changed", words.changed);
    badge(tab, table.wrong, "wrong", words.wrong);
    tab.addEventListener("click", () => open(table.name));
    if (isChosen) list.scrollLeft = tab.offsetLeft - list.clientWidth / 3;
  }
  if (scroller) scroller.scrollTop = top; // without the tabs there was nothing to scroll
  list.addEventListener("keydown", (event) => steer(list, event));
}

/**
 * @param {HTMLElement} tab
 * @param {number} count
 * @param {string} className
 * @param {string} words
 */
function badge(tab, count, className, words) {
  if (!count) return;
  const made = html(tab, "span", `badge ${className}`, { title: `${words}: ${count}` });
  html(made, "span", "unseen").textContent = `, ${words}: `;
  made.append(String(count));
}

/**
 * Go from tab to tab by the arrows.
 * @param {HTMLElement} list
 * @param {KeyboardEvent} event
 */
function steer(list, event) {
  const tabs = /** @type {HTMLElement[]} */ ([...list.children]);
  const here = tabs.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  /** @type {Record<string, number>} */
  const steps = { ArrowDown: here + 1, ArrowRight: here + 1, ArrowUp: here - 1, ArrowLeft: here - 1, Home: 0, End: tabs.length - 1 };
  if (!(event.key in steps)) return;
  event.preventDefault();
  const to = tabs[(steps[event.key] + tabs.length) % tabs.length];
  to.focus();
  to.click();
}
