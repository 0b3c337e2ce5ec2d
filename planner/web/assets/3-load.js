// The load of each sector on the same time axis as the Gantt: one strip per sector, one cell per period.
(function () {
  const { html, mark } = window.planner.svg;

  class Load {
    constructor(host, readout) {
      this.host = host;
      this.readout = readout;
      this.at = [0, 0];
      host.addEventListener("keydown", (event) => this.onKey(event));
      host.addEventListener("focusin", (event) => this.tell(event.target));
      host.addEventListener("pointerover", (event) => this.tell(event.target));
    }

    show(data) {
      this.data = data;
      const hadFocus = this.host.contains(document.activeElement);
      this.host.replaceChildren();
      mark(this.host, "aria-label", data.texts.load);
      this.head(data);
      this.cells = data.sectors.map((sector) => this.strip(sector));
      this.move(this.at[0], this.at[1], hadFocus);
    }

    head(data) {
      const row = html(this.host, "div", "load-head", { role: "row" });
      html(row, "div", "load-name", { role: "columnheader" }).textContent = data.texts.sector;
      const axis = html(row, "div", "load-axis", { role: "columnheader", "aria-label": data.texts.time });
      this.axis = planner.svg.svg(axis, "");
    }

    strip(sector) {
      const row = html(this.host, "div", "load-row", { role: "row" });
      const name = html(row, "div", "load-name", { role: "rowheader" });
      html(name, "span", "load-sector").textContent = sector.name;
      html(name, "span", "note").textContent = sector.note;
      const strip = html(row, "div", "load-strip", { role: "presentation" });
      return sector.cells.map((cell, t) => this.cell(strip, sector, cell, t));
    }

    cell(strip, sector, cell, t) {
      const words = `${sector.name}, ${cell.spoken}`;
      const element = html(strip, "div", `load-cell step-${cell.step}${cell.full ? " full" : ""}${cell.over ? " over" : ""}${cell.frozen ? " frozen" : ""}`, {
        role: "gridcell", tabindex: "-1", "aria-label": words,
      });
      element.style.setProperty("--t", t);
      return element;
    }

    tell(target) {
      if (target.classList.contains("load-cell")) this.readout.textContent = target.getAttribute("aria-label");
    }

    onKey(event) {
      const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key];
      const edge = { Home: 0, End: this.data.periods - 1 }[event.key];
      if (step && !event.shiftKey) this.move(this.at[0] + step[0], this.at[1] + step[1], true);
      else if (edge !== undefined) this.move(this.at[0], edge, true);
      else return;
      event.preventDefault();
    }

    /** Let one cell take the focus of the whole grid. */
    move(row, period, focus) {
      if (!this.cells.length) return;
      const [oldRow, oldPeriod] = this.at;
      if (this.cells[oldRow]) mark(this.cells[oldRow][oldPeriod], "tabindex", "-1");
      this.at = [Math.min(Math.max(row, 0), this.cells.length - 1), Math.min(Math.max(period, 0), this.data.periods - 1)];
      const cell = this.cells[this.at[0]][this.at[1]];
      mark(cell, "tabindex", "0");
      if (focus) this.bringIntoView(cell);
    }

    bringIntoView(cell) {
      const view = this.view, period = this.at[1];
      if (period < view.start || period + 1 > view.start + view.width / view.unit) {
        view.start = period - view.width / view.unit / 2;
        planner.scale.pan(view, 0);
        this.onMove();
      }
      cell.focus();
    }

    draw(view, inset) {
      this.view = view;
      this.host.style.setProperty("--unit", view.unit + "px");
      this.host.style.setProperty("--start", view.start);
      this.host.style.setProperty("--inset", inset + "px");
      planner.axis.drawAxis(this.axis, this.data, view, 24);
    }
  }

  window.planner.Load = Load;
})();
