// The rows of one table as a window has them: which are shown, in which order, and how each cell stands.

/**
 * @typedef {{ field: string, header: string, unit: string, meaning: string, expects: string, empty: string, kind: string, numbers: boolean, grouped: boolean, required: boolean, key: boolean, fixed: boolean, figure: boolean, choices: string[], names: string }} Column
 */
/** @typedef {number | [number, Record<string, number>]} Basis */
/** @typedef {{ id: string, texts: string[], basis: Basis, alone: boolean, isNew: boolean }} Row */
/** @typedef {{ is_error: boolean, words: string, row: string | null, field: string, subject: string }} Finding */
/** @typedef {{ name: string, title: string, meaning: string, without: string, can_add: boolean, elsewhere: { table: string, words: string }[], columns: Column[], keys: Record<string, Column>, own?: string }} About `own` begins the names of rows whose key may be typed, where that of others may not */
/** @typedef {{ name: string, title: string, changed: number, wrong: number }} TableTold */
/** @typedef {{ id: string, count: number, rough: number, undo: string | null, redo: string | null, words: string, version: number | null }} DraftTold */
/** @typedef {[string, Basis, number, ...(string | number)[]]} Sent a row: name, basis, whether it is alone, then places and texts of its filled cells */
/**
 * What the server sends of a table; the first part only where the window has none of it.
 * @typedef {{ about?: About, words?: Record<string, string>, names?: Record<string, string[][]>, table: string, known: string, all: boolean, order: string[] | null, rows: Sent[], changed: Record<string, Record<string, string>>, added: string[], gone: string[], rough: Record<string, Record<string, [string, string, boolean]>>, given: Record<string, string[][]>, findings: Finding[] | null, tables: TableTold[], draft: DraftTold, said?: string, ask?: any, made?: boolean }} Data
 */
/** @typedef {{ text: string, rough: string, waits: boolean, before: string | null, isSending: boolean, basis: number | null, locked: boolean }} Cell */
/** @typedef {"all" | "changed" | "wrong" | "assumed"} Only */

const NEW = "+\x1f";
const compare = new Intl.Collator("nb", { numeric: true, sensitivity: "base" }).compare;
const GROUPED = /^[-−]?\d{5,}(?:,\d+)?$/;

export class Sheet {
  /** @param {Data} data */
  constructor(data) {
    const about = /** @type {About} */ (data.about);
    this.about = about;
    this.names = data.names ?? {};
    /** @type {Map<string, Row>} */
    this.byId = new Map();
    /** @type {string[]} */
    this.order = [];
    /** @type {Map<string, string>} what has been typed and is on its way, by row and field */
    this.sending = new Map();
    /** @type {{ field: string, falls: boolean } | null} */
    this.sort = null;
    /** @type {Map<string, string>} */
    this.filters = new Map();
    this.search = "";
    /** @type {Only} */
    this.only = "all";
    this.showsEmpty = about.own !== undefined;
    /** @type {Finding[]} what checking found last */
    this.findings = [];
    /** @type {Row[]} */
    this.rows = [];
    /** @type {Column[]} */
    this.columns = [];
    this.data = data;
    this.take(data);
  }

  /**
   * Take what the server sent last.
   * @param {Data} data
   */
  take(data) {
    this.data = data;
    if (data.findings) this.findings = data.findings;
    if (data.names) this.names = data.names;
    if (data.all) this.byId = new Map();
    for (const [id, basis, alone, ...filled] of data.rows) {
      const texts = /** @type {string[]} */ (new Array(this.about.columns.length).fill(""));
      for (let at = 0; at < filled.length; at += 2) texts[Number(filled[at])] = String(filled[at + 1]);
      this.byId.set(id, { id, texts, basis, alone: Boolean(alone), isNew: false });
    }
    if (data.all) this.order = data.rows.map((row) => row[0]);
    if (data.order) {
      this.order = data.order;
      const there = new Set(data.order);
      for (const id of this.byId.keys()) if (!there.has(id)) this.byId.delete(id);
    }
    this.relist();
  }

  /** Choose the columns and rows that are shown, and put the rows in order. */
  relist() {
    const all = this.order.map((id) => /** @type {Row} */ (this.byId.get(id)));
    this.columns = this.about.columns.filter((column, place) => this.showsColumn(column, place, all));
    const told = all.filter((row) => this.shows(row));
    if (this.sort) this.putInOrder(told, this.sort);
    this.rows = this.about.can_add ? [...told, ...this.newRows()] : told;
  }

  /**
   * @param {Column} column
   * @param {number} place
   * @param {Row[]} rows
   */
  showsColumn(column, place, rows) {
    if (this.showsEmpty || column.required || column.key || this.filters.has(column.field)) return true;
    if (!rows.length || rows.some((row) => row.texts[place] !== "")) return true;
    const touched = [...Object.values(this.data.rough), ...Object.values(this.data.changed)];
    return touched.some((cells) => column.field in cells);
  }

  /** Give the number of columns that hold nothing, and are not shown for that. */
  get hidden() {
    return this.about.columns.length - this.columns.length;
  }

  /** @returns {Row[]} the rows that are typed but not there yet, and an empty one */
  newRows() {
    const ids = Object.keys(this.data.rough).filter((id) => id.startsWith(NEW));
    for (const place of this.sending.keys()) {
      const id = place.slice(0, place.lastIndexOf(" "));
      if (id.startsWith(NEW) && !ids.includes(id)) ids.push(id);
    }
    ids.sort(compare);
    const last = ids.length ? Number(ids[ids.length - 1].slice(NEW.length)) : 0;
    return [...ids, NEW + (last + 1)].map((id) => ({ id, texts: [], basis: 2, alone: true, isNew: true }));
  }

  /**
   * Give the name of a row that is to be added, counted on from the empty one.
   * @param {number} beyond
   */
  newId(beyond) {
    const last = this.rows[this.rows.length - 1];
    return NEW + (Number(last.id.slice(NEW.length)) + beyond);
  }

  /** @param {Row} row */
  shows(row) {
    if (this.only === "changed" && !(row.id in this.data.changed) && !this.data.added.includes(row.id)) return false;
    if (this.only === "wrong" && !this.isWrong(row)) return false;
    if (this.only === "assumed" && !this.hasAssumed(row)) return false;
    const wanted = this.search.trim().toLowerCase();
    if (!wanted && !this.filters.size) return true;
    const texts = this.about.columns.map((column, place) => (this.data.rough[row.id]?.[column.field]?.[0] ?? row.texts[place]).toLowerCase());
    for (const [field, part] of this.filters) {
      const place = this.about.columns.findIndex((column) => column.field === field);
      if (!texts[place].includes(part.toLowerCase())) return false;
    }
    return !wanted || texts.some((text) => text.includes(wanted));
  }

  /** @param {Row} row */
  isWrong(row) {
    return row.id in this.data.rough || this.findings.some((each) => each.is_error && each.row === row.id);
  }

  /** @param {Row} row */
  hasAssumed(row) {
    return this.about.columns.some((column, place) => row.texts[place] !== "" && this.basisOf(row, column) === 2);
  }

  /**
   * @param {Row[]} rows
   * @param {{ field: string, falls: boolean }} by
   */
  putInOrder(rows, by) {
    const place = this.about.columns.findIndex((column) => column.field === by.field);
    const isNumbers = this.about.columns[place].numbers;
    const sign = by.falls ? -1 : 1;
    rows.sort((one, other) => {
      const [a, b] = [one.texts[place], other.texts[place]];
      if (a === "" || b === "") return a === b ? 0 : a === "" ? 1 : -1;
      return sign * (isNumbers ? numberOf(a) - numberOf(b) : compare(a, b));
    });
  }

  /**
   * Say how a cell stands.
   * @param {Row} row
   * @param {Column} column
   * @returns {Cell}
   */
  cell(row, column) {
    const place = this.about.columns.indexOf(column);
    const rough = this.data.rough[row.id]?.[column.field];
    const sending = this.sending.get(`${row.id} ${column.field}`);
    const told = row.texts[place] ?? "";
    return {
      text: sending ?? (rough ? rough[0] : told),
      rough: sending === undefined && rough ? rough[1] : "",
      waits: Boolean(rough?.[2]),
      before: this.data.changed[row.id]?.[column.field] ?? null,
      isSending: sending !== undefined,
      basis: told === "" ? null : this.basisOf(row, column),
      locked: !row.alone || column.fixed || (column.key && this.keepsKey(row)),
    };
  }

  /**
   * Tell whether what a row is about stands fast.
   * @param {Row} row
   */
  keepsKey(row) {
    return this.about.own !== undefined && !row.isNew && !row.id.startsWith(this.about.own);
  }

  /**
   * Say what a figure rests on; nothing of what is no figure.
   * @param {Row} row
   * @param {Column} column
   * @returns {number | null}
   */
  basisOf(row, column) {
    if (!this.figureOf(row, column).figure) return null;
    if (!Array.isArray(row.basis)) return row.basis;
    const [whole, single] = row.basis;
    return single[column.field] ?? single[column.field.replace(/\.(low|high)$/, "")] ?? whole;
  }

  /**
   * Give what describes a cell: of a value among the assumptions, its key.
   * @param {Row} row
   * @param {Column} column
   * @returns {Column}
   */
  figureOf(row, column) {
    return (column.field === "value" && this.about.keys[row.texts[0]]) || column;
  }

  /** How many columns come first that say what a row is: those of the key, and a name before them. */
  get naming() {
    const key = this.columns.findIndex((column) => column.key);
    const rest = this.columns.findIndex((column, place) => place > key && !column.key);
    return rest < 0 ? this.columns.length : rest;
  }

  /** The place of the first column that can be typed in. */
  get firstTyped() {
    return Math.max(this.columns.findIndex((column) => !column.fixed), 0);
  }

  /**
   * Give what names a row, for those who hear it: its name where one comes first, and its key.
   * @param {Row} row
   */
  nameOf(row) {
    const key = this.about.columns.findIndex((column) => column.key);
    const texts = this.about.columns.map((column, place) => (column.key || place < key ? this.cell(row, column).text : ""));
    return texts.filter(Boolean).join(" / ");
  }

  /**
   * @param {string} field
   */
  column(field) {
    return this.about.columns.find((column) => column.field === field);
  }
}

/**
 * Read a number that was written by the server; what is none comes first.
 * @param {string} text
 */
function numberOf(text) {
  const number = Number(text.replace(",", "."));
  return Number.isNaN(number) ? -Infinity : number;
}

/**
 * Write a cell for people: thousands apart, where it is a number and no year.
 * @param {Column} column
 * @param {string} text
 */
export function shown(column, text) {
  if (!column.grouped || !GROUPED.test(text)) return text;
  const [whole, decimals] = text.split(",");
  const apart = whole.replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  return decimals === undefined ? apart : `${apart},${decimals}`;
}
