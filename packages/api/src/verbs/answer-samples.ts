import {
  ablationFingerprint,
  conditionKey,
  DEFAULT_JUDGE,
  evidenceFingerprint,
  fingerprintOf,
  formatIdentity,
  HoldfastError,
  type OutcomeRecord,
  type SampleDifferenceAnswer,
} from "@holdfast/core";
import { z } from "zod";
import type { Context } from "../context.js";
import { cursorOf } from "../cursor.js";
import type { Excluded } from "./analyse-ablation.js";
import { namedQuestion, type SampleAsked, sampleChoice } from "./sample-choice.js";

const cursor = cursorOf("sample-differences", z.strictObject({ sample: z.string() }));
const ROWS_AT_A_TIME = 1000;

/** What is asked, and which page of its prompts. */
export interface SamplesInput extends SampleAsked {
  readonly identity: string;
  /** `end`: the unnumbered end of the stage. Without it, the moment at which the lead is taken. */
  readonly step?: number | "end" | undefined;
  readonly excluded: Excluded;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The records of one arm's outcomes that hold samples: they say what the log of each is. */
async function recordsOf(
  context: Context,
  { identity, excluded, eval: evalId }: SamplesInput,
  arm: string,
  metric: string,
): Promise<OutcomeRecord[]> {
  const about = { arm, eval: evalId, metric, level: "samples", revisions: "current", excluded } as const;
  const records: OutcomeRecord[] = [];
  let after: string | undefined;
  do {
    const page = await context.store.outcomes(identity, { ...about, limit: ROWS_AT_A_TIME, after });
    records.push(...page.outcomes);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return records;
}

function pageOf<T extends { readonly sample: string }>(
  all: readonly T[],
  limit: number,
  text: string | undefined,
) {
  const after = cursor.read(text);
  const last = after === undefined ? -1 : all.findIndex(({ sample }) => sample === after.sample);
  if (after !== undefined && last < 0)
    throw new HoldfastError({
      code: "invalid-input",
      message: "the prompt after which this page begins is not compared any more.",
      place: { key: "cursor" },
      remedy: "Leave the cursor out to begin anew.",
    });
  const shown = all.slice(last + 1, last + 1 + limit);
  const end = shown.at(-1);
  return {
    shown,
    next: end === undefined || last + 1 + limit >= all.length ? null : cursor.write({ sample: end.sample }),
  };
}

/**
 * The prompts on which two arms differ most, with the outcomes behind them. Only the pages of the outcomes concerned
 * are read: those of two arms at one moment on one eval.
 *
 * @throws HoldfastError `unknown-name` for an arm, eval, metric or stage; `invalid-input`
 */
export async function answerSamples(context: Context, input: SamplesInput): Promise<SampleDifferenceAnswer> {
  const { epochsOf, momentSteps, sampleDifferences } = await import("@holdfast/analysis");
  const { sampleSentences } = await import("@holdfast/report");
  const { ablation } = await context.store.registration(input.identity);
  const named = namedQuestion(ablation, input);
  const records = {
    arm: await recordsOf(context, input, named.arm, named.metric.name),
    control: await recordsOf(context, input, named.control, named.metric.name),
  };
  const { stage, setting, settings } = sampleChoice(ablation, input, records);
  const condition = setting?.condition ?? {};
  const judge = setting?.judge ?? input.judge ?? DEFAULT_JUDGE;
  const isThere = (record: OutcomeRecord) =>
    setting !== null &&
    record.stage === stage &&
    record.judge === judge &&
    conditionKey(record.condition) === conditionKey(condition);
  const sides = [records.arm.filter(isThere), records.control.filter(isThere)];
  const asked = input.step === undefined ? undefined : [input.step === "end" ? null : input.step];
  const steps = asked ?? momentSteps(stage, sides, ablation.plan.lastCheckpoints);
  const evidence = await context.store.evidence(input.identity, {
    ...{
      arms: [named.arm, named.control],
      stages: [stage],
      evals: [named.eval.id],
      metric: named.metric.name,
    },
    ...{ judge, condition: conditionKey(condition), ...(steps === null ? {} : { steps: [...steps] }) },
  });
  const includesExcluded = input.excluded === "with";
  const { samples, outcomes, ...found } = sampleDifferences(ablation, evidence, {
    ...named,
    ...{ stage, steps: steps === null ? null : [...steps], includeExcluded: includesExcluded },
  });
  const { shown, next } = pageOf(samples, input.limit, input.cursor);
  const table = evidence.samples[named.eval.id] ?? { sample: [] };
  const epochs = epochsOf(
    outcomes.map(({ outcome }) => outcome),
    table,
    shown.map(({ sample }) => sample),
  );
  const recordOf = new Map([...records.arm, ...records.control].map((record) => [record.outcomeId, record]));
  const question = {
    ...{ arm: named.arm, control: named.control, eval: named.eval.id, metric: named.metric.name },
    ...{ condition, judge, stage },
  };
  const answer = {
    ablation: formatIdentity(ablation),
    includesExcluded,
    ...question,
    settings: [...settings],
    ...found,
    outcomes: outcomes.map(({ side, outcome: { outcomeId, run, step } }) => {
      const record = recordOf.get(outcomeId);
      const { harness = null, source = null } = record ?? {};
      return { side, outcomeId, run, stage, step, harness, source };
    }),
    samples: shown.map((sample, at) => ({ ...sample, epochs: epochs[at] ?? [] })),
  };
  return {
    ...answer,
    inputsFingerprint: fingerprintOf({
      ablation: ablationFingerprint(ablation),
      evidence: evidenceFingerprint(evidence),
      ...{ includesExcluded, steps: steps === null ? null : [...steps], ...question },
    }),
    sentences: sampleSentences(ablation, answer),
    warnings: [],
    next,
  };
}
