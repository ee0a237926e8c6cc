import { compareText, HoldfastError, type Outcome } from "@holdfast/core";
import { and, asc, eq } from "drizzle-orm";
import { bulkInsert, bulkUpdate, isAnyOf } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { readSampleNumbers } from "../driver/sample-numbers.js";
import { evaluation, sample } from "../schema/eval.js";
import { fieldConflict } from "./conflict.js";
import type { KnownSamples, NumberedSample } from "./known-samples.js";
import { checkCluster, checkStorable, collectSamples, type NamedSample } from "./sample-dictionary.js";
import type { Settling } from "./settle-rows.js";

type EvalRow = typeof evaluation.$inferSelect;

interface StatedContent {
  readonly sha: string;
  readonly index: number;
}

/** The content hash that a batch states for each eval. */
function statedContents(outcomes: readonly Outcome[]): Map<string, StatedContent> {
  const stated = new Map<string, StatedContent>();
  outcomes.forEach((outcome, index) => {
    if (outcome.evalSha === null) return;
    checkContent(outcome.eval, { sha: outcome.evalSha, index }, stated.get(outcome.eval)?.sha ?? null);
    stated.set(outcome.eval, { sha: outcome.evalSha, index });
  });
  return stated;
}

function checkContent(evalId: string, given: StatedContent | undefined, stored: string | null): void {
  if (given === undefined || stored === null || given.sha === stored) return;
  throw fieldConflict(
    `the content of ${evalId}`,
    [given.index, "evalSha"],
    stored,
    given.sha,
    "Register the changed eval under a new version.",
  );
}

async function readEvals(
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

/** Forgets the samples of an eval whose last one is no longer what it was. */
async function checkKnown(
  session: Session,
  ablationId: number,
  evalIds: readonly string[],
  known: KnownSamples,
): Promise<void> {
  const lasts = evalIds.flatMap((evalId) => {
    const last = known.last(ablationId, evalId);
    return last === undefined ? [] : [{ evalId, ...last }];
  });
  const rows = await readSampleNumbers(
    session,
    ablationId,
    lasts.map(({ evalId }) => evalId),
    lasts.map(({ sample: id }) => id),
  );
  const found = new Map(rows.map(([place, sampleNo]) => [Number(place) - 1, Number(sampleNo)]));
  for (const [index, { evalId, sampleNo }] of lasts.entries())
    if (found.get(index) !== sampleNo) known.forget(ablationId, evalId);
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

async function numberedAmong(
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

/** The numbers of the samples of each sample-level outcome of a batch, in the order in which it names them. */
export function numberingBatch(
  session: Session,
  ablationId: number,
  outcomes: readonly Outcome[],
  known?: KnownSamples,
): Settling<Map<Outcome, Int32Array>> {
  const samples = collectSamples(outcomes);
  const contents = statedContents(outcomes);
  const given = new Map<string, NamedEval>();
  for (const { eval: id } of outcomes)
    if (!given.has(id)) given.set(id, { named: samples.get(id)?.named ?? [], content: contents.get(id) });
  let evals: readonly EvalRow[] | undefined;
  const read = async () => {
    const ids = [...given.keys()].sort(compareText);
    [evals] = await Promise.all([
      readEvals(session, ablationId, ids, false),
      known === undefined ? undefined : checkKnown(session, ablationId, ids, known),
    ]);
  };
  return {
    read,
    async settle() {
      if (evals === undefined) await read();
      const numbers = await numberedAmong(session, ablationId, given, evals ?? [], known);
      const result = new Map<Outcome, Int32Array>();
      for (const [id, { named, positions }] of samples) {
        const numberAt = numbersOf(named, numbers.get(id));
        for (const [outcome, places] of positions) result.set(outcome, numberedPlaces(places, numberAt));
      }
      return result;
    },
  };
}

function numbersOf(
  named: readonly NamedSample[],
  known: ReadonlyMap<string, { readonly sampleNo: number }> | undefined,
): Int32Array {
  const numbers = new Int32Array(named.length);
  for (const [place, { sample: id }] of named.entries()) numbers[place] = known?.get(id)?.sampleNo ?? -1;
  return numbers;
}

function numberedPlaces(places: Int32Array, numberAt: Int32Array): Int32Array {
  const numbers = new Int32Array(places.length);
  for (let index = 0; index < places.length; index += 1) numbers[index] = numberAt[places[index] ?? 0] ?? -1;
  return numbers;
}
