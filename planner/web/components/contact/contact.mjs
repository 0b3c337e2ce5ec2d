// Says so when the planner no longer answers: a click would else do nothing, without a word.

/** Watch the requests that the page's callbacks make. */
export function watchContact() {
  const ask = window.fetch;
  window.fetch = async function (...request) {
    const address = request[0] instanceof Request ? request[0].url : String(request[0]);
    const isOurs = address.includes("/_dash-update-component");
    try {
      const answer = await ask.apply(window, request);
      if (isOurs) tellContact(false);
      return answer;
    } catch (error) {
      if (isOurs && !(error instanceof DOMException && error.name === "AbortError")) tellContact(true);
      throw error;
    }
  };
}

/**
 * Say that the planner does not answer, or take that back.
 * @param {boolean} isLost
 */
export function tellContact(isLost) {
  const banner = document.getElementById("lost-contact");
  if (banner) banner.textContent = (isLost && banner.dataset.words) || "";
}
