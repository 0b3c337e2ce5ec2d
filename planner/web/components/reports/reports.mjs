// Rolling the roadmap forward: what would come of it is shown once more, with who does it, and it is done once.
import { focusResult } from "../buttons/busy.mjs";
import { askToSave, authorHere, done, fetched, say, sentAs } from "../saving/saving.mjs";
import { allAnswered } from "../contact/sending.mjs";

/** @typedef {import("../saving/saving.mjs").Shown & { refused: string }} RollShown */

const PATH = "/status/roll";
let isOpen = false;

/**
 * Follow the button that rolls forward.
 * @param {(id: string, props: object) => void} tell
 */
export function followRolling(tell) {
  document.addEventListener("click", async (event) => {
    if (isOpen || !(/** @type {Element} */ (event.target).closest("[data-roll]"))) return;
    isOpen = true;
    try {
      await roll(tell);
    } finally {
      isOpen = false;
    }
  });
}

/**
 * Ask until it is done or left. What is not answered as it should is asked again: it may have been done, so that it stays the same.
 * @param {(id: string, props: object) => void} tell
 */
async function roll(tell) {
  await allAnswered(); // what was typed into the sheets last is on its way
  /** @type {RollShown | null} */
  let shown = null;
  let refused = "", name = "";
  for (;;) {
    if (!name) shown = /** @type {RollShown | null} */ (await fetched(PATH, tell)) ?? shown;
    if (!shown) return;
    if (shown.refused) return say(shown.refused, tell);
    const typed = await askToSave(shown, { author: authorHere() || shown.author, message: "" }, refused);
    if (!typed) return;
    name ||= crypto.randomUUID(); // the same until it is answered: then it is done once
    const sent = await sentAs(PATH, { author: typed.author, draft: shown.draft, request: name }, shown.words), { told } = sent;
    if (told) name = "";
    if (told?.made) {
      await done(told, shown.words, tell);
      return focusResult();
    }
    refused = told ? told.said : sent.refused;
    if (!refused) return;
  }
}
