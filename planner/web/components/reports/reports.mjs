// Rolling the roadmap forward: what would come of it is shown once more, with who does it, and it is done once.
import { focusResult } from "../buttons/busy.mjs";
import { seen } from "../grid/seen.mjs";
import { askToSave, authorHere, done, say } from "../saving/saving.mjs";
import { allAnswered, sentUntilAnswered } from "../contact/sending.mjs";
import { tellContact } from "../contact/contact.mjs";

/** @typedef {import("../saving/saving.mjs").Shown & { refused: string }} RollShown */
/** @typedef {import("../saving/saving.mjs").Told} Told */

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
 * Ask until it is done or left; what was typed into the sheets last is on its way first.
 * @param {(id: string, props: object) => void} tell
 */
async function roll(tell) {
  await allAnswered();
  let refused = "";
  for (;;) {
    const shown = await fetched();
    if (!shown) return;
    if (shown.refused) return say(shown.refused, tell);
    const typed = await askToSave(shown, { author: authorHere() || shown.author, message: "" }, refused);
    if (!typed) return;
    const body = { author: typed.author, draft: shown.draft, request: crypto.randomUUID(), sight: seen() };
    /** @type {Told | null} */
    const told = await sentUntilAnswered(PATH, body, tellContact);
    if (told?.made) {
      await done(told, shown.words, tell);
      return focusResult();
    }
    refused = told?.said ?? "";
    if (!refused) return;
  }
}

/** @returns {Promise<RollShown | null>} what would come of it; nothing where there is no contact */
async function fetched() {
  try {
    const answer = await fetch(PATH + window.location.search);
    tellContact(false);
    return answer.ok ? await answer.json() : null;
  } catch {
    tellContact(true);
    return null;
  }
}
