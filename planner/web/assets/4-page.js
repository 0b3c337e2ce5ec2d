// What the page's callbacks call: draws the Gantt and the load from the stored data, and follows the buttons.
(function () {
  let gantt = null, load = null, filling = null;

  function draw(data, grouping, selected) {
    const host = document.getElementById("gantt");
    if (!data || !host) return window.dash_clientside.no_update;
    if (!gantt || gantt.host !== host) begin(host);
    if (load.data !== data) load.show(data);
    gantt.show(data, grouping, selected, load);
    if (!performance.getEntriesByName("gantt").length) performance.mark("gantt");
    return window.dash_clientside.no_update;
  }

  function table(data, id) {
    const host = document.getElementById(id);
    if (data && host) planner.tables.draw(host, data);
    return window.dash_clientside.no_update;
  }

  function begin(host) {
    gantt = new planner.Gantt(host);
    load = new planner.Load(document.getElementById("load"), document.getElementById("load-readout"));
    planner.keys.followDrag(gantt, load.host);
    gantt.onSelect = choose;
  }

  function choose(id) {
    window.dash_clientside.set_props("selected", { data: id });
    if (id && isBelow(document.getElementById("panel"))) showPanel();
  }

  function isBelow(panel) {
    return panel.getBoundingClientRect().top >= gantt.host.getBoundingClientRect().bottom;
  }

  /** Bring the panel into view when it holds what was chosen; beside the Gantt it is in view, and the focus stays. */
  function showPanel() {
    const panel = document.getElementById("panel");
    const name = gantt.data.measures.find((measure) => measure.id === gantt.selected).name;
    const follow = () => {
      const heading = panel.querySelector(".panel-title");
      if (!heading || heading.textContent !== name) return;
      filling.disconnect();
      panel.scrollIntoView({ block: "start" });
      heading.focus({ preventScroll: true });
    };
    if (filling) filling.disconnect();
    filling = new MutationObserver(follow);
    filling.observe(panel, { childList: true, subtree: true, characterData: true });
    follow();
  }

  /** The buttons above the Gantt carry in ``data-view`` what they do. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-view]");
    if (!button || !gantt) return;
    const { zoomBy, panBy, STEP } = planner.keys;
    const act = {
      in: () => zoomBy(gantt, STEP),
      out: () => zoomBy(gantt, 1 / STEP),
      all: () => { planner.scale.fit(gantt.view); gantt.later(); },
      back: () => panBy(gantt, -gantt.view.width / 4),
      on: () => panBy(gantt, gantt.view.width / 4),
      open: () => { gantt.rows.filter((row) => row.kind === "group").forEach((row) => gantt.open.add(row.key)); gantt.relist(); },
      close: () => { gantt.open.clear(); gantt.relist(); },
    }[button.dataset.view];
    if (act) act();
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, { planner: { draw, table } });
})();
