import { FamilyTally } from "../logs/family-tally.js";
import { harnessName } from "../logs/harness-name.js";
import { LeftOutTally } from "../logs/left-out-tally.js";
import type { LogOptions } from "../logs/log-importer.js";
import { ScoreTable } from "../logs/score-table.js";
import type { InspectSample } from "./inspect-sample.js";
import { scoreNumber } from "./score-number.js";

/** Several values of one scorer: each is a metric of its own, named `scorer.key`. */
function* scalars(scorer: string, value: unknown): Generator<readonly [metric: string, value: unknown]> {
  if (Array.isArray(value)) for (const [at, inner] of value.entries()) yield [`${scorer}.${at}`, inner];
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) yield [`${scorer}.${key}`, inner];
  else yield [scorer, value];
}

/** The scores of an Inspect log as its samples come by. */
export class InspectScores {
  readonly table = new ScoreTable();
  readonly leftOut = new LeftOutTally();
  readonly #families: FamilyTally | null;
  /** Texts that stand for no number, the first of each metric, and how many there were. */
  readonly #texts = new Map<string, { readonly first: string; count: number }>();
  #doubtful = 0;
  #errors = 0;
  #limits = 0;

  constructor({ countsFamilies = false }: Pick<LogOptions, "countsFamilies"> = {}) {
    this.#families = countsFamilies ? new FamilyTally() : null;
  }

  /** How many values each key of the metadata has; null where that was not asked for. */
  get families(): Readonly<Record<string, number>> | null {
    return this.#families?.counts ?? null;
  }

  add(sample: InspectSample): void {
    if (sample.isInvalidated) {
      this.leftOut.add("samples", "they were invalidated in the log");
      return;
    }
    this.#families?.add(sample.metadata);
    const row = this.table.row(sample.id, sample.epoch, sample.cluster);
    if (sample.isClusterDoubtful) this.#doubtful += 1;
    if (sample.hasError) this.#errors += 1;
    if (sample.hasLimit) this.#limits += 1;
    for (const [scorer, value] of sample.values)
      for (const [metric, scalar] of scalars(scorer, value)) {
        const score = scoreNumber(scalar);
        const isNumber = typeof score === "number" || score === null;
        if (!isNumber) this.#noNumber(metric, score.text);
        this.table.set(row, metric, scorer, isNumber ? score : null);
      }
  }

  #noNumber(metric: string, text: string): void {
    const seen = this.#texts.get(metric);
    if (seen === undefined) this.#texts.set(metric, { first: text, count: 1 });
    else seen.count += 1;
  }

  /** Whether a summary shortened the family of a sample, so that the samples themselves must be read. */
  get isDoubtful(): boolean {
    return this.#doubtful > 0;
  }

  /** Notes on errors and limits, and the values without a number among what is left out. */
  finish(): string[] {
    for (const [metric, { first, count }] of this.#texts)
      this.leftOut.add(
        `values of ${harnessName(metric)}`,
        `they stand for no number (such as \`${first}\`), and count as unscored`,
        { count, metric: harnessName(metric) },
      );
    return [
      ...(this.#errors === 0
        ? []
        : [`${this.#errors} samples ended in an error; what they lack counts as unscored.`]),
      ...(this.#limits === 0 ? [] : [`${this.#limits} samples were stopped by a limit.`]),
    ];
  }
}
