// Which measures are looked for: those whose name, owner or id holds each word, and of which any of the kinds holds.

/** @typedef {import("./rows.mjs").Data} Data */
/**
 * What is looked for; nothing asked is all. Kinds are those of planner/view/kinds.py.
 * @typedef {{ text?: string, kinds?: string[] }} Query
 */

/** @type {WeakMap<Data, string[]>} the text of each measure that words are looked for in */
const texts = new WeakMap();

/**
 * The measures that fit, by their places; null where nothing is asked.
 * @param {Data} data
 * @param {Query} query
 * @returns {Set<number> | null}
 */
export function fitting(data, query) {
  const words = wordsOf(query), kinds = query.kinds ?? [];
  if (!words.length && !kinds.length) return null;
  const held = textsOf(data), found = new Set();
  data.measures.forEach((measure, index) => {
    const bars = measure.proposed ?? measure;
    if (words.every((word) => held[index].includes(word)) && (!kinds.length || kinds.some((kind) => bars.kinds.includes(kind)))) found.add(index);
  });
  return found;
}

/**
 * The words that are looked for, without regard to case and accents.
 * @param {Query} query
 * @returns {string[]}
 */
export function wordsOf(query) {
  return plain(query.text ?? "").split(/\s+/).filter(Boolean);
}

/**
 * The parts of a name, each with whether it is one of the words: where a word ends, another part begins.
 * @param {string} name
 * @param {string[]} words
 * @returns {[part: string, isHit: boolean][]}
 */
export function parts(name, words) {
  const flat = plain(name), isHit = Array(name.length).fill(false);
  if (flat.length !== name.length) return [[name, false]];
  for (const word of words) {
    for (let at = flat.indexOf(word); at >= 0; at = flat.indexOf(word, at + 1)) isHit.fill(true, at, at + word.length);
  }
  /** @type {[string, boolean][]} */
  const found = [];
  for (let at = 0; at < name.length; at++) {
    if (at && isHit[at] === isHit[at - 1]) found[found.length - 1][0] += name[at];
    else found.push([name[at], isHit[at]]);
  }
  return found;
}

/**
 * @param {Data} data
 * @returns {string[]}
 */
function textsOf(data) {
  const known = texts.get(data) ?? data.measures.map((measure) => plain(`${measure.name} ${measure.owner} ${measure.id}`));
  texts.set(data, known);
  return known;
}

/**
 * Lower case without accents; å and ø are letters of their own and stay.
 * @param {string} text
 * @returns {string}
 */
function plain(text) {
  return text.toLowerCase().replace(/[éèêàáíóúüöä]/g, (letter) => letter.normalize("NFD")[0]);
}
