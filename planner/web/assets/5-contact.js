// Says so when the planner no longer answers: a click would else do nothing, without a word.
(function () {
  const ask = window.fetch;

  window.fetch = async function (...request) {
    const isOurs = String(request[0].url || request[0]).includes("/_dash-update-component");
    try {
      const answer = await ask.apply(window, request);
      if (isOurs) tell(false);
      return answer;
    } catch (error) {
      if (isOurs && error.name !== "AbortError") tell(true);
      throw error;
    }
  };

  function tell(isLost) {
    const banner = document.getElementById("lost-contact");
    banner.textContent = isLost ? banner.dataset.words : "";
  }
})();
