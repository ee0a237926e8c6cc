import { describeError, HoldfastError } from "@holdfast/core";
import { MinHasher, SIGNATURE_BYTES } from "../near/min-hash.js";
import type { TrainingRow } from "../rows/training-row.js";
import { GrowingBytes } from "./growing-bytes.js";
import type { MeasureSettings } from "./measure-settings.js";
import type { MeasuredPart, PartCounts } from "./measured-part.js";
import { DIGEST_BYTES, rowDigest, textDigest } from "./row-digest.js";
import type { TokenCounter } from "./token-counter.js";

/** Texts that come again and again, such as system prompts, whose tokens and digests are remembered. */
const REMEMBERED = 512;
/** Roles that are counted by their own names. */
const ROLES = 24;

interface Known {
  readonly tokens: number;
  readonly digest: Buffer;
}

type Tally = Map<string, number>;

function raise(tally: Tally, key: string, by = 1): void {
  tally.set(key, (tally.get(key) ?? 0) + by);
}

/** Measures rows one by one into a part. */
export class PartBuilder {
  readonly #counter: TokenCounter | null;
  readonly #hasher: MinHasher | null;
  readonly #known = new Map<string, Known>();
  readonly #signature = new Uint8Array(SIGNATURE_BYTES);
  #lists = this.#newLists();
  #lengths: number[] = [];
  #counts = this.#newCounts();
  #leftOut = new Map<string, { count: number; line: number | null; key: string | null }>();

  constructor(settings: MeasureSettings, counter: TokenCounter | null) {
    this.#counter = counter;
    this.#hasher = settings.nearSeed === null ? null : new MinHasher(settings.nearSeed);
  }

  get rows(): number {
    return this.#lengths.length;
  }

  #newLists() {
    return {
      digests: new GrowingBytes(),
      signatures: new GrowingBytes(),
      hasWords: new GrowingBytes(),
      systemPrompts: new GrowingBytes(),
      toolDefinitions: new GrowingBytes(),
      toolCalls: new GrowingBytes(),
    };
  }

  #newCounts() {
    return {
      shapes: new Map<string, number>(),
      tokensByRole: new Map<string, number>(),
      turns: new Map<string, number>(),
      rowsWith: { systemPrompts: 0, toolDefinitions: 0, toolCalls: 0 },
      reasons: { explicit: 0, without: 0, unknown: 0 },
    };
  }

  /** Counts something that could not be read. */
  leaveOut(fault: HoldfastError): void {
    const why = describeError(new HoldfastError({ ...fault, message: fault.message, place: {} }));
    const held = this.#leftOut.get(why);
    if (held !== undefined) held.count += 1;
    else this.#leftOut.set(why, { count: 1, line: fault.place.line ?? null, key: fault.place.key ?? null });
  }

  add(row: TrainingRow): void {
    const { digests, systemPrompts, toolDefinitions, toolCalls } = this.#lists;
    const { shapes, turns, rowsWith, reasons } = this.#counts;
    digests.add(rowDigest(row));
    this.#lengths.push(this.#lengthOf(row));
    if (this.#hasher !== null) this.#sign(row, this.#hasher);
    raise(shapes, row.shape);
    raise(turns, String(row.turns));
    reasons[row.hasReasons === null ? "unknown" : row.hasReasons ? "explicit" : "without"] += 1;
    if (row.systemPrompt !== null) {
      rowsWith.systemPrompts += 1;
      systemPrompts.add(this.#know(row.systemPrompt).digest);
    }
    if (row.toolDefinitions.length > 0) rowsWith.toolDefinitions += 1;
    for (const { json } of row.toolDefinitions) toolDefinitions.add(this.#know(json).digest);
    if (row.toolCalls.length > 0) rowsWith.toolCalls += 1;
    for (const { name } of row.toolCalls) toolCalls.add(this.#know(name ?? "").digest);
  }

  #know(text: string): Known {
    const held = this.#known.get(text);
    if (held !== undefined) return held;
    const known = { tokens: this.#count(text), digest: textDigest(text) };
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(text, known);
    return known;
  }

  #count(text: string): number {
    return this.#counter === null ? text.length : this.#counter.count(text);
  }

  #lengthOf(row: TrainingRow): number {
    let sum = 0;
    const count = (role: string, tokens: number) => {
      sum += tokens;
      if (this.#counter === null) return;
      const { tokensByRole } = this.#counts;
      const isKnown = tokensByRole.has(role) || tokensByRole.size < ROLES;
      raise(tokensByRole, isKnown ? role : "other", tokens);
    };
    for (const { role, text } of row.texts)
      count(role, role === "system" ? this.#know(text).tokens : this.#count(text));
    for (const { name, arguments: given } of row.toolCalls)
      count("tool-calls", this.#know(name ?? "").tokens + this.#count(given));
    for (const { json } of row.toolDefinitions) count("tool-definitions", this.#know(json).tokens);
    return sum;
  }

  /** What many rows have in common, system prompts and tools, says nothing of their likeness. */
  #sign(row: TrainingRow, hasher: MinHasher): void {
    const text = comparedText(row);
    this.#signature.fill(0);
    this.#lists.hasWords.add([hasher.sign(text, this.#signature) ? 1 : 0]);
    this.#lists.signatures.add(this.#signature);
  }

  /** What was measured since the last time. */
  take(): MeasuredPart {
    const lists = this.#lists;
    const { shapes, tokensByRole, turns } = this.#counts;
    const counts: PartCounts = {
      ...this.#counts,
      shapes: Object.fromEntries(shapes),
      tokensByRole: Object.fromEntries(tokensByRole),
      turns: Object.fromEntries(turns),
      rows: this.#lengths.length,
      leftOut: [...this.#leftOut].map(([why, held]) => ({ why, ...held })),
    };
    const part = {
      counts,
      lengths: Uint32Array.from(this.#lengths),
      digests: lists.digests.bytes,
      signatures: lists.signatures.bytes,
      hasWords: lists.hasWords.bytes,
      systemPrompts: lists.systemPrompts.bytes,
      toolDefinitions: lists.toolDefinitions.bytes,
      toolCalls: lists.toolCalls.bytes,
    };
    [this.#lists, this.#lengths, this.#counts, this.#leftOut] = [
      this.#newLists(),
      [],
      this.#newCounts(),
      new Map(),
    ];
    if (part.digests.length !== part.lengths.length * DIGEST_BYTES)
      throw new RangeError("a row has no digest");
    return part;
  }
}

/** The text of a row that is compared with others: all that is said but by the system. */
export function comparedText({ texts }: Pick<TrainingRow, "texts">): string {
  return texts.length === 1
    ? (texts[0]?.text ?? "")
    : texts.flatMap(({ role, text }) => (role === "system" ? [] : [text])).join("\n");
}
