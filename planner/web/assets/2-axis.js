// What runs through all rows: years and periods, the status date, and the arrows of the chosen measure.
(function () {
  const { shape, text, size } = window.planner.svg;
  const { x, visible } = window.planner.scale;
  const ROOM_FOR_YEAR = 34, ROOM_FOR_PERIOD = 36, ROOM_FOR_LINE = 9;

  /** Years above, periods below where they fit. */
  function drawAxis(svg, data, view, height) {
    svg.replaceChildren();
    size(svg, view.width, height);
    const [first, last] = visible(view);
    const every = yearsBetweenNames(data, view);
    for (let t = first; t < last; t++) {
      const at = x(view, t), tick = data.ticks[t], begins = beginsYear(data, t);
      if (begins || t === first) {
        if (begins) shape(svg, "line", { class: "year-line", x1: at, x2: at, y1: 4, y2: height });
        const room = (x(view, endOfYear(data, t)) - Math.max(at, 0)) * every;
        if (room > ROOM_FOR_YEAR && tick.year % every === data.ticks[0].year % every) text(svg, tick.year, { class: "year", x: Math.max(at, 0) + 5, y: 16 });
      }
      if (view.unit > ROOM_FOR_PERIOD) text(svg, tick.short, { class: "tick", x: at + 5, y: height - 6 });
      else if (view.unit > ROOM_FOR_LINE) shape(svg, "line", { class: "period-line", x1: at, x2: at, y1: height - 6, y2: height });
    }
  }

  function drawGrid(svg, data, view, height) {
    svg.replaceChildren();
    size(svg, view.width, height);
    const [first, last] = visible(view);
    for (let t = first; t < last; t++) {
      const at = x(view, t), begins = beginsYear(data, t);
      if (begins || view.unit > ROOM_FOR_PERIOD) shape(svg, "line", { class: begins ? "year-line" : "period-line", x1: at, x2: at, y1: 0, y2: height });
    }
  }

  function drawStatusDate(svg, data, view, height) {
    const at = Math.max(x(view, data.status), 1);
    if (x(view, data.status) < -1 || at > view.width) return;
    shape(svg, "line", { class: "status-date", x1: at, x2: at, y1: 0, y2: height }, data.texts.status);
  }

  /** Arrows to and from a measure, along the rows, from where one ends to where the other begins. */
  function drawArrows(svg, data, view, rows, index, rowHeight, middle) {
    data.links.filter((link) => link.from === index || link.to === index).forEach((link) => {
      const from = planner.rows.rowOfMeasure(rows, link.from), to = planner.rows.rowOfMeasure(rows, link.to);
      if (from < 0 || to < 0 || from === to || link.leaves === null || link.arrives === null) return;
      const start = [x(view, link.leaves), from * rowHeight + middle], end = [x(view, link.arrives), to * rowHeight + middle];
      shape(svg, "path", { class: link.to === index ? "arrow before" : "arrow after", d: route(start, end, rowHeight) });
    });
  }

  function route([x1, y1], [x2, y2], rowHeight) {
    const beside = y2 + (y1 < y2 ? -rowHeight / 2 : rowHeight / 2);
    const head = "m-6,-4l6,4l-6,4";
    if (x2 >= x1 + 16) return `M${x1},${y1}h8V${y2}H${x2 - 1}${head}`;
    return `M${x1},${y1}h8V${beside}H${x2 - 10}V${y2}h9${head}`;
  }

  function beginsYear(data, t) {
    return t === 0 || data.ticks[t].year !== data.ticks[t - 1].year;
  }

  function endOfYear(data, t) {
    let end = t;
    while (end < data.ticks.length && data.ticks[end].year === data.ticks[t].year) end++;
    return end;
  }

  /** Name every year where there is room, else every second, third … one. */
  function yearsBetweenNames(data, view) {
    const years = new Set(data.ticks.map((tick) => tick.year)).size;
    return Math.max(1, Math.ceil((ROOM_FOR_YEAR * years) / (view.unit * view.periods)));
  }

  window.planner.axis = { drawAxis, drawGrid, drawStatusDate, drawArrows };
})();
