// Saving what is drafted, from whichever page: what it is, by whom, and what is to hold where others have changed the same.
import { focusResult } from "../buttons/busy.mjs";
import { tellContact } from "../contact/contact.mjs";
import { allAnswered, sentUntilAnswered } from "../contact/sending.mjs";
import { ask, filled } from "../dialog/dialog.mjs";
import { html } from "../elements/elements.mjs";

/** @typedef {Record<string, string>} Words */
/** @typedef {{ place: string, why: string, can_choose: boolean, base: string, mine: string, theirs: string, by: string }} Clash */
/** @typedef {{ draft: string, author: string, title: string, count: string, changes: string[], notes: string[], words: Words }} Shown */
/** @typedef {{ author: string, message: string }} Typed */
/** @typedef {{ made: boolean, said: string, along: string[], ask: { version: number, clashes: Clash[] } | null }} Told */
/** @typedef {(id: string, props: object) => void} Tell */

export const SAVED = "planner-saved";
const PATH = "/saving", AUTHOR = "planner-author";
let isOpen = false;

/** @returns {string} the name that was typed last in this browser; nobody has proved it */
export function authorHere() {
  return localStorage.getItem(AUTHOR) ?? "";
}

/**
 * Follow the presses of every button that saves.
 * @param {Tell} tell
 */
export function followSaving(tell) {
  document.addEventListener("click", async (event) => {
    if (isOpen || !(/** @type {Element} */ (event.target).closest("[data-save]"))) return;
    isOpen = true;
    try {
      await save(tell);
    } finally {
      isOpen = false;
    }
  });
}

/**
 * Ask, save and settle until it is saved or left. What is not answered as it should is asked again, with what was typed.
 * @param {Tell} tell
 */
async function save(tell) {
  await allAnswered(); // what was typed last is on its way
  /** @type {Typed | null} */
  let typed = null;
  /** @type {Shown | null} */
  let shown = null;
  let refused = "", name = "";
  for (;;) {
    shown = (await fetched(PATH, tell)) ?? shown;
    if (!shown) return;
    if (refused && !shown.changes.length) return say(refused, tell); // all of theirs holds, or somebody else has saved it
    typed = await askToSave(shown, typed ?? { author: authorHere() || shown.author, message: "" }, refused);
    if (!typed) return;
    name ||= crypto.randomUUID(); // the same until it is answered: then it is saved once
    const body = { do: "save", draft: shown.draft, ...typed, request: name };
    const sent = await sentAs(PATH, body, shown.words), { told } = sent;
    if (told) name = "";
    if (told?.made) return done(told, shown.words, tell);
    refused = told?.ask ? await settled(told.ask, shown.words) : told ? told.said : sent.refused;
    if (!refused) return say("");
    document.dispatchEvent(new Event(SAVED));
  }
}

/**
 * What would be saved; nothing where that is not known, which is said.
 * @param {string} path
 * @param {Tell} tell
 * @returns {Promise<any>}
 */
export async function fetched(path, tell) {
  try {
    const answer = await fetch(path + window.location.search);
    tellContact(false);
    if (answer.ok) return await answer.json();
    say(filled(document.getElementById("lost-contact")?.dataset.failed ?? "", { status: answer.status }), tell);
  } catch {
    tellContact(true);
  }
  return null;
}

/**
 * Send something until it is answered; what was not answered as it should is told in words.
 * @param {string} path
 * @param {object} body
 * @param {Words} words
 * @returns {Promise<{ told: Told | null, refused: string }>}
 */
export async function sentAs(path, body, words) {
  let refused = "";
  const told = await sentUntilAnswered(path, body, (isLost, status) => {
    tellContact(isLost);
    say(isLost ? words.lost : "");
    refused = status ? filled(words.failed, { status }) : "";
  });
  return { told, refused };
}

/**
 * Let it be chosen what is to hold, and put the draft onto the newest version; nothing where it is left.
 * @param {{ version: number, clashes: Clash[] }} conflict
 * @param {Words} words
 */
async function settled(conflict, words) {
  /** @type {Record<string, string> | null} */
  let choices = {};
  let refused = "";
  for (;;) {
    choices = await askToSettle(words, conflict.version, conflict.clashes, choices, refused);
    if (!choices) return "";
    const sent = await sentAs(PATH, { do: "settle", choices, version: conflict.version }, words);
    if (sent.told) return sent.told.said;
    refused = sent.refused;
  }
}

/**
 * Say what came of it, list what others had changed, and let the page follow.
 * @param {Told} told
 * @param {Words} words
 * @param {Tell} tell
 */
export async function done(told, words, tell) {
  if (document.getElementById("clock")) tell("clock", { n_intervals: Date.now() });
  document.dispatchEvent(new Event(SAVED));
  if (told.along.length) await ask(told.said, (body) => list(body, words.along, told.along), [{ words: words.close, value: "", isMain: true }]);
  say(told.said, tell);
}

/**
 * @param {string} words
 * @param {Tell} [tell]
 */
export function say(words, tell) {
  const host = document.querySelector(".data-said");
  if (host) host.textContent = words;
  if (!tell || !document.getElementById("result")) return;
  tell("result", { children: words });
  if (!host) focusResult();
}

/**
 * Ask who saves, and what it is about; nothing where it is left.
 * @param {Shown} shown
 * @param {Typed} typed
 * @param {string} refused why it was not saved just now
 * @returns {Promise<Typed | null>}
 */
export async function askToSave(shown, typed, refused) {
  const { words } = shown;
  /** @type {HTMLInputElement[]} */
  const fields = [];
  const left = await ask(shown.title, (body) => {
    tellRefused(body, refused);
    html(body, "p", "").textContent = shown.count;
    list(body, words.what, shown.changes);
    for (const note of shown.notes) html(body, "p", "quiet").textContent = note;
    const asked = [[words.author, typed.author, words.authorHint], [words.message, typed.message, ""]];
    for (const [name, value, hint] of asked.filter(([name]) => name)) {
      const label = html(body, "label", "sheet-label");
      html(label, "span", "").textContent = name;
      const field = /** @type {HTMLInputElement} */ (html(label, "input", "", { type: "text", maxlength: "200", autocomplete: "off" }));
      field.value = value;
      if (hint) html(label, "span", "quiet").textContent = hint;
      fields.push(field);
    }
    fields[0].required = true;
    fields[typed.author && fields.length > 1 ? 1 : 0].autofocus = true;
  }, [{ words: words.cancel, value: "" }, { words: words.save, value: "save", isMain: true }]);
  if (left !== "save") return null;
  localStorage.setItem(AUTHOR, fields[0].value.trim());
  return { author: fields[0].value, message: fields[1]?.value ?? "" };
}

/**
 * @param {HTMLElement} body
 * @param {string} words why it was not done just now
 */
function tellRefused(body, words) {
  if (words) html(body, "p", "refusal", { role: "alert" }).textContent = words;
}

/**
 * @param {HTMLElement} body
 * @param {string} name
 * @param {string[]} lines
 */
function list(body, name, lines) {
  if (!lines.length) return;
  const frame = html(body, "div", "to-save", { tabindex: "0", role: "region", "aria-label": name });
  const items = html(frame, "ul", "");
  for (const line of lines) html(items, "li", "").textContent = line;
}

/**
 * Let somebody choose what is to hold of each conflict; nothing where it is left.
 * @param {Words} words
 * @param {number} version
 * @param {Clash[]} clashes
 * @param {Record<string, string>} chosen before, by the place of the conflict
 * @param {string} refused why it was not done just now
 * @returns {Promise<Record<string, string> | null>}
 */
async function askToSettle(words, version, clashes, chosen, refused) {
  /** @type {HTMLElement | null} */
  let form = null;
  const open = [...clashes.keys()].filter((place) => clashes[place].can_choose);
  const left = await ask(words.conflictTitle, (body) => {
    form = body;
    tellRefused(body, refused);
    html(body, "p", "").textContent = filled(words.conflictWords, { version });
    const list = html(body, "div", "clashes");
    clashes.forEach((clash, place) => oneClash(list, words, clash, place, chosen[place]));
  }, [{ words: words.cancel, value: "" }, { words: words.settle, value: "settle", isMain: true }], () => open.every((place) => chosenAt(form, place)));
  if (left !== "settle") return null;
  return Object.fromEntries(open.map((place) => [String(place), chosenAt(form, place)]));
}

/**
 * @param {HTMLElement | null} form
 * @param {number} place
 */
function chosenAt(form, place) {
  const field = /** @type {HTMLInputElement | null} */ (form?.querySelector(`input[name="clash-${place}"]:checked`) ?? null);
  return field?.value ?? "";
}

/**
 * @param {HTMLElement} list
 * @param {Words} words
 * @param {Clash} clash
 * @param {number} place
 * @param {string} [chosen]
 */
function oneClash(list, words, clash, place, chosen) {
  const box = html(list, "fieldset", "clash");
  html(box, "legend", "").textContent = clash.place || words.problem;
  if (!clash.can_choose) {
    html(box, "p", "").textContent = clash.why;
    return;
  }
  html(box, "p", "quiet").textContent = `${words.base}: ${clash.base || words.empty}`;
  for (const [value, name, text] of [["mine", words.mine, clash.mine], ["theirs", words.theirs, clash.theirs]]) {
    const label = html(box, "label", "clash-side");
    const field = /** @type {HTMLInputElement} */ (html(label, "input", "", { type: "radio", name: `clash-${place}`, value }));
    field.required = true;
    field.checked = value === chosen;
    const by = value === "theirs" && clash.by ? ` (${clash.by})` : "";
    html(label, "span", "").textContent = `${name}${by}: ${text || words.empty}`;
  }
}
