import {
  ablationFingerprint,
  evidenceFingerprint,
  fingerprintOf,
  type MonitorAnswer,
  type MonitorQuestion,
} from "@holdfast/core";
import type { Context } from "../context.js";
import type { Excluded } from "./analyse-ablation.js";

/** Which runs have passed a limit, worked out anew from all of their stored outcomes. */
export async function answerMonitor(
  context: Context,
  input: { readonly identity: string; readonly excluded: Excluded; readonly question: MonitorQuestion },
): Promise<MonitorAnswer> {
  const { ablationMonitor } = await import("@holdfast/analysis");
  const { monitorSentences } = await import("@holdfast/report");
  const { identity, excluded, question } = input;
  const { ablation } = await context.store.registration(identity);
  const evidence = await context.store.evidence(identity);
  const interventions = await context.store.interventions(identity);
  const includesExcluded = excluded === "with";
  const { guarantee, rows } = ablationMonitor(ablation, evidence, question, includesExcluded, interventions);
  return {
    ablation: identity,
    inputsFingerprint: fingerprintOf({
      ablation: ablationFingerprint(ablation),
      evidence: evidenceFingerprint(evidence),
      includesExcluded,
      question,
      ...(interventions.length === 0 ? {} : { interventions: [...interventions] }),
    }),
    includesExcluded,
    sentences: monitorSentences(ablation, guarantee, rows),
    warnings: [],
    guarantee,
    rows,
  };
}
