import {
  DISTANCE_RULES,
  type Distance,
  type DistanceExample,
  proposedRelation,
  type Spread,
} from "@holdfast/core";
import type { Containment } from "./containment.js";
import type { LexicalLikeness } from "./lexical-likeness.js";
import type { NearPrompts } from "./near-prompts.js";
import type { PromptSet } from "./prompt-set.js";

/** What was found in the rows of one data set. */
export interface FoundInRows {
  readonly prompts: PromptSet;
  /** One for each length of run, as {@link DISTANCE_RULES.runs} has them. */
  readonly containments: readonly Containment[];
  readonly near: NearPrompts;
  /** The compared prompts, and after them the rows that were sampled. */
  readonly likeness: LexicalLikeness;
  readonly compared: readonly number[];
  /** The place of a prompt among the compared. */
  readonly queryOf: ReadonlyMap<number, number>;
  readonly sampled: number;
  /** By eval: how like each of its compared prompts is to the likest other. */
  readonly amongPrompts: ReadonlyMap<string, readonly number[]>;
}

/** Fewer rows do not show what likeness means among them. */
const LEAST_ROWS = 20;
/** Examples of each kind. */
const EXAMPLES = 3;
const PASSAGE_WORDS = 25;

/** The value below which a share of sorted ones lies, interpolated linearly (type 7 of R). */
function quantile(sorted: readonly number[], at: number): number {
  const place = (sorted.length - 1) * at;
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
}

function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return {
    least: quantile(sorted, 0),
    lowerQuartile: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    upperQuartile: quantile(sorted, 0.75),
    greatest: quantile(sorted, 1),
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
  };
}

function passageOf(compared: string, [from, until]: readonly [number, number]): string {
  const words = compared.split(" ").slice(from, until);
  return words.length > PASSAGE_WORDS ? `${words.slice(0, PASSAGE_WORDS).join(" ")} ...` : words.join(" ");
}

/** One prompt beside the rows. */
interface Judged {
  readonly isTaken: boolean;
  readonly examples: readonly DistanceExample[];
}

function judge(prompt: number, { prompts, containments, near, likeness, queryOf }: FoundInRows): Judged {
  const { id, compared: words } = prompts.prompts[prompt] ?? { id: "", compared: "" };
  const eight = containments[0]?.of(prompt);
  const nearest = near.of(prompt);
  const query = queryOf.get(prompt);
  const likest = query === undefined ? null : likeness.of(query);
  const best = eight?.best ?? null;
  const beginning = passageOf(words, [0, PASSAGE_WORDS]);
  const isContained =
    eight !== undefined && eight.grams > 0 && eight.found / eight.grams >= DISTANCE_RULES.containedFrom;
  return {
    isTaken: isContained || (best?.covered ?? 0) > DISTANCE_RULES.inOneRowAbove || nearest !== null,
    examples: [
      ...(best === null
        ? []
        : [
            {
              prompt: id,
              ...best.row,
              kind: "contained" as const,
              value: best.covered,
              words: passageOf(words, best.passage),
            },
          ]),
      ...(nearest === null
        ? []
        : [{ prompt: id, ...nearest.row, kind: "near" as const, value: nearest.jaccard, words: beginning }]),
      ...(likest === null
        ? []
        : [{ prompt: id, ...likest.row, kind: "alike" as const, value: likest.cosine, words: beginning }]),
    ],
  };
}

/** Those with the greatest values of each kind. */
function examplesOf(judged: readonly Judged[]): DistanceExample[] {
  const all = judged.flatMap(({ examples }) => examples);
  return (["contained", "near", "alike"] as const).flatMap((kind) =>
    all
      .filter((example) => example.kind === kind)
      .sort((a, b) => b.value - a.value || (a.prompt < b.prompt ? -1 : 1))
      .slice(0, EXAMPLES),
  );
}

function runsOf(own: readonly number[], { containments }: FoundInRows): Distance["runs"] {
  return DISTANCE_RULES.runs.map((words, at) => {
    const found = own.flatMap((prompt) => containments[at]?.of(prompt) ?? []);
    const long = found.filter(({ grams }) => grams > 0);
    return {
      words,
      tooShort: found.length - long.length,
      withAny: long.filter((each) => each.found > 0).length,
      contained: long.filter((each) => each.found / each.grams >= DISTANCE_RULES.containedFrom).length,
      meanCovered:
        found.length === 0 ? 0 : found.reduce((sum, { covered }) => sum + covered, 0) / found.length,
    };
  });
}

function likenessOf(name: string, found: FoundInRows): Distance["likeness"] {
  const { prompts, likeness, compared, sampled } = found;
  const cosine = (query: number) => likeness.of(query)?.cosine ?? 0;
  const toRows = compared.flatMap((prompt, at) =>
    prompts.prompts[prompt]?.eval === name ? [cosine(at)] : [],
  );
  const ofRows = Array.from({ length: sampled }, (_, at) => cosine(compared.length + at));
  const among = {
    rows: spreadOf(sampled < LEAST_ROWS ? [] : ofRows),
    prompts: spreadOf(found.amongPrompts.get(name) ?? []),
  };
  const measured = spreadOf(toRows);
  const own = Math.max(among.rows?.median ?? 0, among.prompts?.median ?? 0);
  return {
    compared: toRows.length,
    toRows: measured,
    amongRows: among.rows,
    rowsCompared: sampled,
    rowsSeen: likeness.rows,
    amongPrompts: among.prompts,
    relative: measured === null || own === 0 ? null : measured.median / own,
  };
}

/** How far each eval is from a data set, from what was found in its rows. */
export function distancesOf(dataset: string, evals: readonly string[], found: FoundInRows): Distance[] {
  const { prompts, containments, near } = found;
  return evals.map((name) => {
    const own = prompts.prompts.flatMap((prompt, at) => (prompt.eval === name ? [at] : []));
    const judged = own.map((prompt) => judge(prompt, found));
    const distance = {
      dataset,
      eval: name,
      prompts: own.length,
      runs: runsOf(own, found),
      inOneRow: own.filter(
        (prompt) => (containments[0]?.of(prompt).best?.covered ?? 0) > DISTANCE_RULES.inOneRowAbove,
      ).length,
      near: own.filter((prompt) => near.of(prompt) !== null).length,
      taken: judged.filter(({ isTaken }) => isTaken).length,
      likeness: likenessOf(name, found),
    };
    return { ...distance, examples: examplesOf(judged), ...proposedRelation(distance) };
  });
}
