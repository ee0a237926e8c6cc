/** A term of a linear predictor: the variables that are multiplied; several of them are an interaction. */
export type Term = readonly string[];

/** What a model formula in the notation of Wilkinson and Rogers (1973) asks for. */
export interface Formula {
  /** Text left of the tilde, without spaces; empty where there is none. */
  readonly response: string;
  readonly hasIntercept: boolean;
  /** Fixed terms: lower orders first, then in the order they were written. */
  readonly terms: readonly Term[];
  /** Variables whose combinations are the levels of each random intercept. */
  readonly randomIntercepts: readonly Term[];
}

interface Part {
  readonly terms: readonly Term[];
  readonly random: readonly Term[];
}

const INTERCEPT: Term = [];

function sameTerm(one: Term, other: Term): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}

function union(one: readonly Term[], other: readonly Term[]): Term[] {
  const all = [...one];
  for (const term of other) if (!all.some((known) => sameTerm(known, term))) all.push(term);
  return all;
}

function cross(one: readonly Term[], other: readonly Term[]): Term[] {
  const products = one.flatMap((left) => other.map((right) => [...new Set([...left, ...right])]));
  return union([], products);
}

/** Splits at a sign that stands outside all parentheses; the signs are kept in front of their parts. */
function splitOutside(text: string, signs: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    if (sign === "(") depth += 1;
    if (sign === ")") depth -= 1;
    if (depth === 0 && signs.includes(sign) && at > from) {
      parts.push(text.slice(from, at));
      from = at;
    }
  }
  return [...parts, text.slice(from)];
}

function groups(text: string): Term[] {
  // a/b stands for a and b within a.
  const [outer = "", ...inner] = text.split("/");
  const found: Term[] = [outer.split(":")];
  for (const name of inner) found.push([...(found.at(-1) ?? []), ...name.split(":")]);
  return found;
}

function atom(text: string): Part {
  if (text === "1") return { terms: [INTERCEPT], random: [] };
  if (text === "0") return { terms: [], random: [] };
  if (!text.startsWith("(")) return { terms: [[text]], random: [] };
  const inside = text.slice(1, -1);
  const [slopes = "", ...grouping] = inside.split("|");
  if (grouping.length === 0) return sum(inside);
  if (slopes !== "1") throw new SyntaxError(`"${text}" asks for random slopes; only (1|group) is understood`);
  return { terms: [], random: groups(grouping.join("|").replace("|", "")) };
}

function power(text: string): Part {
  const [base = "", order] = splitOutside(text, "^");
  const part = atom(base);
  if (order === undefined) return part;
  let { terms } = part;
  for (let times = Number(order.slice(1)); times > 1; times -= 1)
    terms = union(terms, cross(terms, part.terms));
  return { ...part, terms };
}

function product(text: string): Part {
  return splitOutside(text, "*")
    .map((factor) =>
      splitOutside(factor.replace(/^\*/u, ""), ":")
        .map((piece) => power(piece.replace(/^:/u, "")))
        .reduce((one, other) => ({
          terms: cross(one.terms, other.terms),
          random: [...one.random, ...other.random],
        })),
    )
    .reduce((one, other) => ({
      terms: union(union(one.terms, other.terms), cross(one.terms, other.terms)),
      random: [...one.random, ...other.random],
    }));
}

function sum(text: string): Part {
  let terms: readonly Term[] = [];
  let random: readonly Term[] = [];
  for (const piece of splitOutside(text, "+-")) {
    const part = product(piece.replace(/^[+-]/u, ""));
    // "0 +" takes the intercept away just as "- 1" does.
    const removed =
      piece.replace(/^\+/u, "") === "0" ? [INTERCEPT] : piece.startsWith("-") ? part.terms : null;
    terms = removed
      ? terms.filter((term) => !removed.some((gone) => sameTerm(gone, term)))
      : union(terms, part.terms);
    random = [...random, ...part.random];
  }
  return { terms, random };
}

/**
 * Reads `y ~ a * b + x + (1|run) + (1|arm:prompt)`: sums, `-`, products `*`, interactions `:`, powers `^`, `0` or `-1`
 * for no intercept, and random intercepts. `factor(x)` stays as it stands, for the design matrix to understand.
 * Throws SyntaxError for random slopes.
 */
export function parseFormula(text: string): Formula {
  const [left = "", right] = text.replace(/\s+/gu, "").split("~");
  const predictor = right ?? left;
  const { terms, random } = sum(`1+${predictor}`);
  return {
    response: right === undefined ? "" : left,
    hasIntercept: terms.some((term) => term.length === 0),
    terms: terms.filter((term) => term.length > 0).toSorted((one, other) => one.length - other.length),
    randomIntercepts: random,
  };
}
