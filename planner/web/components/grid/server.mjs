// What the window asks the server: tables, and commands one after the other, each sent again until it is answered.
import { following, sentUntilAnswered } from "../contact/sending.mjs";
import { tellSending } from "../buttons/busy.mjs";
import { authorHere } from "../saving/saving.mjs";
import { haveSeen, seen } from "./seen.mjs";

/** @typedef {import("./sheet.mjs").Data} Data */
/** @typedef {Pick<Data, "table" | "known" | "findings" | "tables"> & { rough?: Data["rough"] }} Checked */
/** @typedef {Record<string, unknown>} Command */
/** @typedef {{ command: Command, done: (data: Data) => void, over: () => void }} Waiting */

export class Server {
  /**
   * @param {string} address under which the sheets are answered
   * @param {(isLost: boolean, refused?: number) => void} tell whether there is no contact, or what was refused with which status
   */
  constructor(address, tell) {
    this.address = address;
    this.tell = tell;
    /** @type {Waiting[]} */
    this.waiting = [];
    this.isAsking = false;
  }

  /**
   * Fetch a table, without the rows of a roadmap that is known.
   * @param {string} table
   * @param {string} known
   * @returns {Promise<Data | null>} nothing where there is no contact
   */
  table(table, known) {
    return fetched(`${this.address}/sheet`, { table, known });
  }

  /**
   * Ask what checking finds in a table.
   * @param {string} table
   * @returns {Promise<Checked | null>} nothing where there is no contact
   */
  findings(table) {
    return fetched(`${this.address}/findings`, { table });
  }

  /**
   * Give a command; it is carried out after those before it. One that is refused as none is over without an answer.
   * @param {Command} command
   * @returns {Promise<Data>}
   */
  command(command) {
    return new Promise((done) => {
      following(new Promise((over) => { this.waiting.push({ command, done, over: () => over(null) }); }));
      tellSending(true);
      this.send();
    });
  }

  /** Send the first command that waits; one whose answer gets lost is sent again, and does nothing twice. */
  async send() {
    if (this.isAsking || !this.waiting.length) return;
    this.isAsking = true;
    const [first] = this.waiting;
    const data = await sentUntilAnswered(`${this.address}/change`, { ...first.command, author: authorHere(), sight: seen() }, this.tell);
    this.isAsking = false;
    this.waiting.shift();
    if (data) first.done(followed(data));
    first.over();
    if (!this.waiting.length) tellSending(false);
    this.send();
  }
}

/**
 * @param {Data & { sight?: string | null }} data what came of a command of this window
 * @returns {Data}
 */
function followed(data) {
  haveSeen(data.sight);
  return data;
}

/**
 * Fetch something that is asked for beside what the address of the page says.
 * @param {string} path
 * @param {Record<string, string>} what
 * @returns {Promise<any>}
 */
async function fetched(path, what) {
  const asked = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(what)) asked.set(name, value);
  try {
    const answer = await fetch(`${path}?${asked}`);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
