// Pinning a phase by dragging its bar or by Alt and arrows: what follows is asked for while it moves, and drawn when known.
import { pan } from "../timeline/scale.mjs";
import { phasesOf } from "./lines.mjs";

/** @typedef {import("./gantt.mjs").Gantt} Gantt */
/** @typedef {import("./ghosts.mjs").Moved} Moved */
/** @typedef {import("./rows.mjs").Data} Data */
/** @typedef {import("./rows.mjs").Phase} Phase */
/** @typedef {import("./rows.mjs").Row} Row */
/**
 * What the server answers to a draft (planner/web/components/gantt/pinning.py); places in time are in periods.
 * @typedef {{
 *   number: number, measure: string, phase: string, window: [number, number] | null, kept: [number, number] | null, moved: Moved[],
 *   breaks: boolean, words: string,
 * }} Answer
 */
/** @typedef {{ measure: string, phase: string, start: number, periods: number | null, number: number }} Question */

const BETWEEN_MS = 100, PATIENCE_MS = 3000, FAR = 4, NEAR_EDGE = 24, PRESS_MS = 450, SHAKY = 10;

export class Pinning {
  /**
   * @param {Gantt} gantt
   * @param {(kind: "draft" | "pin", question: Question) => void} send
   */
  constructor(gantt, send) {
    this.gantt = gantt;
    this.send = send;
    this.number = this.drafted = this.answered = this.sent = this.timer = this.looks = 0;
    this.isStale = false;
    /** @type {Phase | null} as it lies in the plan */
    this.phase = null;
    this.isHeld = this.isByKeys = false;
    /** @type {Question | null} let go while the one before was not yet taken */
    this.waiting = null;
    this.isGiving = false;
    followPointer(this);
  }

  /**
   * Take hold of a phase of a measure; one that runs already cannot be moved.
   * @param {Row} row
   * @param {string} id
   * @returns {boolean}
   */
  hold(row, id) {
    const phase = phasesOf(row).find((one) => one.id === id), draft = this.gantt.draft;
    if (!phase || phase.fixed || row.kind !== "measure") return false;
    if (!draft || draft.measure !== row.measure.id || draft.phase !== id) {
      this.gantt.draft = { measure: row.measure.id, phase: id, start: phase.start, end: phase.end, window: null, kept: null, moved: new Map(), isResized: false, age: 0, isOver: false };
    }
    this.phase = phase;
    this.isHeld = true;
    this.ask();
    return true;
  }

  /**
   * Move what is held, by whole periods and within the horizon.
   * @param {number} start
   * @param {number} length
   */
  to(start, length) {
    const { draft, data } = this.gantt;
    if (!draft) return;
    const whole = Math.max(1, Math.min(Math.round(length), data.periods));
    const first = Math.max(0, Math.min(Math.round(start), data.periods - whole));
    if (first === draft.start && first + whole === draft.end) return;
    draft.isResized ||= whole !== draft.end - draft.start;
    draft.start = first;
    draft.end = first + whole;
    this.ask();
    this.redraw();
  }

  /** Ask what follows, at most ten times a second and one question at a time; the last place is always asked for. */
  ask() {
    const since = performance.now() - this.sent, isOpen = this.drafted > this.answered && since < PATIENCE_MS;
    this.isStale = isOpen;
    if (this.timer || isOpen) return;
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.sent = performance.now();
      const question = this.question();
      if (!question) return;
      this.drafted = question.number;
      this.send("draft", question);
    }, Math.max(0, BETWEEN_MS - since));
  }

  /** @returns {Question | null} */
  question() {
    const draft = this.gantt.draft, phase = this.phase;
    if (!draft || !phase) return null;
    const { measure, start, end, isResized } = draft;
    this.number += 1;
    return { measure, phase: draft.phase, start, periods: isResized ? end - start : null, number: this.number };
  }

  /**
   * Draw what follows, and say it; an answer to an older question than the last answered one is dropped.
   * @param {Answer} answer
   */
  take(answer) {
    const { draft } = this.gantt;
    if (answer.number < this.answered) return;
    this.answered = answer.number;
    if (this.isStale) this.ask();
    if (!draft || answer.measure !== draft.measure || answer.phase !== draft.phase) return;
    draft.window = answer.window;
    draft.kept = answer.kept;
    draft.moved = new Map(answer.moved.map((one) => [one.id, one]));
    this.gantt.pinned.textContent = answer.words;
    this.gantt.pinned.classList.toggle("breaks", answer.breaks);
    if (this.isByKeys || !this.isHeld) this.gantt.told.textContent = answer.words;
    this.redraw();
    this.endIfOver();
  }

  /** Let go: ask for a plan with the pin. Until it is there, the pin stays drawn. */
  letGo() {
    const { draft } = this.gantt, phase = this.phase;
    this.isHeld = false;
    if (!draft || !phase) return;
    if (draft.start === phase.start && draft.end === phase.end) return this.cancel();
    const question = this.question();
    if (question) this.give(question);
  }

  /** @param {Question} question */
  give(question) {
    if (this.isGiving) this.waiting = question;
    else this.send("pin", question);
    this.isGiving = true;
  }

  /**
   * Hear that a pin has been taken, or refused; then the next one that waits is given.
   * @param {{ refused: boolean }} done
   */
  given(done) {
    this.isGiving = false;
    const { waiting } = this;
    this.waiting = null;
    if (done.refused) this.cancel();
    else if (waiting) this.give(waiting);
  }

  /**
   * Drop a pin that was let go once its plan is there, or the page has gone on without it; what follows is said first, since
   * what comes may be the plan of the pin before.
   * @param {Data} data that comes now
   */
  meet(data) {
    const { draft } = this.gantt;
    if (!draft || this.isHeld) return;
    draft.age++;
    draft.isOver ||= draft.age > 1 || data.measures.some((measure) => measure.proposed);
    this.endIfOver();
  }

  /** Drop a pin that is over once what follows has been told; where no answer comes, once nobody waits for it any more. */
  endIfOver() {
    window.clearTimeout(this.looks);
    if (!this.gantt.draft?.isOver || this.isHeld) return;
    if (this.isAwaited()) this.looks = window.setTimeout(() => this.endIfOver(), PATIENCE_MS);
    else this.cancel();
  }

  /** Whether what follows from the last place is still to be told. */
  isAwaited() {
    return this.timer > 0 || (this.drafted > this.answered && performance.now() - this.sent < PATIENCE_MS);
  }

  /** Forget the draft, as if nothing had been moved. */
  cancel() {
    this.isHeld = false;
    this.phase = null;
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.gantt.draft = null;
    this.gantt.pinned.textContent = "";
    this.redraw();
  }

  /**
   * A period later or earlier, or longer or shorter, as one step that is let go at once.
   * @param {number} periods
   * @param {boolean} resizes
   */
  step(periods, resizes) {
    const row = this.gantt.rows[this.gantt.focused()], id = this.stepped(row);
    this.isByKeys = true;
    if (id === null || !this.hold(row, id)) {
      this.gantt.told.textContent = this.gantt.data.texts.not_pinned;
      return;
    }
    const draft = this.gantt.draft;
    if (draft) this.to(draft.start + (resizes ? 0 : periods), draft.end - draft.start + (resizes ? periods : 0));
    this.letGo();
  }

  /**
   * The phase that keys move: the one in focus, else the first that does not run already.
   * @param {Row} row
   * @returns {string | null}
   */
  stepped(row) {
    const phases = phasesOf(row), place = this.gantt.focusStop - this.gantt.columns.length;
    return (phases[place] ?? phases.find((phase) => !phase.fixed))?.id ?? null;
  }

  redraw() {
    this.gantt.version++;
    this.gantt.later();
  }
}

/**
 * Drag the bar of a phase with a mouse or a pen, or with a finger that has rested on it; one that has not moves the time, as
 * elsewhere in the chart.
 * @param {Pinning} pinning
 */
function followPointer(pinning) {
  const { gantt } = pinning;
  /** @type {{ x: number, row: Row, phase: string, start: number, length: number, seen: number } | null} */
  let grabbed = null;
  let press = 0, pressedAt = 0;
  gantt.scroller.addEventListener("pointerdown", (event) => {
    const bar = /** @type {SVGElement | null} */ (/** @type {Element} */ (event.target).closest("[data-phase]"));
    const element = /** @type {HTMLElement | null} */ (bar && bar.closest(".gantt-row"));
    const row = element && gantt.rows[gantt.placeOf.get(element.dataset.key ?? "") ?? -1];
    const phase = row && phasesOf(row).find((one) => one.id === bar?.dataset.phase);
    if (!row || !phase || phase.fixed || event.button) return;
    const grab = () => {
      grabbed = { x: event.clientX, row, phase: phase.id, start: phase.start, length: phase.end - phase.start, seen: gantt.view.start };
      gantt.grabs = true;
    };
    if (event.pointerType !== "touch") return grab();
    pressedAt = event.clientX;
    window.clearTimeout(press);
    press = window.setTimeout(() => {
      grab();
      pinning.isByKeys = false;
      gantt.dragged = true;
      pinning.hold(row, phase.id);
    }, PRESS_MS);
  });
  gantt.scroller.addEventListener("contextmenu", (event) => {
    if (grabbed && gantt.grabs) event.preventDefault(); // what a long press else opens
  });
  window.addEventListener("pointercancel", () => {
    window.clearTimeout(press);
    if (grabbed) pinning.cancel();
    grabbed = null;
    gantt.grabs = false;
  });
  window.addEventListener("pointermove", (event) => {
    if (Math.abs(event.clientX - pressedAt) > SHAKY) window.clearTimeout(press);
    if (!grabbed) return;
    if (!pinning.isHeld && Math.abs(event.clientX - grabbed.x) < FAR) return;
    if (!pinning.isHeld) {
      pinning.isByKeys = false;
      gantt.dragged = true;
      pinning.hold(grabbed.row, grabbed.phase);
    }
    followEdge(gantt, event.clientX);
    const panned = gantt.view.start - grabbed.seen;
    pinning.to(grabbed.start + panned + (event.clientX - grabbed.x) / gantt.view.unit, grabbed.length);
  });
  window.addEventListener("pointerup", () => {
    window.clearTimeout(press);
    if (grabbed && pinning.isHeld) pinning.letGo();
    grabbed = null;
    gantt.grabs = false;
  });
  window.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !gantt.draft) return;
    grabbed = null;
    pinning.cancel();
    event.stopPropagation();
  }, { capture: true });
}

/**
 * Pan where the pointer comes to an edge of what is in view.
 * @param {Gantt} gantt
 * @param {number} pixel
 */
function followEdge(gantt, pixel) {
  const at = pixel - gantt.left();
  if (at > gantt.view.width - NEAR_EDGE) pan(gantt.view, NEAR_EDGE / 2);
  else if (at < NEAR_EDGE) pan(gantt.view, -NEAR_EDGE / 2);
}
