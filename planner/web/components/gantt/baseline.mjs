// The baseline that the plan is held against: one after the other, by key or at its heading.

/** @typedef {import("./gantt.mjs").Gantt} Gantt */

/**
 * Hold the plan against the next of its baselines, and say which it is.
 * @param {Gantt} gantt
 */
export function nextBaseline(gantt) {
  const { baselines, texts } = gantt.data, place = baselines.findIndex((one) => one.key === gantt.against);
  const next = baselines[(place + 1) % baselines.length];
  if (!next) return;
  gantt.host.dataset.against = next.key;
  gantt.told.textContent = texts.difference_long.replace("{baseline}", next.name);
}
