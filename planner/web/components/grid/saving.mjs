// Saving a new version, and choosing what is to hold where others have changed the same.
import { html } from "../elements/elements.mjs";
import { ask, filled } from "./dialog.mjs";

/** @typedef {Record<string, string>} Words */
/** @typedef {{ place: string, why: string, can_choose: boolean, base: string, mine: string, theirs: string, by: string }} Clash */

/**
 * Ask who saves, and what it is about; nothing where it is left.
 * @param {Words} words
 * @param {string} author
 * @returns {Promise<{ author: string, message: string } | null>}
 */
export async function askToSave(words, author) {
  /** @type {HTMLInputElement[]} */
  const fields = [];
  const left = await ask(words.saveTitle, (body) => {
    for (const [name, value, hint] of [[words.author, author, words.authorHint], [words.message, "", ""]]) {
      const label = html(body, "label", "sheet-label");
      html(label, "span", "").textContent = name;
      const field = /** @type {HTMLInputElement} */ (html(label, "input", "", { type: "text", maxlength: "200", autocomplete: "off" }));
      field.value = value;
      if (hint) html(label, "span", "quiet").textContent = hint;
      fields.push(field);
    }
    fields[0].required = true;
    if (author) fields[1].autofocus = true;
  }, [{ words: words.cancel, value: "" }, { words: words.save, value: "save", isMain: true }]);
  return left === "save" ? { author: fields[0].value, message: fields[1].value } : null;
}

/**
 * Let somebody choose what is to hold of each conflict; nothing where it is left.
 * @param {Words} words
 * @param {number} version
 * @param {Clash[]} clashes
 * @returns {Promise<Record<string, string> | null>}
 */
export async function askToSettle(words, version, clashes) {
  /** @type {HTMLElement | null} */
  let form = null;
  const open = [...clashes.keys()].filter((place) => clashes[place].can_choose);
  const left = await ask(words.conflictTitle, (body) => {
    form = body;
    html(body, "p", "").textContent = filled(words.conflictWords, { version });
    const list = html(body, "div", "clashes");
    clashes.forEach((clash, place) => oneClash(list, words, clash, place));
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
 */
function oneClash(list, words, clash, place) {
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
    const by = value === "theirs" && clash.by ? ` (${clash.by})` : "";
    html(label, "span", "").textContent = `${name}${by}: ${text || words.empty}`;
  }
}
