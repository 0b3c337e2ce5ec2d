// Commands that must come through: each is sent again until it is answered, and what is on its way can be waited for.

const AGAIN_MILLISECONDS = 2000, FAILED = 500, MOST_FAILURES = 4;
/** What a proxy answers where the planner does not: it starts again, or has more to do than it can. */
const UNREACHED = new Set([502, 503, 504]);

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
 * Send a command until it is answered. Gives nothing where it is refused, or the planner fails at it again and again. One whose
 * answer got lost must do nothing twice.
 * @param {string} path
 * @param {object} body
 * @param {(isLost: boolean, refused?: number) => void} tell whether there is no contact, or with which status it was refused
 * @returns {Promise<any>}
 */
export async function sentUntilAnswered(path, body, tell) {
  for (let failures = 0; ;) {
    const { data, status } = await sentOnce(path, body);
    if (status >= FAILED) failures += 1;
    const isOver = status && (status < FAILED || failures >= MOST_FAILURES), isRefused = isOver && data === null;
    tell(!isOver, isRefused ? status : undefined);
    if (isOver) return data;
    await new Promise((resolve) => { setTimeout(resolve, AGAIN_MILLISECONDS); });
  }
}

/**
 * Give the answer and its status: no answer where the command was refused, no status where the planner did not.
 * @param {string} path
 * @param {object} body
 * @returns {Promise<{ data: any, status: number }>}
 */
async function sentOnce(path, body) {
  try {
    const answer = await fetch(path + window.location.search, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (UNREACHED.has(answer.status)) return { data: null, status: 0 };
    return { data: answer.ok ? await answer.json() : null, status: answer.status };
  } catch {
    return { data: null, status: 0 };
  }
}
