// Small helpers that make elements. Text from the data always becomes text, never markup.

/** @typedef {Record<string, string | number>} Attributes */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Add a shape to a drawing, with a title that the pointer shows.
 * @param {Element} parent
 * @param {string} name
 * @param {Attributes} attributes
 * @param {string} [title]
 * @returns {SVGElement}
 */
export function shape(parent, name, attributes, title) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (title) shape(element, "title", {}).textContent = title;
  parent.appendChild(element);
  return element;
}

/**
 * @param {Element} parent
 * @param {string | number} words
 * @param {Attributes} attributes
 */
export function text(parent, words, attributes) {
  shape(parent, "text", attributes).textContent = String(words);
}

/**
 * Add a drawing that nobody is told of: its rows and cells speak for it.
 * @param {Element} parent
 * @param {string} className
 * @returns {SVGElement}
 */
export function svg(parent, className) {
  return shape(parent, "svg", { class: className, "aria-hidden": "true", focusable: "false" });
}

/**
 * @param {Element} parent
 * @param {string} name
 * @param {string} [className]
 * @param {Attributes} [attributes]
 * @returns {HTMLElement}
 */
export function html(parent, name, className = "", attributes = {}) {
  const element = document.createElement(name);
  element.className = className;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  parent.appendChild(element);
  return element;
}

/**
 * Set an attribute, or take it away where the value is null.
 * @param {Element} element
 * @param {string} name
 * @param {string | number | null} [value]
 */
export function mark(element, name, value) {
  if (value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, String(value));
}

/**
 * @param {Element} element
 * @param {number} width
 * @param {number} height
 */
export function size(element, width, height) {
  element.setAttribute("width", String(Math.max(0, width)));
  element.setAttribute("height", String(Math.max(0, height)));
}
