// Files load in the order of their names: 1 needs nothing, 2 needs 1, and so on.
// The time axis: which instant lies at which pixel. The Gantt and the load under it share one view.
(function () {
  const WIDEST_PERIOD = 160;

  function create(periods) {
    return { periods, width: 0, unit: 0, start: 0 };
  }

  /** The pixels of one period when the whole horizon is in view. */
  function smallestUnit(view) {
    return view.width / view.periods;
  }

  function clamp(view) {
    view.unit = Math.min(Math.max(view.unit, smallestUnit(view)), Math.max(WIDEST_PERIOD, smallestUnit(view)));
    const latestStart = view.periods - view.width / view.unit;
    view.start = Math.min(Math.max(view.start, 0), Math.max(latestStart, 0));
  }

  function resize(view, width) {
    const wholeInView = view.unit <= smallestUnit(view) + 0.01;
    view.width = Math.max(width, 1);
    if (wholeInView) view.unit = smallestUnit(view);
    clamp(view);
  }

  function fit(view) {
    view.unit = smallestUnit(view);
    view.start = 0;
  }

  function x(view, instant) {
    return (instant - view.start) * view.unit;
  }

  function instantAt(view, pixel) {
    return view.start + pixel / view.unit;
  }

  /** Zoom so that the instant under the pixel stays where it is. */
  function zoom(view, factor, pixel) {
    const held = instantAt(view, pixel);
    view.unit *= factor;
    clamp(view);
    view.start = held - pixel / view.unit;
    clamp(view);
  }

  function pan(view, pixels) {
    view.start += pixels / view.unit;
    clamp(view);
  }

  /** The periods at least partly in view. */
  function visible(view) {
    return [Math.max(0, Math.floor(view.start)), Math.min(view.periods, Math.ceil(instantAt(view, view.width)))];
  }

  window.planner = Object.assign(window.planner || {}, {
    scale: { create, resize, fit, x, zoom, pan, visible },
  });
})();
