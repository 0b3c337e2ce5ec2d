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
 * Set an attribute where it is another, or take it away where the value is null.
 * @param {Element} element
 * @param {string} name
 * @param {string | number | null} [value]
 */
export function mark(element, name, value) {
  if (value === null || value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}

/**
 * @param {Element} element
 * @param {string | number} words
 */
export function write(element, words) {
  if (element.textContent !== String(words)) element.textContent = String(words);
}

/** @type {WeakMap<Element, [attributes: Attributes, title: string]>} what a pen has drawn an element with */
const drawn = new WeakMap();

/**
 * Draws anew into an element: what stands there is used again, and touched only where it is another.
 * A drawing is begun by making a pen and ended by ``end``.
 */
export class Pen {
  /** @param {Element} parent */
  constructor(parent) {
    this.parent = parent;
    this.next = parent.firstElementChild;
  }

  /**
   * @param {string} name
   * @param {Attributes} attributes
   * @param {string} [title] shown by the pointer
   * @returns {SVGElement}
   */
  shape(name, attributes, title = "") {
    const element = this.take(name);
    const [before, titled] = drawn.get(element) ?? [{}, ""];
    for (const key in attributes) if (attributes[key] !== before[key]) element.setAttribute(key, String(attributes[key]));
    for (const key in before) if (!(key in attributes)) element.removeAttribute(key);
    if (title !== titled) {
      element.querySelector(":scope > title")?.remove();
      if (title) shape(element, "title", {}).textContent = title;
    }
    drawn.set(element, [attributes, title]);
    return element;
  }

  /**
   * @param {string | number} words
   * @param {Attributes} attributes
   */
  text(words, attributes) {
    write(this.shape("text", attributes), words);
  }

  /**
   * The element that stands next, where it is of the kind that is asked for; else a new one in its place.
   * @param {string} name
   * @returns {SVGElement}
   */
  take(name) {
    const found = this.next;
    if (found && found.localName === name) {
      this.next = found.nextElementSibling;
      return /** @type {SVGElement} */ (found);
    }
    const made = document.createElementNS(SVG, name);
    this.parent.insertBefore(made, found);
    if (found) {
      this.next = found.nextElementSibling;
      found.remove();
    }
    return made;
  }

  /** Take away what stood there and has not been drawn. */
  end() {
    while (this.next) {
      const left = this.next;
      this.next = left.nextElementSibling;
      left.remove();
    }
  }
}

/**
 * @param {Element} element
 * @param {number} width
 * @param {number} height
 */
export function size(element, width, height) {
  mark(element, "width", Math.max(0, width));
  mark(element, "height", Math.max(0, height));
}
