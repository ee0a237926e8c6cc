import type { HoldfastClient } from "@holdfast/api/client";
import { addReceipts, type OutcomeLineInput, type Receipt } from "@holdfast/core";
import { WHOLE_SCORES } from "../record/send-outcomes.js";

/** Samples of one batch of a log that is too large for one. */
const BATCH = 100_000;

function scoresOf({ samples }: OutcomeLineInput): number {
  return samples?.id.length ?? 1;
}

/** A line with a part of its samples. */
function part(line: OutcomeLineInput, from: number): OutcomeLineInput {
  const { samples } = line;
  if (samples === undefined) return line;
  const cut = <T>(list: readonly T[]): T[] => list.slice(from, from + BATCH);
  const { id, cluster, epoch, score } = samples;
  return {
    ...line,
    samples: {
      id: cut(id),
      ...(cluster === undefined ? {} : { cluster: cut(cluster) }),
      ...(epoch === undefined ? {} : { epoch: cut(epoch) }),
      ...(score === undefined ? {} : { score: cut(score) }),
    },
  };
}

/**
 * Records the outcomes of one log: in one transaction up to a million scores, a larger one in batches, each acknowledged
 * after it was committed. Sending it again adds nothing.
 *
 * @throws HoldfastError `conflict` where something else is recorded already
 */
export async function sendLog(
  client: Pick<HoldfastClient, "recordLines">,
  identity: string,
  lines: readonly OutcomeLineInput[],
): Promise<Receipt> {
  const scores = lines.reduce((sum, line) => sum + scoresOf(line), 0);
  if (scores <= WHOLE_SCORES) return client.recordLines(identity, lines);
  let receipt: Receipt = { outcomes: 0, added: 0, recognised: 0, corrected: 0 };
  for (const line of lines)
    for (let from = 0; from < scoresOf(line); from += BATCH)
      receipt = addReceipts(receipt, await client.recordLines(identity, [part(line, from)]));
  return { ...receipt, outcomes: lines.length };
}
