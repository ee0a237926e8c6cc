import { compareText, HoldfastError } from "@holdfast/core";
import { and, asc, eq } from "drizzle-orm";
import { bulkInsert, bulkUpdate, isAnyOf } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { readSampleNumbers } from "../driver/sample-numbers.js";
import { evaluation, sample } from "../schema/eval.js";
import { fieldConflict } from "./conflict.js";
import type { KnownSamples, NumberedSample } from "./known-samples.js";
import { checkCluster, checkStorable, type NamedSample } from "./sample-dictionary.js";

export type EvalRow = typeof evaluation.$inferSelect;

/** The content hash that somebody stated for an eval, and which outcome of the batch did. */
export interface StatedContent {
  readonly sha: string;
  readonly index: number;
}

/** @throws HoldfastError `conflict` where another content is stored */
export function checkContent(evalId: string, given: StatedContent | undefined, stored: string | null): void {
  if (given === undefined || stored === null || given.sha === stored) return;
  throw fieldConflict(
    `the content of ${evalId}`,
    [given.index, "evalSha"],
    stored,
    given.sha,
    "Register the changed eval under a new version.",
  );
}

/** The evals of these ids, in their order. */
export async function readEvals(
  session: Session,
  ablationId: number,
  ids: readonly string[],
  lock: boolean,
): Promise<EvalRow[]> {
  const query = session.db
    .select()
    .from(evaluation)
    .where(and(eq(evaluation.ablationId, ablationId), isAnyOf(evaluation.evalId, ids)))
    .orderBy(asc(evaluation.evalId));
  // NO KEY: the foreign keys of other writers share the row, and an exclusive lock could deadlock with two of them
  return lock ? query.for("no key update") : query;
}

type SamplesById = ReadonlyMap<string, NumberedSample>;

/** Samples of an eval that are looked up. */
interface Asked {
  readonly row: EvalRow;
  readonly named: readonly NamedSample[];
}

/** What is stored of the samples of several evals, a map for each, in one statement. */
async function readNumbers(
  session: Session,
  ablationId: number,
  asked: readonly Asked[],
): Promise<Map<string, NumberedSample>[]> {
  const known = asked.map(() => new Map<string, NumberedSample>());
  const wanted = asked.flatMap(({ row, named }, index) =>
    row.sampleCount === 0 ? [] : named.map(({ sample: id }) => ({ index, id, evalId: row.evalId })),
  );
  const rows = await readSampleNumbers(
    session,
    ablationId,
    wanted.map(({ evalId }) => evalId),
    wanted.map(({ id }) => id),
  );
  for (const [place, sampleNo, cluster] of rows) {
    const found = wanted[Number(place) - 1];
    if (found === undefined) throw new RangeError("a sample was found that nobody asked for");
    const numbered = { sampleNo: Number(sampleNo), cluster: cluster === null ? null : String(cluster) };
    known[found.index]?.set(found.id, numbered);
  }
  return known;
}

/** Neither number nor the stated cluster are there yet. @throws HoldfastError `conflict` for another cluster */
function hasGap(named: NamedSample, known: NumberedSample | undefined): boolean {
  checkCluster(named, known?.cluster ?? null);
  return known === undefined || (known.cluster === null && named.cluster !== null);
}

/** What is stored of these samples; of the database only what is not known from before is asked. */
async function lookUp(
  session: Session,
  ablationId: number,
  asked: readonly Asked[],
  known: KnownSamples | undefined,
): Promise<SamplesById[]> {
  const before = asked.map(({ row }) => known?.of(ablationId, row.evalId));
  const unknown = asked.map(({ row, named }, index) => {
    const of = before[index];
    return {
      row,
      named: of === undefined ? named : named.filter((value) => hasGap(value, of.get(value.sample))),
    };
  });
  const read = await readNumbers(session, ablationId, unknown);
  return asked.map(({ row, named }, index): SamplesById => {
    const [of, own] = [before[index], read[index] ?? new Map<string, NumberedSample>()];
    if (own.size > 0) known?.keep(ablationId, row.evalId, own);
    if (of === undefined) return own;
    if (unknown[index]?.named.length === 0) return of;
    for (const { sample: id } of named) {
      const numbered = own.get(id) ?? of.get(id);
      if (numbered !== undefined) own.set(id, numbered);
    }
    return own;
  });
}

/** Under the lock of the eval: numbers the samples that nobody numbered meanwhile, and fills clusters. */
async function fillGaps(
  session: Session,
  locked: EvalRow,
  gaps: readonly NamedSample[],
): Promise<Map<string, NumberedSample>> {
  const { ablationId, evalId, sampleCount } = locked;
  const [known = new Map<string, NumberedSample>()] = await readNumbers(session, ablationId, [
    { row: locked, named: gaps },
  ]);
  const still = gaps.filter((named) => hasGap(named, known.get(named.sample)));
  const fresh = still.filter((named) => !known.has(named.sample));
  for (const named of fresh) checkStorable(named);
  fresh.forEach((named, index) => {
    known.set(named.sample, { sampleNo: sampleCount + index, cluster: named.cluster });
  });
  const rowOf = (named: NamedSample) => ({
    ablationId,
    evalId,
    sampleNo: known.get(named.sample)?.sampleNo ?? 0,
    sample: named.sample,
    cluster: named.cluster,
  });
  const isFresh = new Set(fresh);
  await bulkInsert(session, sample, fresh.map(rowOf));
  await bulkUpdate(
    session,
    sample,
    [sample.ablationId, sample.evalId, sample.sampleNo],
    still.filter((named) => !isFresh.has(named)).map(rowOf),
  );
  return known;
}

function refuseEval(missing: string, known: readonly EvalRow[]): never {
  throw new HoldfastError({
    code: "unknown-name",
    message: `the ablation has no eval \`${missing}\`.`,
    place: { key: "eval" },
    remedy: `Name an eval of the ablation${known[0] === undefined ? "" : `, such as ${known[0].evalId}`}, or amend it.`,
  });
}

/** What is said of an eval: the samples that are named, and the content hash if one is stated. */
export interface NamedEval {
  readonly named: readonly NamedSample[];
  readonly content: StatedContent | undefined;
}

/** Numbers of samples, by eval and sample. */
export type SampleNumbers = ReadonlyMap<string, ReadonlyMap<string, { readonly sampleNo: number }>>;

/**
 * Numbers samples: those that have no number yet get one under the lock of their eval, in the order given.
 *
 * @param known what was read before; only where the transaction has numbered no sample yet, since what it reads is kept
 */
export async function numberSamples(
  session: Session,
  ablationId: number,
  given: ReadonlyMap<string, NamedEval>,
  known?: KnownSamples,
): Promise<SampleNumbers> {
  const ids = [...given.keys()].sort(compareText);
  return numberedAmong(session, ablationId, given, await readEvals(session, ablationId, ids, false), known);
}

/** The same for evals that were read already, without a lock. */
export async function numberedAmong(
  session: Session,
  ablationId: number,
  given: ReadonlyMap<string, NamedEval>,
  evals: readonly EvalRow[],
  known: KnownSamples | undefined,
): Promise<SampleNumbers> {
  const ids = [...given.keys()].sort(compareText);
  const missing = ids.find((id) => !evals.some((row) => row.evalId === id));
  if (missing !== undefined) refuseEval(missing, evals);

  const numbers = new Map<string, SamplesById>();
  const gaps = new Map<string, readonly NamedSample[]>();
  const asked = evals.map((row) => ({ row, named: given.get(row.evalId)?.named ?? [] }));
  const stored = await lookUp(session, ablationId, asked, known);
  for (const [index, { row, named }] of asked.entries()) {
    const found: SamplesById = stored[index] ?? new Map();
    const content = given.get(row.evalId)?.content;
    numbers.set(row.evalId, found);
    checkContent(row.evalId, content, row.contentSha);
    const open = named.filter((value) => hasGap(value, found.get(value.sample)));
    if (open.length > 0 || (content !== undefined && row.contentSha === null)) gaps.set(row.evalId, open);
  }
  const locked = gaps.size === 0 ? [] : await readEvals(session, ablationId, [...gaps.keys()], true);
  for (const row of locked) {
    const content = given.get(row.evalId)?.content;
    checkContent(row.evalId, content, row.contentSha);
    const filled = await fillGaps(session, row, gaps.get(row.evalId) ?? []);
    numbers.set(row.evalId, new Map([...(numbers.get(row.evalId) ?? []), ...filled]));
    const sampleCount = Math.max(row.sampleCount, firstFree(filled));
    const contentSha = row.contentSha ?? content?.sha ?? null;
    if (sampleCount === row.sampleCount && contentSha === row.contentSha) continue;
    await session.db
      .update(evaluation)
      .set({ sampleCount, contentSha })
      .where(and(eq(evaluation.ablationId, ablationId), eq(evaluation.evalId, row.evalId)));
  }
  return numbers;
}

/** The first number after all of these. */
function firstFree(numbered: SamplesById): number {
  let last = -1;
  for (const { sampleNo } of numbered.values()) last = Math.max(last, sampleNo);
  return last + 1;
}
