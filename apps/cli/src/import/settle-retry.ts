import type { HoldfastClient } from "@holdfast/api/client";
import type { OutcomeLineInput, OutcomeRecord } from "@holdfast/core";
import { everyPage } from "../every-page.js";
import type { CheckedLog } from "./check-log.js";
import { aboutText } from "./outcome-about.js";
import { taskOfSource } from "./task-of-source.js";

/** Who corrects an attempt by the one that came after it: a rule, and not a person. */
const AUTHOR = "holdfast import";

/** What a log that contradicts the database is, where the two are attempts at one task. */
export type Retry =
  /** The recorded attempt did not come to its end, and this one did: it is recorded as a correction. */
  | { readonly is: "later"; readonly lines: readonly OutcomeLineInput[]; readonly note: string }
  /** The recorded attempt came to its end, and this one did not. */
  | { readonly is: "earlier"; readonly reason: string };

/** What counts for the checkpoints of the log. */
async function recordedFor(
  client: Pick<HoldfastClient, "outcomes">,
  identity: string,
  { report }: CheckedLog,
): Promise<ReadonlyMap<string, OutcomeRecord>> {
  const { run, stage, step } = report;
  if (run === null || stage === null) return new Map();
  const filter = { run, stage, step: step ?? "end" } as const;
  const { rows } = await everyPage(
    (page) => client.outcomes(identity, { ...filter, ...page }),
    (page) => page.outcomes,
  );
  return new Map(rows.map((record) => [aboutText(record), record]));
}

/**
 * Tells whether a log and what is recorded in its place are attempts at the same task of the harness. The one that came
 * to its end then counts, in whatever order they are imported. Anything else stays a conflict: null.
 */
export async function settleRetry(
  client: Pick<HoldfastClient, "outcomes">,
  identity: string,
  log: CheckedLog,
): Promise<Retry | null> {
  if (log.taskId === null) return null;
  const recorded = await recordedFor(client, identity, log);
  const same = log.claims.map(({ about }) => {
    const record = recorded.get(about);
    const source = taskOfSource(record?.source?.uri ?? "");
    return record !== undefined && source.taskId === log.taskId ? { record, log: source.log } : null;
  });
  if (!log.isComplete) {
    const ended = same.find((each) => each?.record.status === "complete");
    if (ended === undefined || ended === null) return null;
    const reason = `${ended.log} is another attempt at the same task, and came to its end; it is recorded.`;
    return { is: "earlier", reason };
  }
  const broken = same.find((each) => each !== null && each.record.status !== "complete");
  if (broken === undefined || broken === null) return null;
  const reason = `a later attempt at the task ${log.taskId}, which ${broken.log} did not bring to its end`;
  const lines = log.lines.map((line, at) => {
    const before = same[at]?.record;
    if (before === undefined || before.status === "complete") return line;
    return { ...line, correction: { author: AUTHOR, reason } };
  });
  return { is: "later", lines, note: `It corrects what ${broken.log} recorded: it is ${reason}.` };
}
