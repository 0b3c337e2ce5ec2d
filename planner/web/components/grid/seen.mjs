// What this window has seen of the plan and the draft, on which the buttons of the bar give their commands.

/** @typedef {{ dash_component_api?: { getLayout: (id: string) => { props: { data?: string } } | undefined }, dash_clientside: { set_props: (id: string, props: object) => void } }} Page */

const page = /** @type {Page} */ (/** @type {unknown} */ (window));

/** @returns {string} what the next command of this window is given on */
export function seen() {
  try {
    return page.dash_component_api?.getLayout("sight")?.props.data ?? "";
  } catch {
    return ""; // where there is no plan, there is no bar that would give commands
  }
}

/**
 * Let the next command be given on what has come of one of this window's own; the bar would hear of it later.
 * @param {string | null | undefined} sight nothing where something else has changed too, which the bar has to say first
 */
export function haveSeen(sight) {
  if (sight) page.dash_clientside.set_props("sight", { data: sight });
}
