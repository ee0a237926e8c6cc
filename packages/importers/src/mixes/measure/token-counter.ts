import { createRequire } from "node:module";
import { HoldfastError } from "@holdfast/core";
import { BytePairs } from "./byte-pairs.js";

/** Encodings that tokens can be counted in. */
export const TOKEN_ENCODINGS = ["o200k_base", "cl100k_base", "p50k_base", "r50k_base"] as const;
export type TokenEncoding = (typeof TOKEN_ENCODINGS)[number];

/** Counts tokens, and says by what. */
export interface TokenCounter {
  readonly count: (text: string) => number;
  readonly tokenizer: { readonly library: string; readonly version: string; readonly encoding: string };
}

/** A piece without (or of nothing but) white space from here on goes to {@link BytePairs}. */
const LONG_PIECE = 500;

/** Whether the text has a run, without white space or of nothing else, that is long. */
function hasLongPiece(text: string): boolean {
  if (text.length < LONG_PIECE) return false;
  let [since, wasSpace] = [0, false];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isSpace = code === 32 || (code >= 9 && code <= 13);
    if (isSpace !== wasSpace) {
      wasSpace = isSpace;
      since = at;
    } else if (at - since >= LONG_PIECE) return true;
  }
  return false;
}

interface Loaded {
  readonly countTokens: (text: string, options: { readonly disallowedSpecial: Set<string> }) => number;
  readonly tokens: readonly (string | readonly number[])[];
  readonly pattern: RegExp;
}

const LOADERS: Readonly<Record<TokenEncoding, () => Promise<Loaded>>> = {
  o200k_base: async () => {
    const [{ countTokens }, { default: tokens }, { O200KBase }] = await Promise.all([
      import("gpt-tokenizer/encoding/o200k_base"),
      import("gpt-tokenizer/bpeRanks/o200k_base"),
      import("gpt-tokenizer/encodingParams/o200k_base"),
    ]);
    return { countTokens, tokens, pattern: O200KBase(tokens).tokenSplitRegex };
  },
  cl100k_base: async () => {
    const [{ countTokens }, { default: tokens }, { Cl100KBase }] = await Promise.all([
      import("gpt-tokenizer/encoding/cl100k_base"),
      import("gpt-tokenizer/bpeRanks/cl100k_base"),
      import("gpt-tokenizer/encodingParams/cl100k_base"),
    ]);
    return { countTokens, tokens, pattern: Cl100KBase(tokens).tokenSplitRegex };
  },
  p50k_base: async () => {
    const [{ countTokens }, { default: tokens }, { P50KBase }] = await Promise.all([
      import("gpt-tokenizer/encoding/p50k_base"),
      import("gpt-tokenizer/bpeRanks/p50k_base"),
      import("gpt-tokenizer/encodingParams/p50k_base"),
    ]);
    return { countTokens, tokens, pattern: P50KBase(tokens).tokenSplitRegex };
  },
  r50k_base: async () => {
    const [{ countTokens }, { default: tokens }, { R50KBase }] = await Promise.all([
      import("gpt-tokenizer/encoding/r50k_base"),
      import("gpt-tokenizer/bpeRanks/r50k_base"),
      import("gpt-tokenizer/encodingParams/r50k_base"),
    ]);
    return { countTokens, tokens, pattern: R50KBase(tokens).tokenSplitRegex };
  },
};

/** The version of the library that counts. */
export function tokenizerVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)("gpt-tokenizer/package.json");
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "unknown";
}

/**
 * A counter of tokens. Marks such as `<|endoftext|>` inside a text count as the text that they are.
 *
 * @throws HoldfastError `invalid-input` for an encoding that is not known
 */
export async function openTokenCounter(encoding: string): Promise<TokenCounter> {
  const known = TOKEN_ENCODINGS.find((name) => name === encoding);
  if (known === undefined)
    throw new HoldfastError({
      code: "invalid-input",
      message: `there is no encoding \`${encoding}\`.`,
      remedy: `Name one of ${TOKEN_ENCODINGS.join(", ")}.`,
    });
  const { countTokens, tokens, pattern } = await LOADERS[known]();
  const options = { disallowedSpecial: new Set<string>() };
  let pairs: BytePairs | undefined;
  return {
    tokenizer: { library: "gpt-tokenizer", version: tokenizerVersion(), encoding },
    count: (text) => {
      if (!hasLongPiece(text)) return countTokens(text, options);
      pairs ??= new BytePairs(tokens);
      let sum = 0;
      for (const [piece] of text.matchAll(pattern)) sum += pairs.count(piece);
      return sum;
    },
  };
}
