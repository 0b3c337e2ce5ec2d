// Tables drawn from plain data: a table of two thousand cells made of Dash components takes many seconds.
(function () {
  const { html } = window.planner.svg;

  /** Draw a table into a host: the first cell of each row names it. A cell is text, or text with a class. */
  function draw(host, data) {
    host.replaceChildren();
    if (data.summary) html(host, "p", "quiet").textContent = data.summary;
    const frame = html(host, "div", "scroll-x", { tabindex: "0", role: "region", "aria-label": data.caption });
    const table = html(frame, "table", data.kind);
    html(table, "caption", "unseen").textContent = data.caption;
    row(html(table, "thead", ""), data.head, "col");
    const body = html(table, "tbody", "");
    data.rows.forEach((cells) => row(body, cells, "row"));
  }

  function row(parent, cells, scope) {
    const line = html(parent, "tr", "");
    cells.forEach((cell, place) => {
      const isHeading = scope === "col" || place === 0;
      const element = html(line, isHeading ? "th" : "td", cell.kind || "", isHeading ? { scope } : {});
      element.textContent = cell.text === undefined ? cell : cell.text;
    });
  }

  window.planner.tables = { draw };
})();
