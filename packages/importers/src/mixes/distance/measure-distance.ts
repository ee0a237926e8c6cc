import { DISTANCE_RULES, type Distance, type DistanceDataset } from "@holdfast/core";
import { MinHasher } from "../near/min-hash.js";
import { WordReader } from "../near/words.js";
import type { TrainingRow } from "../rows/training-row.js";
import { Containment } from "./containment.js";
import { distancesOf } from "./distances-of.js";
import { GramIndex } from "./gram-index.js";
import { LexicalLikeness, RowCounts } from "./lexical-likeness.js";
import { NearPrompts } from "./near-prompts.js";
import { type EvalPrompt, PromptSet } from "./prompt-set.js";
import { RowSample, wordsKey } from "./row-sample.js";
import { rowWords } from "./row-words.js";

/** A data set whose rows can be read as often as needed; twice, so that memory holds none of them. */
export interface DistanceData {
  readonly dataset: string;
  readonly files: readonly string[];
  readonly rows: () => AsyncIterable<TrainingRow>;
  /** Rows that the last reading left out; without it, none are. */
  readonly leftOut?: () => number;
}

/** A data set and how far each eval is from it. */
export interface MeasuredDistance {
  readonly data: DistanceDataset;
  readonly distances: readonly Distance[];
}

/** How much likeness looks at; runs of words and near matches look at all. What is left out is chosen by keys of words. */
export interface LikenessLimits {
  /** Rows that show what likeness means among rows. */
  readonly rowsCompared: number;
  /** About how many rows prompts and rows are compared with. */
  readonly rowsSeen: number;
  /** Prompts of each eval. */
  readonly prompts: number;
}

export const DEFAULT_LIKENESS_LIMITS: LikenessLimits = { rowsCompared: 200, rowsSeen: 20_000, prompts: 2000 };

/** Prompts to compare by likeness: all, or those whose keys are the least, so many of each eval. */
function comparedPrompts(prompts: PromptSet, each: number): number[] {
  const byEval = new Map<string, (readonly [key: number, prompt: number])[]>();
  prompts.prompts.forEach(({ eval: name }, prompt) => {
    const own = prompts.wordsOf(prompt);
    const list = byEval.get(name) ?? [];
    list.push([wordsKey(own, own.length), prompt]);
    byEval.set(name, list);
  });
  return [...byEval.values()].flatMap((list) =>
    list
      .sort(([a], [b]) => a - b)
      .slice(0, each)
      .map(([, prompt]) => prompt),
  );
}

/** How like each of some prompts is to the likest other of its eval. */
function amongPrompts(prompts: PromptSet, compared: readonly number[], counts: RowCounts) {
  const byEval = new Map<string, Uint32Array[]>();
  for (const prompt of compared) {
    const name = prompts.prompts[prompt]?.eval ?? "";
    byEval.set(name, [...(byEval.get(name) ?? []), prompts.wordsOf(prompt)]);
  }
  const likenesses = new Map<string, number[]>();
  for (const [name, all] of byEval) {
    if (all.length < 2) continue;
    const likeness = new LexicalLikeness(
      all.map((words) => ({ words, own: wordsKey(words, words.length) })),
      counts,
    );
    for (const [line, words] of all.entries())
      likeness.take(words, words.length, wordsKey(words, words.length), { file: "", line });
    likenesses.set(
      name,
      all.map((_, query) => likeness.of(query)?.cosine ?? 0),
    );
  }
  return likenesses;
}

/** What the first reading of the rows finds out: how common words are, and some rows to compare with the others. */
async function firstReading(data: DistanceData, reader: WordReader, rowsCompared: number) {
  const counts = new RowCounts();
  const sample = new RowSample(rowsCompared);
  let [rows, words, withoutWords] = [0, 0, 0];
  for await (const row of data.rows()) {
    const { texts, joined } = rowWords(row, reader);
    rows += 1;
    words += texts.reduce((sum, { length }) => sum + length, 0);
    if (joined.length === 0) {
      withoutWords += 1;
      continue;
    }
    counts.add(joined, joined.length);
    sample.add(wordsKey(joined, joined.length), joined, joined.length);
  }
  return { counts, sample, rows, words, withoutWords };
}

/**
 * How far each eval is from one data set, by three measures: runs of 8 and 13 words in common, near matches of whole texts,
 * and likeness of words. Rows are read twice and never held; the answer does not depend on their order.
 */
export async function measureDistance(
  data: DistanceData,
  evals: ReadonlyMap<string, readonly EvalPrompt[]>,
  limits = DEFAULT_LIKENESS_LIMITS,
): Promise<MeasuredDistance> {
  const reader = new WordReader();
  const prompts = new PromptSet(evals, reader);
  const first = await firstReading(data, reader, limits.rowsCompared);
  const compared = comparedPrompts(prompts, limits.prompts);
  const sample = first.sample.rows;
  const likeness = new LexicalLikeness(
    [
      ...compared.map((prompt) => ({ words: prompts.wordsOf(prompt), own: null })),
      ...sample.map(([own, words]) => ({ words, own })),
    ],
    first.counts,
  );
  const containments = DISTANCE_RULES.runs.map(
    (length) => new Containment(prompts, new GramIndex(prompts, length)),
  );
  const near = new NearPrompts(prompts, new MinHasher(1, reader), DISTANCE_RULES.nearFrom);
  // both prompts and rows are compared with the same rows, so that what is relative does not depend on how many they are
  const leastKeys =
    first.rows <= limits.rowsSeen
      ? Number.POSITIVE_INFINITY
      : Math.max(sample.at(-1)?.[0] ?? 0, (2 ** 53 * limits.rowsSeen) / first.rows);
  for await (const row of data.rows()) {
    const place = { file: row.file, line: row.line };
    const { texts, inputs, joined } = rowWords(row, reader);
    for (const containment of containments) {
      containment.begin();
      for (const words of texts) containment.take(words, words.length);
      containment.end(place);
    }
    for (const words of inputs) near.take(words, words.length, place);
    if (inputs.length > 1) near.take(joined, joined.length, place);
    const key = wordsKey(joined, joined.length);
    if (key <= leastKeys) likeness.take(joined, joined.length, key, place);
  }
  const { rows, words, withoutWords } = first;
  return {
    data: {
      dataset: data.dataset,
      files: [...data.files],
      rows,
      words,
      withoutWords,
      leftOut: data.leftOut?.() ?? 0,
    },
    distances: distancesOf(data.dataset, [...evals.keys()], {
      prompts,
      containments,
      near,
      likeness,
      compared,
      queryOf: new Map(compared.map((prompt, at) => [prompt, at])),
      sampled: sample.length,
      amongPrompts: amongPrompts(prompts, compared, first.counts),
    }),
  };
}
