// Which rows the Gantt shows: groups, the measures of open groups, and the rollouts of open measures.
(function () {
  /** Flatten the tree into the rows on view, in order. */
  function flatten(data, grouping, open) {
    const groups = data.groupings[grouping];
    const busiest = Math.max(1, ...groups.flatMap((group) => group.making.map((count, t) => count + group.adopting[t])));
    return groups.flatMap((group, place) => {
      const row = groupRow(group, open, busiest, place, groups.length);
      return row.expanded ? [row, ...measureRows(data, group, row, open)] : [row];
    });
  }

  function groupRow(group, open, busiest, place, size) {
    const key = "group:" + group.key;
    return {
      key, kind: "group", level: 1, name: group.name, note: String(group.measures.length), spoken: group.spoken,
      expandable: true, expanded: open.has(key), group, busiest, place, size,
    };
  }

  function measureRows(data, group, parent, open) {
    return group.measures.flatMap((index, place) => {
      const measure = data.measures[index];
      const key = parent.key + "/" + measure.id;
      const row = {
        key, kind: "measure", level: 2, name: measure.name, note: measure.note, spoken: measure.spoken, parent,
        expandable: measure.rollouts.length > 0, expanded: open.has(key), measure, index, place, size: group.measures.length,
      };
      return row.expanded ? [row, ...rolloutRows(measure, row)] : [row];
    });
  }

  function rolloutRows(measure, parent) {
    return measure.rollouts.map((rollout, place) => ({
      key: parent.key + "/" + rollout.sector, kind: "rollout", level: 3, name: rollout.sector, note: "",
      spoken: rollout.spoken, parent, expandable: false, expanded: false, rollout, measure, index: parent.index,
      planned: measure.proposed ? measure.proposed.rollouts[place] : null, place, size: measure.rollouts.length,
    }));
  }

  /** The row that stands for a measure: its own, else the closed group that holds it; -1 where there is none. */
  function rowOfMeasure(rows, index) {
    const own = rows.findIndex((row) => row.kind === "measure" && row.index === index);
    return own >= 0 ? own : rows.findIndex((row) => row.kind === "group" && row.group.measures.includes(index));
  }

  window.planner = Object.assign(window.planner || {}, { rows: { flatten, rowOfMeasure } });
})();
