import { compareText, HoldfastError, type Outcome } from "@holdfast/core";
import { and, asc, eq } from "drizzle-orm";
import { bulkInsert, bulkUpdate, isAnyOf } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { readSampleNumbers } from "../driver/sample-numbers.js";
import { evaluation, sample } from "../schema/eval.js";
import { fieldConflict } from "./conflict.js";
import { checkCluster, checkStorable, collectSamples, type NamedSample } from "./sample-dictionary.js";

type EvalRow = typeof evaluation.$inferSelect;

interface Numbered {
  readonly sampleNo: number;
  readonly cluster: string | null;
}

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
): Promise<Map<string, Numbered>[]> {
  const known = asked.map(() => new Map<string, Numbered>());
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
function hasGap(named: NamedSample, known: Numbered | undefined): boolean {
  checkCluster(named, known?.cluster ?? null);
  return known === undefined || (known.cluster === null && named.cluster !== null);
}

/** Under the lock of the eval: numbers the samples that nobody numbered meanwhile, and fills clusters. */
async function fillGaps(
  session: Session,
  locked: EvalRow,
  gaps: readonly NamedSample[],
): Promise<Map<string, Numbered>> {
  const { ablationId, evalId, sampleCount } = locked;
  const [known = new Map<string, Numbered>()] = await readNumbers(session, ablationId, [
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

/** Numbers samples: those that have no number yet get one under the lock of their eval, in the order given. */
export async function numberSamples(
  session: Session,
  ablationId: number,
  given: ReadonlyMap<string, NamedEval>,
): Promise<SampleNumbers> {
  const ids = [...given.keys()].sort(compareText);
  const evals = await readEvals(session, ablationId, ids, false);
  const missing = ids.find((id) => !evals.some((row) => row.evalId === id));
  if (missing !== undefined) refuseEval(missing, evals);

  const numbers = new Map<string, Map<string, Numbered>>();
  const gaps = new Map<string, readonly NamedSample[]>();
  const asked = evals.map((row) => ({ row, named: given.get(row.evalId)?.named ?? [] }));
  const stored = await readNumbers(session, ablationId, asked);
  for (const [index, { row, named }] of asked.entries()) {
    const known = stored[index] ?? new Map<string, Numbered>();
    const content = given.get(row.evalId)?.content;
    numbers.set(row.evalId, known);
    checkContent(row.evalId, content, row.contentSha);
    const open = named.filter((value) => hasGap(value, known.get(value.sample)));
    if (open.length > 0 || (content !== undefined && row.contentSha === null)) gaps.set(row.evalId, open);
  }
  const locked = gaps.size === 0 ? [] : await readEvals(session, ablationId, [...gaps.keys()], true);
  for (const row of locked) {
    const content = given.get(row.evalId)?.content;
    checkContent(row.evalId, content, row.contentSha);
    const filled = await fillGaps(session, row, gaps.get(row.evalId) ?? []);
    for (const [id, numbered] of filled) numbers.get(row.evalId)?.set(id, numbered);
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
function firstFree(numbered: ReadonlyMap<string, Numbered>): number {
  let last = -1;
  for (const { sampleNo } of numbered.values()) last = Math.max(last, sampleNo);
  return last + 1;
}

/** The numbers of the samples of each sample-level outcome of a batch, in the order in which it names them. */
export async function numberBatch(
  session: Session,
  ablationId: number,
  outcomes: readonly Outcome[],
): Promise<Map<Outcome, Int32Array>> {
  const samples = collectSamples(outcomes);
  const contents = statedContents(outcomes);
  const given = new Map<string, NamedEval>();
  for (const { eval: id } of outcomes)
    if (!given.has(id)) given.set(id, { named: samples.get(id)?.named ?? [], content: contents.get(id) });
  const numbers = await numberSamples(session, ablationId, given);
  const result = new Map<Outcome, Int32Array>();
  for (const [id, { named, positions }] of samples) {
    const known = numbers.get(id);
    const numberAt = Int32Array.from(named, (value) => known?.get(value.sample)?.sampleNo ?? -1);
    for (const [outcome, places] of positions)
      result.set(
        outcome,
        places.map((place) => numberAt[place] ?? -1),
      );
  }
  return result;
}
