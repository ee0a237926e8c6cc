import { compareText, type Outcome } from "@holdfast/core";
import type { Session } from "../driver/driver.js";
import { readSampleNumbers } from "../driver/sample-numbers.js";
import type { KnownSamples } from "./known-samples.js";
import {
  checkContent,
  type EvalRow,
  type NamedEval,
  numberedAmong,
  readEvals,
  type StatedContent,
} from "./number-samples.js";
import { collectSamples, type NamedSample } from "./sample-dictionary.js";
import type { Settling } from "./settle-rows.js";

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
