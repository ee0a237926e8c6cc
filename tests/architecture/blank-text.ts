/** A source with what the compiler does not run replaced by spaces; every offset and line stays where it was. */
export interface BlankedText {
  /** Comments blanked, strings kept: for reading module specifiers. */
  readonly code: string;
  /** Comments and the insides of strings, templates and regular expressions blanked: for finding words. */
  readonly bare: string;
  /** Only the comments, all else blanked: for finding directives. */
  readonly comments: string;
}

type Region = "code" | "string" | "comment";

/** Blanks comments and literals of a TypeScript or JavaScript source. */
export function blankText(text: string): BlankedText {
  const regions = regionsOf(text);
  const keep = (wanted: ReadonlySet<Region>) =>
    text
      .split("")
      .map((unit, at) => (unit === "\n" || wanted.has(regions[at] ?? "code") ? unit : " "))
      .join("");
  return {
    code: keep(new Set<Region>(["code", "string"])),
    bare: keep(new Set<Region>(["code"])),
    comments: keep(new Set<Region>(["comment"])),
  };
}

/** What each UTF-16 unit of the text belongs to. Quotes themselves count as code. */
function regionsOf(text: string): Region[] {
  const regions = new Array<Region>(text.length).fill("code");
  const templateDepths: number[] = [];
  let depth = 0;
  let at = 0;
  const mark = (until: number, region: Region) => {
    regions.fill(region, at, until);
    at = until;
  };
  const offsetOf = (wanted: string, from: number) => {
    const found = text.indexOf(wanted, from);
    return found === -1 ? text.length : found;
  };
  const closingQuote = (quote: string, from: number) => {
    for (let index = from; index < text.length; index += 1) {
      if (text[index] === "\\") index += 1;
      else if (text[index] === quote) return index;
      else if (quote !== "`" && text[index] === "\n") return index;
      else if (quote === "`" && text[index] === "$" && text[index + 1] === "{") return index;
    }
    return text.length;
  };
  const readTemplate = () => {
    const end = closingQuote("`", at);
    mark(end, "string");
    if (text[end] === "$") {
      templateDepths.push(depth);
      depth += 1;
      at += 2;
    } else at += 1;
  };

  while (at < text.length) {
    const character = text[at];
    const next = text[at + 1];
    if (character === "/" && next === "/") mark(offsetOf("\n", at), "comment");
    else if (character === "/" && next === "*")
      mark(Math.min(offsetOf("*/", at + 2) + 2, text.length), "comment");
    else if (character === "/" && startsRegularExpression(text, at)) {
      at += 1;
      mark(closingSlash(text, at), "string");
      at += 1;
    } else if (character === '"' || character === "'") {
      at += 1;
      mark(closingQuote(character, at), "string");
      at += 1;
    } else if (character === "`") {
      at += 1;
      readTemplate();
    } else if (character === "}" && templateDepths.at(-1) === depth - 1) {
      templateDepths.pop();
      depth -= 1;
      at += 1;
      readTemplate();
    } else {
      if (character === "{") depth += 1;
      if (character === "}") depth -= 1;
      at += 1;
    }
  }
  return regions;
}

/** A slash starts a regular expression where a value cannot just have ended. */
function startsRegularExpression(text: string, slash: number): boolean {
  let before = slash - 1;
  while (before >= 0 && /\s/.test(text[before] ?? "")) before -= 1;
  if (before < 0) return true;
  const ending = text.slice(Math.max(0, before - 9), before + 1);
  return /[(,=:[!&|?{};+*~^%-]$/.test(ending) || /=>$|\b(return|typeof|case|of|in)$/.test(ending);
}

function closingSlash(text: string, from: number): number {
  let inClass = false;
  for (let index = from; index < text.length; index += 1) {
    const character = text[index];
    if (character === "\\") index += 1;
    else if (character === "\n") return index;
    else if (character === "[") inClass = true;
    else if (character === "]") inClass = false;
    else if (character === "/" && !inClass) return index;
  }
  return text.length;
}

/** The 1-based line of an offset. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
