import { createHash } from "node:crypto";
import { type Diversity, type MeasuredNearDuplicates, type MixMeasure, UNKNOWN } from "@holdfast/core";
import { MIN_HASH, SIGNATURE_BYTES } from "../near/min-hash.js";
import { NEAR_DUPLICATE_FROM, nearDuplicates } from "../near/near-duplicates.js";
import { SignatureList } from "../near/signature-list.js";
import { DigestRuns, type Scratch } from "./digest-runs.js";
import type { MeasureSettings } from "./measure-settings.js";
import type { MeasuredPart } from "./measured-part.js";
import { spreadOfCounts } from "./spread-of-counts.js";

/** Near duplicates need 160 bytes a row at once; beyond so many rows they are not looked for. */
export const NEAR_ROWS = 5_000_000;

/** What the totals say of the rows; files, names and what was left out are known elsewhere. */
export type RowMeasure = Pick<
  MixMeasure,
  | "rows"
  | "shapes"
  | "tokens"
  | "tokensByRole"
  | "lengths"
  | "hashes"
  | "exactDuplicates"
  | "nearDuplicates"
  | "systemPrompts"
  | "toolDefinitions"
  | "toolCalls"
  | "turns"
  | "reasons"
>;

type Tally = Map<string, number>;

function merge(into: Tally, more: Readonly<Record<string, number>>): void {
  for (const [key, count] of Object.entries(more)) into.set(key, (into.get(key) ?? 0) + count);
}

/** A tally with its keys in order, so that the same data give the same bytes. */
function sortedRecord(tally: Tally): Record<string, number> {
  return Object.fromEntries([...tally].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function diversityOf(runs: DigestRuns, rows: number): Promise<Diversity> {
  const uses = runs.count;
  let [distinct, largest, logs] = [0, 0, 0];
  for await (const batch of runs.counted())
    for (const { count } of batch) {
      distinct += 1;
      largest = Math.max(largest, count);
      logs += count * Math.log2(count);
    }
  return {
    rows,
    uses,
    distinct,
    // -sum p log2 p, with p = count / uses; rounding must not make it negative
    entropyBits: uses === 0 ? 0 : Math.max(0, Math.log2(uses) - logs / uses),
    largestShare: uses === 0 ? 0 : largest / uses,
  };
}

/** Puts parts together, in the order of the rows; memory holds what near duplicates need, and numbers. */
export class MixTotals {
  readonly #settings: MeasureSettings;
  readonly #ordered = createHash("sha256");
  readonly #digests: DigestRuns;
  readonly #systemPrompts: DigestRuns;
  readonly #toolDefinitions: DigestRuns;
  readonly #toolCalls: DigestRuns;
  readonly #rowsWith = { systemPrompts: 0, toolDefinitions: 0, toolCalls: 0 };
  readonly #reasons = { explicit: 0, without: 0, unknown: 0 };
  readonly #shapes: Tally = new Map();
  readonly #tokensByRole: Tally = new Map();
  readonly #turns: Tally = new Map();
  readonly #lengths = new Map<number, number>();
  #signatures: SignatureList | null;
  #rows = 0;

  constructor(settings: MeasureSettings, scratch: Scratch) {
    this.#settings = settings;
    this.#digests = new DigestRuns(scratch);
    this.#systemPrompts = new DigestRuns(scratch);
    this.#toolDefinitions = new DigestRuns(scratch);
    this.#toolCalls = new DigestRuns(scratch);
    this.#signatures = settings.nearSeed === null ? null : new SignatureList();
  }

  async add(part: MeasuredPart): Promise<void> {
    const { counts, lengths } = part;
    this.#rows += counts.rows;
    this.#ordered.update(part.digests);
    await this.#digests.add(part.digests);
    await this.#systemPrompts.add(part.systemPrompts);
    await this.#toolDefinitions.add(part.toolDefinitions);
    await this.#toolCalls.add(part.toolCalls);
    for (const length of lengths) this.#lengths.set(length, (this.#lengths.get(length) ?? 0) + 1);
    merge(this.#shapes, counts.shapes);
    merge(this.#tokensByRole, counts.tokensByRole);
    merge(this.#turns, counts.turns);
    this.#rowsWith.systemPrompts += counts.rowsWith.systemPrompts;
    this.#rowsWith.toolDefinitions += counts.rowsWith.toolDefinitions;
    this.#rowsWith.toolCalls += counts.rowsWith.toolCalls;
    this.#reasons.explicit += counts.reasons.explicit;
    this.#reasons.without += counts.reasons.without;
    this.#reasons.unknown += counts.reasons.unknown;
    this.#addSignatures(part);
  }

  #addSignatures({ counts, signatures, hasWords }: MeasuredPart): void {
    if (this.#signatures === null) return;
    if (this.#rows > NEAR_ROWS) {
      this.#signatures = null;
      return;
    }
    for (let row = 0; row < counts.rows; row += 1) {
      const signature = signatures.subarray(row * SIGNATURE_BYTES, (row + 1) * SIGNATURE_BYTES);
      this.#signatures.addSigned(hasWords[row] === 1 ? signature : null);
    }
  }

  #near(): MeasuredNearDuplicates {
    const seed = this.#settings.nearSeed;
    if (seed === null) return { status: "not-measured", reason: "it was not asked for" };
    if (this.#signatures === null)
      return {
        status: "not-measured",
        reason: `there are more than ${NEAR_ROWS} rows, and their signatures would not fit in memory`,
      };
    const { groups, surplus, largest, withoutWords } = nearDuplicates(this.#signatures);
    const method = `MinHash of ${MIN_HASH.shingles}, system prompts left out; ${MIN_HASH.bins} bins of ${MIN_HASH.bits} bits, ${MIN_HASH.method}`;
    const share = this.#rows === 0 ? 0 : surplus / this.#rows;
    const found = { groups, surplus, share, largest, withoutWords };
    return { status: "measured", method, seed, threshold: NEAR_DUPLICATE_FROM, ...found };
  }

  async #unordered() {
    const hash = createHash("sha256");
    let distinct = 0;
    for await (const batch of this.#digests.counted())
      for (const { digest, count } of batch) {
        distinct += 1;
        for (let time = 0; time < count; time += 1) hash.update(digest);
      }
    return { distinct, digest: hash.digest("hex") };
  }

  /** What all the parts come to. Nothing can be added after it. */
  async finish(covers: string): Promise<RowMeasure> {
    const [rows, { encoding }] = [this.#rows, this.#settings];
    const { distinct, digest } = await this.#unordered();
    const turns = new Map([...this.#turns].map(([number, count]) => [Number(number), count]));
    const { explicit, without } = this.#reasons;
    let total = 0;
    for (const [length, count] of this.#lengths) total += length * count;
    return {
      rows,
      shapes: sortedRecord(this.#shapes),
      tokens: encoding === null ? UNKNOWN : total,
      tokensByRole: sortedRecord(this.#tokensByRole),
      lengths: { unit: encoding === null ? "characters" : "tokens", spread: spreadOfCounts(this.#lengths) },
      hashes: {
        ordered: `sha256:${this.#ordered.digest("hex")}`,
        unordered: `sha256:${digest}`,
        covers,
      },
      exactDuplicates: {
        distinct,
        surplus: rows - distinct,
        share: rows === 0 ? 0 : (rows - distinct) / rows,
      },
      nearDuplicates: this.#near(),
      systemPrompts: await diversityOf(this.#systemPrompts, this.#rowsWith.systemPrompts),
      toolDefinitions: await diversityOf(this.#toolDefinitions, this.#rowsWith.toolDefinitions),
      toolCalls: await diversityOf(this.#toolCalls, this.#rowsWith.toolCalls),
      turns: {
        total: [...turns].reduce((sum, [number, count]) => sum + number * count, 0),
        spread: spreadOfCounts(turns),
      },
      reasons: {
        ...this.#reasons,
        share: explicit + without === 0 ? UNKNOWN : explicit / (explicit + without),
      },
    };
  }
}
