// Small helpers that make elements. Text from the data always becomes text, never markup.
(function () {
  const SVG = "http://www.w3.org/2000/svg";

  function shape(parent, name, attributes, title) {
    const element = document.createElementNS(SVG, name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    if (title) shape(element, "title", {}).textContent = title;
    parent.appendChild(element);
    return element;
  }

  function text(parent, words, attributes) {
    shape(parent, "text", attributes).textContent = words;
  }

  function svg(parent, className) {
    return shape(parent, "svg", { class: className, "aria-hidden": "true", focusable: "false" });
  }

  function html(parent, name, className, attributes) {
    const element = document.createElement(name);
    element.className = className;
    for (const key in attributes || {}) element.setAttribute(key, attributes[key]);
    parent.appendChild(element);
    return element;
  }

  /** Set an attribute, or take it away where the value is null. */
  function mark(element, name, value) {
    if (value === null || value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }

  function size(element, width, height) {
    element.setAttribute("width", Math.max(0, width));
    element.setAttribute("height", Math.max(0, height));
  }

  window.planner = Object.assign(window.planner || {}, { svg: { shape, text, svg, html, mark, size } });
})();
