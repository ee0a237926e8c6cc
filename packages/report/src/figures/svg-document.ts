/** Marks that would end a text or an attribute, as they are written in SVG. */
const WRITTEN: Readonly<Record<string, string>> = {
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  "\u00a0": "&#160;",
};

function written(text: string): string {
  return /[<>&\u00a0]/.test(text) ? text.replace(/[<>&\u00a0]/g, (mark) => WRITTEN[mark] ?? mark) : text;
}

/** An element of a drawing: as much of one as charts are made with. */
class SvgElement {
  readonly ownerDocument: SvgDocument;
  readonly tagName: string;
  readonly namespaceURI = "http://www.w3.org/2000/svg";
  readonly style = { setProperty() {}, removeProperty() {} };
  parentNode: SvgElement | null = null;
  readonly #attributes = new Map<string, string>();
  #children: SvgElement[] = [];
  #text = "";

  constructor(ownerDocument: SvgDocument, tagName: string) {
    this.ownerDocument = ownerDocument;
    this.tagName = tagName;
  }

  setAttribute(name: string, value: unknown): void {
    this.#attributes.set(name, String(value));
  }

  setAttributeNS(_namespace: string, name: string, value: unknown): void {
    this.setAttribute(name, value);
  }

  getAttribute(name: string): string | null {
    return this.#attributes.get(name) ?? null;
  }

  hasAttribute(name: string): boolean {
    return this.#attributes.has(name);
  }

  removeAttribute(name: string): void {
    this.#attributes.delete(name);
  }

  appendChild(child: SvgElement): SvgElement {
    return this.insertBefore(child, null);
  }

  insertBefore(child: SvgElement, before: SvgElement | null): SvgElement {
    child.parentNode?.removeChild(child);
    const at = before === null ? -1 : this.#children.indexOf(before);
    if (at < 0) this.#children.push(child);
    else this.#children.splice(at, 0, child);
    child.parentNode = this;
    return child;
  }

  removeChild(child: SvgElement): SvgElement {
    this.#children = this.#children.filter((other) => other !== child);
    child.parentNode = null;
    return child;
  }

  remove(): void {
    this.parentNode?.removeChild(this);
  }

  get textContent(): string {
    return this.#text + this.#children.map((child) => child.textContent).join("");
  }

  set textContent(value: unknown) {
    for (const child of this.#children) child.parentNode = null;
    this.#children = [];
    this.#text = value === null || value === undefined ? "" : String(value);
  }

  /** What is inside, as mark-up. */
  get innerHTML(): string {
    return written(this.#text) + this.#children.map((child) => child.outerHTML).join("");
  }

  /** The latest attribute first, as the drawings of this project have always had them. */
  get outerHTML(): string {
    const attributes = [...this.#attributes]
      .reverse()
      .map(([name, value]) => ` ${name}="${written(value).replaceAll('"', "&quot;")}"`)
      .join("");
    const inside = this.innerHTML;
    return inside === ""
      ? `<${this.tagName}${attributes} />`
      : `<${this.tagName}${attributes}>${inside}</${this.tagName}>`;
  }
}

/**
 * A document on which charts are drawn without a browser. It knows elements, attributes and text, and nothing else: no
 * queries, no events, no styles. Several times quicker than one that knows all of HTML, for the same mark-up.
 */
export class SvgDocument {
  /** What d3 makes the first element by. */
  readonly documentElement = new SvgElement(this, "svg");

  createElementNS(_namespace: string, name: string): SvgElement {
    return new SvgElement(this, name);
  }

  createElement(name: string): SvgElement {
    return new SvgElement(this, name);
  }
}
