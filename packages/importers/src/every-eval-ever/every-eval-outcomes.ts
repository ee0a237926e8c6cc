import { createHash } from "node:crypto";
import { type Condition, ConditionSchema, type Judge, judgeKey, type OutcomeLineInput } from "@holdfast/core";
import type { LogOutcome } from "../logs/eval-log.js";
import { harnessName } from "../logs/harness-name.js";
import type { LeftOutTally } from "../logs/left-out-tally.js";
import type { EveryEvalAggregate, EveryEvalResult } from "./every-eval-aggregate.js";
import type { InstanceColumn } from "./every-eval-instances.js";
import { EVERY_EVAL_WORDS as WORDS } from "./every-eval-words.js";

/** Two computations of one mean differ by rounding only. */
const SAME = 1e-6;

/** As an outcome may say it: kept as it is written. */
const WHOLE_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

type Details = Readonly<Record<string, unknown>> | null | undefined;

function said(details: Details, key: string): string | undefined {
  const value = details?.[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function jsonIn(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds since 1970, or an ISO time; null for anything else. */
export function instantIn(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  if (WHOLE_INSTANT.test(text) && !Number.isNaN(Date.parse(text))) return text;
  const isSeconds = /^\d{9,11}(?:\.\d+)?$/.test(text);
  if (!isSeconds && !/^\d{4}-\d{2}-\d{2}T/.test(text)) return null;
  const at = new Date(isSeconds ? Number(text) * 1000 : text);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

function judgeOf({ metric_config: { llm_scoring, additional_details } }: EveryEvalResult): Judge | undefined {
  const own = said(additional_details, WORDS.judge);
  if (own !== undefined) return own;
  const models = llm_scoring?.judges.map(({ model_info }) => model_info.id) ?? [];
  if (llm_scoring === null || llm_scoring === undefined || models.length === 0) return undefined;
  const promptSha = createHash("sha256").update(llm_scoring.input_prompt).digest("hex");
  return { model: [...models].sort().join("+"), promptSha };
}

function conditionOf({ metric_config: { additional_details } }: EveryEvalResult): Condition {
  const read = ConditionSchema.safeParse(jsonIn(said(additional_details, WORDS.condition)));
  return read.success ? read.data : {};
}

/** What an outcome of the result is about. */
export function aboutResult(
  result: EveryEvalResult,
): Pick<LogOutcome, "eval" | "metric" | "judge" | "condition"> {
  const { metric_config: config } = result;
  const judge = judgeOf(result);
  const condition = conditionOf(result);
  return {
    eval: said(config.additional_details, WORDS.eval) ?? `${harnessName(result.evaluation_name)}@0`,
    metric:
      said(config.additional_details, WORDS.metric) ??
      harnessName(config.metric_id ?? config.metric_name ?? "score"),
    ...(judge === undefined ? {} : { judge }),
    ...(Object.keys(condition).length === 0 ? {} : { condition }),
  };
}

/** The key by which two results are about the same. */
export function resultKey(result: EveryEvalResult): string {
  const { eval: of, metric, judge, condition } = aboutResult(result);
  return JSON.stringify([of, metric, judge === undefined ? null : judgeKey(judge), condition ?? null]);
}

function meanOf(scores: readonly (number | null)[]): number {
  const known = scores.filter((score) => score !== null);
  return known.reduce((sum, score) => sum + score, 0) / known.length;
}

function isSame(mean: number, stated: number): boolean {
  return Math.abs(mean - stated) <= SAME * Math.max(1, Math.abs(stated));
}

/** The scores whose mean is what was stated: those of failed samples unscored, or as they are; null where neither is. */
function scoresBehind(
  { score, failed }: InstanceColumn,
  stated: number,
  isPercent: boolean,
): readonly (number | null)[] | null {
  const without = score.map((each, index) => (failed[index] === true ? null : each));
  for (const scores of [without, score]) {
    const mean = meanOf(scores);
    if (isSame(mean, stated) || (isPercent && isSame(mean * 100, stated))) return scores;
  }
  return null;
}

/** Samples that were run and not scored, as an export of ours lists them beside the instances. */
function unscoredOf(result: EveryEvalResult): readonly (readonly [string, number, string | null])[] {
  const list = jsonIn(said(result.score_details.details, WORDS.unscored));
  if (!Array.isArray(list)) return [];
  return list.flatMap((each: unknown) => {
    if (!Array.isArray(each)) return [];
    const [id, epoch, cluster]: unknown[] = each;
    if (typeof id !== "string" || typeof epoch !== "number") return [];
    return [[id, epoch, typeof cluster === "string" ? cluster : null] as const];
  });
}

function samplesOf(
  result: EveryEvalResult,
  column: InstanceColumn,
  scores: readonly (number | null)[],
  cluster: string | null,
): NonNullable<OutcomeLineInput["samples"]> {
  const more = unscoredOf(result);
  const rows = [
    ...scores.map((score, index) => ({
      score,
      id: column.id[index] ?? "",
      epoch: column.epoch[index] ?? 0,
      cluster: column.cluster[index] ?? null,
    })),
    ...more.map(([id, epoch, of]) => ({ score: null, id, epoch, cluster: cluster === null ? null : of })),
  ];
  rows.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.epoch - b.epoch));
  const hasClusters = rows.every((row) => row.cluster !== null);
  return {
    id: rows.map(({ id }) => id),
    ...(rows.some(({ epoch }) => epoch > 0) ? { epoch: rows.map(({ epoch }) => epoch) } : {}),
    ...(hasClusters ? { cluster: rows.map((row) => row.cluster ?? row.id) } : {}),
    score: rows.map(({ score }) => score),
  };
}

const SE_OVER = ["samples", "clusters", "formats", "runs", "unknown"] as const;

/** What was stated of a whole eval, at the level that it was exported from. */
function statedOf(result: EveryEvalResult, score: number): Pick<LogOutcome, "counts" | "summary" | "point"> {
  const { details, uncertainty } = result.score_details;
  const counts = /^(\d{1,15})\/(\d{1,15})$/.exec(said(details, WORDS.counts) ?? "");
  if (counts !== null) return { counts: { k: Number(counts[1]), n: Number(counts[2]) } };
  const n = uncertainty?.num_samples;
  const standardError = uncertainty?.standard_error?.value;
  const hasError = typeof standardError === "number" && standardError >= 0;
  const hasCount = typeof n === "number" && Number.isInteger(n) && n > 0;
  if (said(details, WORDS.level) === "point" || (!hasError && !hasCount)) return { point: score };
  const seOver = SE_OVER.find((each) => each === said(details, WORDS.seOver));
  return {
    summary: {
      mean: score,
      ...(hasError ? { standardError } : {}),
      ...(seOver !== undefined ? { seOver } : hasError && hasCount ? { seOver: "samples" } : {}),
      ...(hasCount ? { n } : {}),
    },
  };
}

/**
 * What an export of ours says of the run and its checkpoint beside their names: the checkpoint that it was branched from
 * (`STAGE:STEP:BRANCH`, no step being the end of the stage), its recipe, its address.
 */
function lineageOf({
  model_info,
}: EveryEvalAggregate): Pick<LogOutcome, "parent" | "recipe" | "checkpointUri"> {
  const details = model_info.additional_details;
  const [recipe, checkpointUri] = [said(details, WORDS.recipe), said(details, WORDS.checkpointUri)];
  const text = said(details, WORDS.parent) ?? "";
  const [, stage, step = "", branch] = /^([^:]+):(\d{0,15}):(\d{1,15})$/.exec(text) ?? [];
  const at = step === "" ? {} : { step: Number(step) };
  return {
    ...(stage === undefined ? {} : { parent: { stage, ...at, branch: Number(branch) } }),
    ...(recipe === undefined ? {} : { recipe }),
    ...(checkpointUri === undefined ? {} : { checkpointUri }),
  };
}

/** `unknown` is how the format says that nobody knows. */
function harnessOf({ eval_library: library }: EveryEvalAggregate): Pick<LogOutcome, "harness"> {
  if (!library || library.name === "unknown") return {};
  const { name, version } = library;
  return { harness: version === "unknown" ? { name } : { name, version } };
}

/**
 * One result as an outcome: its instances where their mean is the score that was stated, else that score.
 *
 * @param column null where there are no instances of it
 * @param cluster the key of the metadata that names the scenario family, or null
 */
export function everyEvalOutcome(
  aggregate: EveryEvalAggregate,
  result: EveryEvalResult,
  column: InstanceColumn | null,
  cluster: string | null,
  told: { readonly leftOut: LeftOutTally; readonly notes: string[] },
): LogOutcome | null {
  const about = aboutResult(result);
  const { score, details } = result.score_details;
  if (typeof score !== "number" || !Number.isFinite(score)) {
    told.leftOut.add(`${about.eval} ${about.metric}`, "its score is no number", { metric: about.metric });
    return null;
  }
  const evaluatedAt = instantIn(result.evaluation_timestamp ?? aggregate.evaluation_timestamp);
  const status = (["partial", "crashed"] as const).find((each) => each === said(details, WORDS.status));
  const shared = {
    ...about,
    status: status ?? ("complete" as const),
    ...harnessOf(aggregate),
    ...lineageOf(aggregate),
    ...(evaluatedAt === null ? {} : { evaluatedAt }),
  };
  const isPercent = result.metric_config.metric_unit === "percent";
  const scores = column === null ? null : scoresBehind(column, score, isPercent);
  if (column !== null && scores === null)
    told.notes.push(
      `The instances of ${about.eval} ${about.metric} do not have the mean ${score} that was stated: that is taken.`,
    );
  if (column === null || scores === null) return { ...shared, ...statedOf(result, score) };
  const failed = scores.filter((each, index) => each === null && column.failed[index] === true).length;
  if (failed > 0) told.notes.push(`${failed} samples of ${about.eval} ended in an error, and are unscored.`);
  return { ...shared, samples: samplesOf(result, column, scores, cluster) };
}
