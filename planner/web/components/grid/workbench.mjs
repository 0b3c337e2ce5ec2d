// The page of the tables: one sheet at a time, what is typed into it sent to the server, and what comes back shown.
import { aboutCell, listFindings } from "./aside.mjs";
import { blockOut } from "./clipboard.mjs";
import { drop, paste } from "./deciding.mjs";
import { filled } from "../dialog/dialog.mjs";
import { Grid } from "./grid.mjs";
import { openHeading, sortBy } from "./heading.mjs";
import { followKeys } from "./keys.mjs";
import { Server } from "./server.mjs";
import { Sheet } from "./sheet.mjs";
import { Tools, drawTabs } from "./tools.mjs";
import { html } from "../elements/elements.mjs";
import { SAVED } from "../saving/saving.mjs";

/** @typedef {import("./sheet.mjs").Data} Data */
/** @typedef {import("./sheet.mjs").Row} Row */
/** @typedef {import("./sheet.mjs").Column} Column */
/** @typedef {import("./deciding.mjs").TypedCell} TypedCell */

const COPIED = "application/x-planner-columns";

export class Workbench {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (host.querySelector(`.data-${name}`));
    this.parts = { tabs: part("tabs"), about: part("about"), tools: part("tools"), sheet: part("sheet"), cell: part("cell"), findings: part("findings"), said: part("said") };
    const { address = "/data", first = "measures" } = host.dataset;
    this.first = first;
    this.table = new URLSearchParams(window.location.search).get("tabell") ?? first;
    /** @type {Grid | null} */
    this.grid = null;
    /** @type {Tools | null} */
    this.tools = null;
    /** @type {Record<string, string>} */
    this.words = {};
    this.isChecking = false;
    /** @type {TypedCell[]} what was typed last here and could not be taken in */
    this.rough = [];
    this.server = new Server(address, (isLost, refused) => this.say(notTaken(this.words, isLost, refused), isLost || Boolean(refused)));
    this.open(this.table);
  }

  /**
   * Show a table.
   * @param {string} name
   */
  async open(name) {
    this.grid?.editor?.end("");
    this.table = name;
    const data = (await this.server.table(name, "")) ?? (name === this.first ? null : await this.server.table(this.first, ""));
    if (!data || this.table !== name) return;
    this.begin(data);
  }

  /** @param {Data} data */
  begin(data) {
    this.table = data.table;
    this.words = data.words ?? this.words;
    const sheet = new Sheet(data);
    const grid = new Grid(this.parts.sheet, sheet, this.words, {
      typed: (row, column, text) => this.type([[row.id, column.field, text, row.isNew ? undefined : sheet.cell(row, column).text]]),
      moved: () => this.moved(),
      heading: (column, opens) => this.heading(column, opens),
    });
    this.grid = grid;
    followKeys(grid, {
      empty: () => this.empty(), fillDown: () => this.fillDown(), undo: () => this.undo(), redo: () => this.redo(),
      drop: () => drop(this), newRow: () => this.newRow(), heading: (opens) => this.heading(grid.column, opens),
    });
    for (const name of /** @type {const} */ (["copy", "cut", "paste"])) grid.root.addEventListener(name, (event) => this.clip(event));
    this.tools = new Tools(this.parts.tools, sheet, this.words, {
      relist: () => this.relist(), newRow: () => this.newRow(), drop: () => drop(this), undo: () => this.undo(), redo: () => this.redo(),
    });
    this.explain(sheet);
    this.remember(sheet);
    this.around();
    if (!performance.getEntriesByName("sheet").length) performance.mark("sheet");
  }

  /**
   * Say what a row of the table is, and what of it stands elsewhere.
   * @param {Sheet} sheet
   */
  explain(sheet) {
    const { about } = sheet, host = this.parts.about;
    host.replaceChildren();
    html(host, "h2", "", { id: "data-title" }).textContent = about.title;
    const line = html(host, "p", "quiet");
    line.textContent = `${sheet.order.length ? about.meaning : about.without} `;
    for (const each of about.elsewhere) {
      const link = html(line, "button", "sheet-link", { type: "button" });
      link.textContent = each.words;
      link.addEventListener("click", () => this.open(each.table));
    }
  }

  /**
   * Keep in the address which table is shown, and go to the measure that it names.
   * @param {Sheet} sheet
   */
  remember(sheet) {
    const address = new URL(window.location.href);
    address.searchParams.set("tabell", this.table);
    window.history.replaceState(window.history.state, "", address);
    const measure = address.searchParams.get("tiltak");
    const place = measure ? sheet.rows.findIndex((row) => row.id.split("\x1f")[0] === measure) : -1;
    if (place > 0 && this.grid) {
      this.grid.at = this.grid.from = { row: place, column: 0 };
      this.grid.reveal();
      this.grid.draw();
    }
  }

  /** Ask for what has changed elsewhere. */
  async refresh() {
    const grid = this.grid;
    if (!grid || this.server.waiting.length) return;
    const data = await this.server.table(this.table, grid.sheet.data.known);
    if (data && grid === this.grid && !this.server.waiting.length) this.take(data);
  }

  /**
   * Show what the server sent, and keep the focus on its row.
   * @param {Data} data
   */
  take(data) {
    const grid = this.grid;
    if (!grid || data.table !== grid.sheet.about.name) return;
    const before = grid.row, isNew = before?.isNew, known = new Set(grid.sheet.data.added);
    grid.sheet.take(data);
    const added = isNew && !(before.id in data.rough) ? data.added.find((id) => !known.has(id)) : undefined;
    const place = grid.sheet.rows.findIndex((row) => row.id === (added ?? before?.id));
    if (place >= 0 && grid.at.row >= 0) {
      const moved = place - grid.at.row;
      grid.at = { row: place, column: grid.at.column };
      grid.from = { row: grid.from.row + moved, column: grid.from.column };
    }
    grid.show();
    this.around();
  }

  /** Show anew what stands round the sheet. */
  around() {
    const grid = this.grid;
    if (!grid) return;
    drawTabs(this.parts.tabs, grid.sheet.data.tables, this.table, this.words, (name) => this.open(name));
    this.tools?.show();
    this.aside();
    listFindings(this.parts.findings, grid.sheet, this.words, this.acts);
    if (!grid.sheet.data.findings) this.check(grid.sheet);
  }

  /**
   * Fetch what checking finds, which may take longer than all else, and show it where it is still about this.
   * @param {Sheet} sheet
   */
  async check(sheet) {
    if (this.isChecking) return;
    this.isChecking = true;
    const found = await this.server.findings(sheet.about.name);
    this.isChecking = false;
    if (sheet !== this.grid?.sheet) return;
    if (found?.known === sheet.data.known) {
      sheet.data.tables = found.tables;
      sheet.data.findings = sheet.findings = found.findings ?? [];
      if (found.rough) sheet.data.rough = found.rough;
    }
    if (found) this.around();
  }

  aside() {
    const grid = this.grid;
    if (grid) aboutCell(this.parts.cell, grid.sheet, grid.row, grid.column, this.words, this.acts);
  }

  /** Tell of the cell with the focus, and of the block where several are chosen. */
  moved() {
    this.aside();
    const block = this.grid?.block;
    if (!block || (block.top === block.bottom && block.left === block.right)) return;
    this.say(filled(this.words.selected, { rows: block.bottom - block.top + 1, columns: block.right - block.left + 1 }));
  }

  get acts() {
    return {
      putBack: (/** @type {Row} */ row, /** @type {Column} */ column) => this.back(row, column, false),
      forget: (/** @type {Row} */ row, /** @type {Column} */ column) => this.back(row, column, true),
      goTo: (/** @type {string} */ row, /** @type {string} */ field) => this.goTo(row, field),
      mend: (/** @type {string} */ table) => this.mend(table),
    };
  }

  /**
   * Open a table at the first cell in it that cannot be read, else at its first.
   * @param {string} table
   */
  async mend(table) {
    await this.open(table);
    const sheet = this.grid?.sheet;
    const [row, cells] = Object.entries(sheet?.data.rough ?? {})[0] ?? [];
    if (row && cells) this.goTo(row, Object.keys(cells)[0]);
    else this.grid?.go({ row: 0, column: 0 });
  }

  /**
   * Go to a cell; what hides it is taken away.
   * @param {string} row
   * @param {string} field
   */
  goTo(row, field) {
    const grid = this.grid;
    if (!grid) return;
    if (!grid.sheet.rows.some((each) => each.id === row) || !grid.sheet.columns.some((each) => each.field === field)) {
      Object.assign(grid.sheet, { only: "all", search: "", filters: new Map(), showsEmpty: true });
      this.relist();
    }
    grid.goTo(row, field);
  }

  relist() {
    this.grid?.sheet.relist();
    this.grid?.show();
    this.tools?.show();
  }

  /**
   * @param {Column} column
   * @param {boolean} opens
   */
  heading(column, opens) {
    const grid = this.grid;
    if (!grid) return;
    if (opens) openHeading(grid, column, this.words, () => this.relist());
    else {
      sortBy(grid, column);
      this.relist();
    }
  }

  /**
   * Say something for all to hear.
   * @param {string | undefined} words
   * @param {boolean} [isWrong]
   */
  say(words, isWrong = false) {
    this.parts.said.textContent = words ?? "";
    this.parts.said.classList.toggle("wrong", isWrong);
  }

  /**
   * Give a command, and show what comes of it.
   * @param {string} what
   * @param {Record<string, unknown>} [more]
   * @returns {Promise<Data>}
   */
  async command(what, more = {}) {
    const known = () => (this.grid && this.grid.sheet.about.name === table ? this.grid.sheet.data.known : "");
    const table = this.table;
    const data = await this.server.command({ do: what, table, ...more, get known() { return known(); } });
    if (!more.dry) this.rough = [];
    this.take(data);
    if (data.said) this.say(data.said, data.made === false);
    else if (data.made) this.say("");
    return data;
  }

  /**
   * Send cells as they were typed; they are shown as on their way until they are taken in.
   * @param {TypedCell[]} cells
   * @param {boolean} [isPasted]
   */
  async type(cells, isPasted = false) {
    const grid = this.grid;
    if (!grid || !cells.length) return;
    const { sheet } = grid;
    for (const [row, field, text] of cells) sheet.sending.set(`${row} ${field}`, text);
    const before = sheet.rows.length;
    sheet.rows = sheet.rows.filter((row) => !row.isNew);
    if (sheet.about.can_add) sheet.rows.push(...sheet.newRows());
    if (sheet.rows.length !== before) grid.show();
    const sent = cells.map((cell) => cell.filter((part) => part !== undefined));
    const answered = this.server.command({ do: "type", table: this.table, cells: sent, pasted: isPasted, known: sheet.data.known });
    const data = await answered;
    for (const [row, field, text] of cells) {
      if (sheet.sending.get(`${row} ${field}`) === text) sheet.sending.delete(`${row} ${field}`);
    }
    this.take(data);
    this.rough = cells.filter(([row, field]) => data.rough[row]?.[field]);
    this.say(data.said, data.made === false);
  }

  /** Empty the chosen cells. */
  empty() {
    this.fill(() => "");
  }

  /** Let all chosen cells hold what the first of their column holds. */
  fillDown() {
    const grid = this.grid;
    if (!grid) return;
    const { sheet, block } = grid;
    this.fill((column) => sheet.cell(sheet.rows[block.top], column).text);
  }

  /**
   * Type the same way into each of the chosen cells.
   * @param {(column: Column) => string} textOf
   */
  fill(textOf) {
    const grid = this.grid;
    if (!grid) return;
    const { sheet, block } = grid;
    /** @type {TypedCell[]} */
    const cells = [];
    for (let place = Math.max(0, block.top); place <= block.bottom; place += 1) {
      const row = sheet.rows[place];
      for (const column of sheet.columns.slice(block.left, block.right + 1)) {
        const { text, locked } = sheet.cell(row, column);
        if (!locked && text !== textOf(column)) cells.push([row.id, column.field, textOf(column), row.isNew ? undefined : text]);
      }
    }
    this.type(cells, cells.length > 1);
  }

  /** @param {ClipboardEvent} event */
  clip(event) {
    const grid = this.grid;
    if (!grid || grid.editor || grid.at.row < 0 || !event.clipboardData) return;
    event.preventDefault();
    if (event.type === "paste") {
      paste(this, event.clipboardData.getData("text/plain"), copiedFrom(event.clipboardData, grid.sheet));
      return;
    }
    const { sheet, block } = grid, columns = sheet.columns.slice(block.left, block.right + 1);
    const rows = sheet.rows.slice(block.top, block.bottom + 1).map((row) => columns.map((column) => sheet.cell(row, column).text));
    event.clipboardData.setData("text/plain", blockOut(rows));
    event.clipboardData.setData(COPIED, [sheet.about.name, ...columns.map((column) => column.field)].join("\t"));
    this.say(filled(this.words.copied, { count: rows.length * columns.length }));
    if (event.type === "cut") this.empty();
  }

  /** Go to the empty row below all others. */
  newRow() {
    const grid = this.grid;
    if (grid?.sheet.about.can_add) grid.go({ row: grid.sheet.rows.length - 1, column: grid.sheet.firstTyped });
  }

  /** Undo the last step; first what was typed last and could not be taken in. */
  undo() {
    const grid = this.grid;
    if (!grid) return;
    if (this.rough.length) this.command("back", { cells: this.rough.map(([row, field, text]) => [row, field, "", text]), only_rough: true });
    else if (grid.sheet.data.draft.undo !== null) this.command("undo", { draft: grid.sheet.data.draft.id });
  }

  redo() {
    const draft = this.grid?.sheet.data.draft;
    if (draft && draft.redo !== null) this.command("redo", { draft: draft.id });
  }

  /**
   * @param {Row} row
   * @param {Column} column
   * @param {boolean} onlyRough
   */
  async back(row, column, onlyRough) {
    const seen = this.grid ? [this.grid.sheet.cell(row, column).text] : [];
    await this.command("back", { cells: [[row.id, column.field, "", ...seen]], only_rough: onlyRough });
    this.grid?.focus();
  }
}

/**
 * Give the fields that a block was copied from; nothing where it comes from another table, or from elsewhere.
 * @param {DataTransfer} clipboard
 * @param {Sheet} sheet
 * @returns {string[]}
 */
function copiedFrom(clipboard, sheet) {
  const [table, ...fields] = clipboard.getData(COPIED).split("\t");
  return table === sheet.about.name ? fields : [];
}

/**
 * Why what was given has not been taken in; nothing where it has.
 * @param {Record<string, string>} words
 * @param {boolean} isLost
 * @param {number} [refused]
 */
function notTaken(words, isLost, refused) {
  return isLost ? words.lost : refused ? filled(words.refused, { status: refused }) : "";
}

/** @type {Workbench | null} */
let shown = null;

document.addEventListener(SAVED, () => { if (shown?.host.isConnected) shown.refresh(); });

/** Begin the page where it is new, else show what has changed. */
export function showTables() {
  const host = document.getElementById("data");
  if (!host) return;
  if (shown?.host === host) shown.refresh();
  else shown = new Workbench(host);
}
