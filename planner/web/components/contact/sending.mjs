// Commands that must come through: each is sent again until it is answered, and what is on its way can be waited for.

const AGAIN_MILLISECONDS = 2000;

/** @type {Set<Promise<unknown>>} */
const underWay = new Set();

/**
 * Count something as on its way until it is answered.
 * @template T
 * @param {Promise<T>} answer
 * @returns {Promise<T>}
 */
export function following(answer) {
  underWay.add(answer);
  answer.finally(() => underWay.delete(answer));
  return answer;
}

/** Wait until all that is on its way has been answered. */
export async function allAnswered() {
  while (underWay.size) await Promise.allSettled(underWay);
}

/**
 * Send a command until it is answered; nothing where it is none. One whose answer got lost must do nothing twice.
 * @param {string} path
 * @param {object} body
 * @param {(isLost: boolean) => void} tell whether there is no contact
 * @returns {Promise<any>}
 */
export async function sentUntilAnswered(path, body, tell) {
  for (;;) {
    const data = await sentOnce(path, body);
    tell(data === "lost");
    if (data !== "lost") return data;
    await new Promise((resolve) => { setTimeout(resolve, AGAIN_MILLISECONDS); });
  }
}

/**
 * Give the answer; nothing where the command is none, "lost" where nobody answered.
 * @param {string} path
 * @param {object} body
 * @returns {Promise<any>}
 */
async function sentOnce(path, body) {
  try {
    const answer = await fetch(path + window.location.search, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.ok) return await answer.json();
    return answer.status < 500 ? null : "lost";
  } catch {
    return "lost";
  }
}
