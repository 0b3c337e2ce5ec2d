// Keys, wheel and pointer: what moves the focus, opens and closes rows, zooms and pans.
(function () {
  const { zoom, pan, fit } = window.planner.scale;
  const STEP = 1.25, PAGE = 10;

  const KEYS = {
    ArrowDown: (gantt) => gantt.focusRow(gantt.focused() + 1),
    ArrowUp: (gantt) => gantt.focusRow(gantt.focused() - 1),
    PageDown: (gantt) => gantt.focusRow(gantt.focused() + PAGE),
    PageUp: (gantt) => gantt.focusRow(gantt.focused() - PAGE),
    Home: (gantt) => gantt.focusRow(0),
    End: (gantt) => gantt.focusRow(gantt.rows.length - 1),
    ArrowRight: openOrEnter,
    ArrowLeft: closeOrLeave,
    Enter: choose,
    " ": choose,
    Escape: (gantt) => gantt.select(null),
    "+": (gantt) => zoomBy(gantt, STEP),
    "=": (gantt) => zoomBy(gantt, STEP),
    "-": (gantt) => zoomBy(gantt, 1 / STEP),
    0: (gantt) => { fit(gantt.view); gantt.later(); },
  };

  function onKey(gantt, event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.shiftKey && sideways) panBy(gantt, (sideways * gantt.view.width) / 6);
    else if (KEYS[event.key]) KEYS[event.key](gantt);
    else return;
    event.preventDefault();
  }

  function openOrEnter(gantt) {
    const row = gantt.rows[gantt.focused()];
    if (row.expandable && !row.expanded) gantt.toggle(row);
    else if (row.expanded) gantt.focusRow(gantt.focused() + 1);
  }

  function closeOrLeave(gantt) {
    const row = gantt.rows[gantt.focused()];
    if (row.expanded) gantt.toggle(row);
    else if (row.parent) gantt.focusRow(gantt.rows.findIndex((other) => other.key === row.parent.key));
  }

  function choose(gantt) {
    activate(gantt, gantt.rows[gantt.focused()]);
  }

  function activate(gantt, row) {
    if (row.kind === "group") gantt.toggle(row);
    else gantt.select(row.measure.id);
  }

  function zoomBy(gantt, factor, pixel) {
    zoom(gantt.view, factor, pixel === undefined ? gantt.view.width / 2 : pixel);
    gantt.later();
  }

  function panBy(gantt, pixels) {
    pan(gantt.view, pixels);
    gantt.later();
  }

  function onWheel(gantt, event) {
    if (event.ctrlKey) zoomBy(gantt, event.deltaY < 0 ? STEP : 1 / STEP, event.clientX - gantt.left());
    else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) panBy(gantt, event.deltaX || event.deltaY);
    else return;
    event.preventDefault();
  }

  function onClick(gantt, event) {
    const element = event.target.closest(".gantt-row");
    if (!element || gantt.dragged) return;
    const row = gantt.rows.find((other) => other.key === element.dataset.key);
    gantt.focusRow(gantt.rows.indexOf(row));
    if (event.target.closest(".twist")) gantt.toggle(row);
    else activate(gantt, row);
  }

  /** Dragging sideways pans; a drag is not a click. */
  function followDrag(gantt, surface) {
    let last = null;
    surface.addEventListener("pointerdown", (event) => { last = event.clientX; gantt.dragged = false; });
    surface.addEventListener("pointermove", (event) => {
      if (last === null || !event.buttons) return;
      const moved = last - event.clientX;
      if (Math.abs(moved) < 4 && !gantt.dragged) return;
      gantt.dragged = true;
      last = event.clientX;
      panBy(gantt, moved);
    });
    window.addEventListener("pointerup", () => { last = null; });
  }

  function listen(gantt) {
    gantt.scroller.addEventListener("keydown", (event) => onKey(gantt, event));
    gantt.scroller.addEventListener("wheel", (event) => onWheel(gantt, event), { passive: false });
    gantt.scroller.addEventListener("click", (event) => onClick(gantt, event));
    gantt.scroller.addEventListener("scroll", () => gantt.later());
    followDrag(gantt, gantt.scroller);
  }

  window.planner.keys = { listen, zoomBy, panBy, followDrag, STEP };
})();
