// What the Gantt draws, which comes beside the page: the page can be used before it is there.
import { ofThePage } from "../address/address.mjs";

/** @typedef {import("./rows.mjs").Data} Data */

const AGAIN_MILLISECONDS = 2000;

/** What is drawn of each page and revision of its plan is asked for once; the last that came is kept. */
export class Coming {
  /** @param {() => void} onCome called when what was asked for last has come */
  constructor(onCome) {
    this.onCome = onCome;
    this.asked = this.came = "";
    /** @type {Data | null} */
    this.data = null;
  }

  /**
   * Give what is drawn of a revision where it is here, else ask for it.
   * @param {string} revision
   * @returns {Data | null}
   */
  of(revision) {
    const wanted = `${ofThePage()} ${revision}`;
    if (this.asked !== wanted) {
      this.asked = wanted;
      this.fetch(wanted);
    }
    return this.came === wanted ? this.data : null;
  }

  /** @param {string} wanted */
  async fetch(wanted) {
    while (this.asked === wanted) {
      const answer = await fetch("/gantt.json" + ofThePage()).catch(() => null);
      const data = answer?.ok ? await answer.json().catch(() => null) : null;
      if (this.asked !== wanted) return;
      if (data) return this.take(wanted, data);
      await new Promise((resolve) => { setTimeout(resolve, AGAIN_MILLISECONDS); });
    }
  }

  /**
   * @param {string} wanted
   * @param {Data} data
   */
  take(wanted, data) {
    this.came = wanted;
    this.data = data;
    this.onCome();
  }
}
