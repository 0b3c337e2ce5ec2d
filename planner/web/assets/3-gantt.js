// The Gantt itself: holds what is open, focused and chosen, and draws the rows that are in view.
(function () {
  const { html, mark, svg, size } = window.planner.svg;
  const AXIS = 40, MARGIN_ROWS = 4, NARROW = 640, WIDE_ROW = 37, NARROW_ROW = 54, NAME_LINE = 20;
  const PAPER = 1496;  // A3 on its side less the margins that the style sheet asks for: 396 mm at 96 pixels an inch

  class Gantt {
    constructor(host) {
      this.host = host;
      this.open = new Set();
      this.elements = new Map();
      this.rows = [];
      this.focusKey = null;
      this.selected = null;
      this.scroller = html(host, "div", "gantt-scroll", { role: "treegrid" });
      this.head();
      this.body = html(this.scroller, "div", "gantt-body", { role: "rowgroup" });
      this.grid = svg(this.body, "gantt-grid");
      this.over = svg(this.body, "gantt-over");
      planner.bars.defineStripes(svg(host, "unseen"));
      planner.keys.listen(this);
      this.watch();
    }

    head() {
      const row = html(this.scroller, "div", "gantt-head", { role: "row", "aria-rowindex": "1" });
      this.corner = html(row, "div", "gantt-name", { role: "columnheader" });
      this.axisCell = html(row, "div", "gantt-axis", { role: "columnheader" });
      this.axis = svg(this.axisCell, "");
    }

    watch() {
      new ResizeObserver(() => this.later()).observe(this.host);
      window.addEventListener("beforeprint", () => { this.toPaper(true); this.draw(); });
      window.addEventListener("afterprint", () => { this.toPaper(false); this.later(); });
    }

    /** Take the width of the sheet, which the script cannot measure, and draw all rows. */
    toPaper(printing) {
      this.printing = printing;
      this.host.style.width = this.load.host.style.width = printing ? PAPER + "px" : "";
    }

    /** Take new data, a grouping and a choice; what is open, focused and zoomed stays. */
    show(data, grouping, selected, load) {
      const first = !this.data;
      this.data = data;
      this.grouping = grouping;
      this.selected = selected;
      this.load = load;
      this.load.onMove = () => this.draw();
      if (first) this.view = planner.scale.create(data.periods);
      mark(this.scroller, "aria-label", `${data.texts.gantt}. ${data.texts.gantt_help}`);
      this.corner.textContent = data.texts.measure;
      mark(this.axisCell, "aria-label", data.texts.time);
      this.relist();
    }

    relist() {
      this.rows = planner.rows.flatten(this.data, this.grouping, this.open);
      if (!this.rows.some((row) => row.key === this.focusKey)) this.focusKey = this.rows.length ? this.rows[0].key : null;
      mark(this.scroller, "aria-rowcount", this.rows.length + 1);
      this.draw();
    }

    later() {
      if (this.pending) return;
      this.pending = requestAnimationFrame(() => { this.pending = 0; this.draw(); });
    }

    draw() {
      if (!this.data || !this.host.isConnected) return;
      this.measure();
      const height = this.rows.length * this.rowHeight;
      this.body.style.height = height + "px";
      planner.axis.drawAxis(this.axis, this.data, this.view, AXIS);
      planner.axis.drawGrid(this.grid, this.data, this.view, height);
      this.drawRows();
      this.drawOver(height);
      this.load.draw(this.view, this.host.clientWidth - this.scroller.clientWidth);
    }

    measure() {
      this.narrow = this.host.clientWidth < NARROW;
      this.host.classList.toggle("narrow", this.narrow);
      this.load.host.classList.toggle("narrow", this.narrow);
      this.rowHeight = this.narrow ? NARROW_ROW : WIDE_ROW;
      this.names = this.narrow ? 0 : this.corner.offsetWidth;
      planner.scale.resize(this.view, this.scroller.clientWidth - this.names);
    }

    /** Draw from the last row to the first, each before the one that follows: an element moved would lose the focus. */
    drawRows() {
      const [first, last] = this.inView();
      const places = [...this.rows.keys()].filter((place) => (place >= first && place < last) || this.rows[place].key === this.focusKey);
      this.removeAllBut(new Set(places.map((place) => this.rows[place].key)));
      let next = this.over;
      for (const place of places.reverse()) next = this.drawRow(this.rows[place], place, next);
    }

    removeAllBut(kept) {
      for (const [key, element] of this.elements) {
        if (kept.has(key)) continue;
        element.remove();
        this.elements.delete(key);
      }
    }

    inView() {
      if (this.printing) return [0, this.rows.length];
      const top = this.scroller.scrollTop / this.rowHeight, shown = this.scroller.clientHeight / this.rowHeight;
      return [Math.floor(top) - MARGIN_ROWS, Math.ceil(top + shown) + MARGIN_ROWS];
    }

    drawRow(row, place, next) {
      const element = this.elements.get(row.key) || this.createRow(row);
      element.style.top = place * this.rowHeight + "px";
      element.style.height = this.rowHeight + "px";
      this.describe(element, row, place);
      const bars = element.lastChild.firstChild;
      size(bars, this.view.width, this.rowHeight);
      planner.bars.draw(bars, row, this.view, this.box());
      if (element.nextSibling !== next) this.body.insertBefore(element, next);
      return element;
    }

    /** Where in a row its bars stand: on a narrow screen the name has a line of its own above them. */
    box() {
      const top = this.narrow ? NAME_LINE : 0;
      return { top, height: this.rowHeight - top };
    }

    middle() {
      const { top, height } = this.box();
      return top + height / 2;
    }

    createRow(row) {
      const element = html(this.body, "div", `gantt-row ${row.kind}`, { role: "row" });
      element.dataset.key = row.key;
      const name = html(element, "div", "gantt-name", { role: "gridcell" });
      html(name, "span", "twist", { "aria-hidden": "true" });
      html(name, "span", "words");
      html(name, "span", "note");
      svg(html(element, "div", "gantt-bars", { role: "gridcell" }), "");
      this.elements.set(row.key, element);
      return element;
    }

    describe(element, row, place) {
      const chosen = row.kind === "measure" && row.measure.id === this.selected;
      const spoken = row.measure && row.measure.proposed && row.kind === "measure" ? `${row.spoken}. ${this.data.texts.proposed}` : row.spoken;
      mark(element, "aria-label", spoken);
      mark(element, "aria-level", row.level);
      mark(element, "aria-setsize", row.size);
      mark(element, "aria-posinset", row.place + 1);
      mark(element, "aria-rowindex", place + 2);
      mark(element, "aria-expanded", row.expandable ? String(row.expanded) : null);
      mark(element, "aria-selected", row.kind === "measure" ? String(chosen) : null);
      mark(element, "tabindex", row.key === this.focusKey ? "0" : "-1");
      element.classList.toggle("striped", place % 2 === 1);
      const [twist, words, note] = element.firstChild.children;
      twist.className = row.expandable ? (row.expanded ? "twist open" : "twist closed") : "twist none";
      words.textContent = row.name;
      words.title = row.name;
      note.textContent = row.note;
      mark(element.lastChild, "aria-label", spoken);
    }

    drawOver(height) {
      this.over.replaceChildren();
      size(this.over, this.view.width, height);
      planner.axis.drawStatusDate(this.over, this.data, this.view, height);
      const index = this.data.measures.findIndex((measure) => measure.id === this.selected);
      if (index >= 0) planner.axis.drawArrows(this.over, this.data, this.view, this.rows, index, this.rowHeight, this.middle());
    }

    focused() {
      return Math.max(0, this.rows.findIndex((row) => row.key === this.focusKey));
    }

    focusRow(place) {
      const bounded = Math.min(Math.max(place, 0), this.rows.length - 1);
      this.focusKey = this.rows[bounded].key;
      this.scrollTo(bounded);
      this.draw();
      this.elements.get(this.focusKey).focus({ preventScroll: true });
    }

    scrollTo(place) {
      const top = place * this.rowHeight, room = this.scroller.clientHeight - AXIS - this.rowHeight;
      if (top < this.scroller.scrollTop) this.scroller.scrollTop = top;
      else if (top > this.scroller.scrollTop + room) this.scroller.scrollTop = top - room;
    }

    toggle(row) {
      if (this.open.has(row.key)) this.open.delete(row.key);
      else this.open.add(row.key);
      this.relist();
    }

    select(id) {
      this.selected = id;
      this.draw();
      if (this.onSelect) this.onSelect(id);
    }

    /** The pixel of the window at which the time axis begins. */
    left() {
      return this.scroller.getBoundingClientRect().left + this.names;
    }
  }

  window.planner.Gantt = Gantt;
})();
