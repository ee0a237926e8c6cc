import {
  type Checkpoint,
  conditionKey,
  type Metric,
  type OutcomeRecord,
  type OutcomeValue,
  type Run,
} from "@holdfast/core";
import { EVERY_EVAL_VERSION } from "./every-eval-instance.js";
import { type EveryEvalPlace, everyEvalResultId } from "./every-eval-place.js";
import { EVERY_EVAL_WORDS as WORDS } from "./every-eval-words.js";

/** A sample that was run and not scored: its id, epoch and cluster. */
export type UnscoredSample = readonly [sample: string, epoch: number, cluster: string];

/** One outcome that goes into a document. */
export interface EveryEvalEntry {
  readonly record: OutcomeRecord;
  readonly metric: Metric;
  readonly unscored: readonly UnscoredSample[];
}

/** What a document says beside its results. */
export interface EveryEvalAbout {
  /** `name@version` of the ablation. */
  readonly identity: string;
  readonly place: EveryEvalPlace;
  readonly evaluationId: string;
  readonly retrieved: string;
  readonly organization: string;
  readonly baseModel: string;
  readonly run: Run;
  readonly checkpoint: Checkpoint | null;
  /** The file of its instances, where there are any. */
  readonly instances: { readonly sha256: string; readonly rows: number } | null;
}

/** Details are texts; what is not known is not there. */
function texts(pairs: Readonly<Record<string, unknown>>): Record<string, string> {
  const there = Object.entries(pairs).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(there.map(([key, value]) => [key, String(value)]));
}

function parentText({ parent }: Run): string | null {
  return parent === null ? null : `${parent.stage}:${parent.step ?? ""}:${parent.branch}`;
}

/** Seconds since 1970 as a text: when the newest of the outcomes was recorded, so that the same outcomes give the same bytes. */
export function everyEvalRetrieved(records: readonly OutcomeRecord[]): string {
  const latest = records.map(({ recordedAt }) => Date.parse(recordedAt)).reduce((a, b) => Math.max(a, b), 0);
  return String(Math.floor(latest / 1000));
}

/** The score that stands for an outcome; null where no sample of it has one. */
export function everyEvalScore(value: OutcomeValue): number | null {
  if (value.level === "samples") return value.mean;
  if (value.level === "counts") return value.counts.k / value.counts.n;
  return value.level === "summary" ? value.summary.mean : value.point;
}

function uncertaintyOf(value: OutcomeValue) {
  if (value.level === "samples") return { num_samples: value.scored };
  if (value.level === "counts") return { num_samples: value.counts.n };
  if (value.level === "point") return null;
  const { standardError, n } = value.summary;
  if (standardError === undefined && n === undefined) return null;
  return {
    ...(standardError === undefined ? {} : { standard_error: { value: standardError } }),
    ...(n === undefined ? {} : { num_samples: n }),
  };
}

/** A model that judged, which is known by the fingerprint of its prompt. */
function judgedBy(judge: string) {
  const hash = judge.lastIndexOf("#");
  if (hash < 1) return null;
  const model = judge.slice(0, hash);
  const additional_details = { deployment_type: "unknown", model_availability: "unknown" };
  return {
    judges: [{ model_info: { name: model, id: model, additional_details } }],
    input_prompt: `known by its fingerprint alone: ${judge.slice(hash + 1)}`,
  };
}

function scaleOf({ scale }: Metric) {
  if (scale.kind === "binary") return { score_type: "binary", min_score: 0, max_score: 1 };
  return { score_type: "continuous", min_score: scale.lower, max_score: scale.upper };
}

function resultOf({ record, metric, unscored }: EveryEvalEntry, { evalName }: EveryEvalPlace) {
  const { value, eval: id, judge, condition, status, evaluatedAt } = record;
  const score = everyEvalScore(value);
  if (score === null) return null;
  const scored = judgedBy(judge);
  const uncertainty = uncertaintyOf(value);
  const under = conditionKey(condition);
  return {
    evaluation_result_id: everyEvalResultId(record),
    evaluation_name: evalName,
    source_data: { dataset_name: id, source_type: "other" },
    ...(evaluatedAt === null ? {} : { evaluation_timestamp: evaluatedAt }),
    metric_config: {
      metric_id: metric.name,
      metric_name: metric.title ?? metric.name,
      lower_is_better: metric.direction === "lower-is-better",
      ...scaleOf(metric),
      ...(scored === null ? {} : { llm_scoring: scored }),
      additional_details: texts({
        [WORDS.eval]: id,
        [WORDS.metric]: metric.name,
        [WORDS.judge]: judge,
        [WORDS.condition]: under === "{}" ? null : under,
      }),
    },
    score_details: {
      score,
      details: texts({
        [WORDS.level]: value.level,
        [WORDS.status]: status,
        [WORDS.counts]: value.level === "counts" ? `${value.counts.k}/${value.counts.n}` : null,
        [WORDS.seOver]: value.level === "summary" ? value.summary.seOver : null,
        [WORDS.unscored]: unscored.length === 0 ? null : JSON.stringify(unscored),
      }),
      ...(uncertainty === null ? {} : { uncertainty }),
    },
  };
}

function modelInfo({ place, run, checkpoint, baseModel }: EveryEvalAbout, record: OutcomeRecord) {
  return {
    name: place.modelId,
    id: place.modelId,
    developer: place.modelId.slice(0, place.modelId.indexOf("/")),
    additional_details: {
      deployment_type: "unknown",
      model_availability: "unknown",
      base_model: baseModel,
      ...texts({
        [WORDS.arm]: record.arm,
        [WORDS.seed]: record.seed,
        [WORDS.branch]: record.branch,
        [WORDS.run]: run.callerId,
        [WORDS.stage]: record.stage,
        [WORDS.step]: record.step,
        [WORDS.tokens]: checkpoint?.tokens,
        [WORDS.parent]: parentText(run),
        [WORDS.recipe]: run.recipe,
        [WORDS.checkpointUri]: checkpoint?.uri,
      }),
    },
  };
}

/**
 * The aggregate of one checkpoint and eval, as version 0.3 of Every Eval Ever has it. Arm, seed, stage, step and parent,
 * for which it has no place, are texts in `additional_details`. Null where no outcome has a score.
 *
 * @param entries outcomes of one checkpoint, eval and harness
 */
export function everyEvalDocument(about: EveryEvalAbout, entries: readonly EveryEvalEntry[]) {
  const results = entries.flatMap((entry) => resultOf(entry, about.place) ?? []);
  const [first] = entries;
  if (first === undefined || results.length === 0) return null;
  const { record } = first;
  const { folder, uuid } = about.place;
  const isEach = entries.every(({ record: { value } }) => value.level === "samples");
  return {
    schema_version: EVERY_EVAL_VERSION,
    evaluation_id: about.evaluationId,
    retrieved_timestamp: about.retrieved,
    source_metadata: {
      source_name: "Holdfast",
      source_type: isEach ? "evaluation_run" : "documentation",
      source_organization_name: about.organization,
      evaluator_relationship: "first_party",
      additional_details: { ablation: about.identity },
    },
    eval_library: { name: record.harness?.name ?? "unknown", version: record.harness?.version ?? "unknown" },
    model_info: modelInfo(about, record),
    evaluation_results: results,
    ...(about.instances === null
      ? {}
      : {
          detailed_evaluation_results: {
            format: "jsonl",
            file_path: `${folder}/${uuid}_samples.jsonl`,
            hash_algorithm: "sha256",
            checksum: about.instances.sha256,
            total_rows: about.instances.rows,
          },
        }),
  };
}
