import { HoldfastError } from "@holdfast/core";

/** A piece of a filter: a name such as params."learning rate", a comparison, a text, a number, or a list of texts. */
export type FilterToken =
  | { readonly is: "name"; readonly entity: string | null; readonly key: string }
  | { readonly is: "text"; readonly value: string }
  | { readonly is: "number"; readonly value: number }
  | { readonly is: "list"; readonly values: readonly string[] }
  | { readonly is: "word"; readonly value: string };

/** A filter that MLflow would not read either. */
export function badFilter(message: string): HoldfastError {
  return new HoldfastError({
    code: "invalid-input",
    message: `Invalid filter: ${message}`,
    place: { key: "filter" },
    remedy:
      "Join conditions with AND, such as metrics.loss < 0.5 AND params.model = 'small' AND tags.`my tag` LIKE 'a%'.",
  });
}

const SPACE = /\s+/y;
const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w.])/y;
const COMPARISON = /<=|>=|!=|<>|==|=|<|>/y;
const LIST = /\(\s*((?:'[^']*'|"[^"]*")(?:\s*,\s*(?:'[^']*'|"[^"]*"))*)\s*,?\s*\)/y;
const QUOTED = /'((?:[^']|'')*)'/y;
const NAME = /(?:([A-Za-z_]+|`[A-Za-z_]+`)\s*\.\s*)?("[^"]*"|`[^`]*`|[\p{L}\p{N}_][\p{L}\p{N}_.\-/:]*)/uy;

function unquoted(text: string): string {
  return /^(["'`]).*\1$/s.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}

function nameIn([, entity, key = ""]: RegExpExecArray): FilterToken {
  const words = /^(AND|OR|LIKE|ILIKE|IN|NOT|IS|NULL)$/i;
  if (entity === undefined && words.test(key)) return { is: "word", value: key.toUpperCase() };
  // "x" alone is a text in MLflow's grammar where a value is expected
  if (entity === undefined && key.startsWith('"')) return { is: "text", value: unquoted(key) };
  return { is: "name", entity: entity === undefined ? null : unquoted(entity), key: unquoted(key) };
}

const KINDS: readonly (readonly [RegExp, (match: RegExpExecArray) => FilterToken | null])[] = [
  [SPACE, () => null],
  [
    LIST,
    ([, inner = ""]) => ({
      is: "list",
      values: [...inner.matchAll(/'[^']*'|"[^"]*"/g)].map(([text]) => unquoted(text)),
    }),
  ],
  [QUOTED, ([, inner = ""]) => ({ is: "text", value: inner.replaceAll("''", "'") })],
  [NUMBER, ([digits]) => ({ is: "number", value: Number(digits) })],
  [COMPARISON, ([sign]) => ({ is: "word", value: sign === "<>" ? "!=" : sign === "==" ? "=" : sign })],
  [NAME, nameIn],
];

/** Cuts a filter into its pieces. @throws HoldfastError `invalid-input` at what is none */
export function filterTokens(text: string): FilterToken[] {
  const tokens: FilterToken[] = [];
  let at = 0;
  while (at < text.length) {
    let length = 0;
    for (const [pattern, read] of KINDS) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match === null || match[0] === "") continue;
      const token = read(match);
      if (token !== null) tokens.push(token);
      length = match[0].length;
      break;
    }
    if (length === 0) throw badFilter(`\`${text.slice(at, at + 20)}\` is not expected here.`);
    at += length;
  }
  return tokens;
}
