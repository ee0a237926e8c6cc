import type { HoldfastClient } from "@holdfast/api/client";
import { addReceipts, HoldfastError, isHoldfastError, type Receipt } from "@holdfast/core";
import { type LocatedLine, locateFault, type OutcomeSource, readOutcomeLines } from "@holdfast/importers";
import { scoresOf, type Tally } from "./check-outcomes.js";

/** Up to here a file is one request, and so one transaction. */
export const WHOLE_SCORES = 1_000_000;
export const WHOLE_BYTES = 32 * 1024 * 1024;

/** Scores in one batch of a larger file; a line counts as twenty beside its scores. */
const BATCH_WEIGHT = 150_000;
const LINE_WEIGHT = 20;

/** The fault of a later batch says what became of the earlier ones. */
function afterOthers(error: unknown, recorded: number, tally: Tally): unknown {
  if (recorded === 0 || !isHoldfastError(error)) return error;
  return new HoldfastError({
    code: error.code,
    message: `${error.message} ${recorded} of ${tally.lines} lines are recorded, and the rest is not.`,
    place: error.place,
    remedy:
      `${error.remedy ?? ""} Sending the file again is safe: what is there already is recognised.`.trim(),
    cause: error,
  });
}

/**
 * Sends checked outcomes: a small file as one transaction, a large one in batches, each acknowledged after
 * it was committed.
 *
 * @throws HoldfastError `conflict` with file, line and key; for a later batch also how much is recorded
 */
export async function sendOutcomes(
  client: Pick<HoldfastClient, "recordLines">,
  identity: string,
  source: OutcomeSource,
  tally: Tally,
  options: {
    readonly asWhole: boolean;
    /** Told after each batch that was committed how many lines are recorded so far. */
    readonly onAcknowledged?: (lines: number) => void;
  },
): Promise<Receipt> {
  let receipt: Receipt = { outcomes: 0, added: 0, recognised: 0, corrected: 0 };
  let batch: LocatedLine[] = [];
  let [weight, recorded] = [0, 0];
  const send = async () => {
    const sent = batch;
    [batch, weight] = [[], 0];
    try {
      const answer = await client.recordLines(
        identity,
        sent.map(({ value }) => value),
        {
          locate: (error, index) => {
            const located = sent[index];
            return located === undefined ? error : locateFault(error, located, source);
          },
        },
      );
      receipt = addReceipts(receipt, answer);
      recorded += sent.length;
      options.onAcknowledged?.(recorded);
    } catch (error) {
      throw afterOthers(error, recorded, tally);
    }
  };
  for await (const located of readOutcomeLines(source)) {
    batch.push(located);
    weight += scoresOf(located) + LINE_WEIGHT;
    if (!options.asWhole && weight >= BATCH_WEIGHT) await send();
  }
  if (batch.length > 0) await send();
  return receipt;
}
