import { z } from "zod";
import { type Condition, ConditionSchema, conditionKey } from "./condition.js";
import { HoldfastError } from "./errors.js";
import { DEFAULT_JUDGE, type Judge, JudgeSchema } from "./judge.js";
import { NameSchema } from "./name.js";
import type { OutcomeRun } from "./outcome-run.js";
import { parseWith } from "./parse.js";

/** What the tags of a logged run say of the training that it is, and of its evals. Everything may come later. */
export interface BindingTags {
  /** `name@version`, or a name that has one version. */
  readonly ablation?: string;
  readonly arm?: string;
  readonly stage?: string;
  readonly seed?: number;
  readonly branch?: number;
  readonly parent?: NonNullable<OutcomeRun["parent"]>;
  /** Who scored the evals among its metrics. */
  readonly judge: Judge;
  /** Under which condition. */
  readonly condition: Condition;
  /** The metric of the only scorer of an eval log, or `scorer=metric,...`. */
  readonly metric?: string;
  /** The key of sample metadata in eval logs that names the scenario family. */
  readonly cluster?: string;
  /** Metric keys that name an eval where the key alone does not: `EVAL`, `EVAL@VERSION`, either with `/METRIC`; or `none`. */
  readonly evals: Readonly<Record<string, string>>;
}

export interface BindingTag {
  readonly key: string;
  readonly value: string;
}

/** The tag that holds all of it as one JSON. */
const WHOLE = "holdfast";
const PREFIX = "holdfast.";
/** Begins a tag that says which eval a metric is: `holdfast.eval.KEY`. */
const EVAL_PREFIX = "holdfast.eval.";
/** Begins the tags that Holdfast writes on a run; they bind nothing. */
export const NOTE_PREFIX = "holdfast.note.";
const FIELDS = [
  "ablation",
  "arm",
  "stage",
  "seed",
  "branch",
  "parent",
  "judge",
  "condition",
  "metric",
  "cluster",
] as const;
/** Together with names and judge it is part of a key that has a limit. */
const MOST_CONDITION_BYTES = 1000;
/** These may be written as JSON. */
const STRUCTURED: readonly string[] = ["parent", "judge", "condition"];

const count = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,15}$/, "expected a whole number")
      .transform(Number),
  ])
  .refine((value) => Number.isSafeInteger(value) && value >= 0, "expected a whole number from 0 on");

const parentObject = z
  .strictObject({ stage: NameSchema, step: count.nullish(), branch: count.nullish() })
  .transform(({ stage, step, branch }) => ({ stage, step: step ?? null, branch: branch ?? 0 }));

/** `sft`, `sft:200`, `sft:200:1`, or the same as an object: the stage, its step, and the branch of the parent. */
const parent = z.union([
  parentObject,
  z
    .string()
    .regex(/^[^:{}]+(:\d*){0,2}$/, "expected stage, stage:step or stage:step:branch, such as sft:200")
    .transform((text) => {
      const [stage = "", step = "", branch = ""] = text.split(":");
      return { stage, step: step === "" ? null : Number(step), branch: branch === "" ? 0 : Number(branch) };
    }),
]);

const Binding = z.strictObject({
  ablation: z.string().min(1).max(200).optional(),
  arm: NameSchema.optional(),
  stage: NameSchema.optional(),
  seed: count.optional(),
  branch: count.optional(),
  parent: parent.optional(),
  judge: JudgeSchema.default(DEFAULT_JUDGE),
  condition: ConditionSchema.refine(
    (value) => new TextEncoder().encode(conditionKey(value)).length <= MOST_CONDITION_BYTES,
    `a condition has at most ${MOST_CONDITION_BYTES} bytes`,
  ).default({}),
  metric: z.string().min(1).max(2000).optional(),
  cluster: z.string().min(1).max(200).optional(),
  eval: z.record(z.string().min(1).max(250), z.string().min(1).max(400)).default({}),
});

/** Whether a tag is about the training that a run is. */
export function isBindingTag(key: string): boolean {
  return key === WHOLE || (key.startsWith(PREFIX) && !key.startsWith(NOTE_PREFIX));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const PYTHON_WORDS: Readonly<Record<string, string>> = { None: "null", True: "true", False: "false" };

/** MLflow's client writes a dictionary that it is given as a tag with Python's quotes. */
function pythonOf(text: string): unknown {
  if (/["\\]/.test(text)) return undefined;
  const word = /(?<=[:,[{]\s*)(None|True|False)(?=\s*[,\]}])/g;
  const json = text.replaceAll("'", '"').replace(word, (found) => PYTHON_WORDS[found] ?? found);
  return jsonOf(json);
}

function wholeOf(text: string): Record<string, unknown> {
  const read = z.record(z.string(), z.unknown()).safeParse(jsonOf(text) ?? pythonOf(text));
  if (read.success)
    return Object.fromEntries(Object.entries(read.data).filter(([, value]) => value !== null));
  throw new HoldfastError({
    code: "invalid-input",
    message: `the tag \`${WHOLE}\` is not a JSON object.`,
    place: { key: WHOLE },
    remedy: 'Write it like {"ablation": "advice@1", "arm": "principles", "stage": "sft", "seed": 0}.',
  });
}

function fieldOf(key: string): (typeof FIELDS)[number] {
  const field = FIELDS.find((known) => `${PREFIX}${known}` === key);
  if (field !== undefined) return field;
  throw new HoldfastError({
    code: "unknown-name",
    message: `\`${key}\` is not a tag that binds a run.`,
    place: { key },
    remedy: `Those are ${FIELDS.map((known) => PREFIX + known).join(", ")}, ${EVAL_PREFIX}KEY for the metric KEY, or all of it as one JSON in ${WHOLE}.`,
  });
}

/** A dictionary of a tag of its own: JSON, or what Python prints. */
function written(field: string, value: string): unknown {
  if (!STRUCTURED.includes(field) || !value.trimStart().startsWith("{")) return value;
  return jsonOf(value) ?? pythonOf(value) ?? value;
}

/**
 * What the tags of a run say of the training that it is; a tag of its own counts more than the JSON.
 *
 * @throws HoldfastError `invalid-input` or `unknown-name`, naming the tag
 */
export function bindingTags(tags: readonly BindingTag[]): BindingTags {
  const whole = tags.find(({ key }) => key === WHOLE);
  const given: Record<string, unknown> = whole === undefined ? {} : wholeOf(whole.value);
  const own: Record<string, string> = {};
  for (const { key, value } of tags) {
    if (key === WHOLE || !isBindingTag(key)) continue;
    if (key.startsWith(EVAL_PREFIX) && key !== EVAL_PREFIX) own[key.slice(EVAL_PREFIX.length)] = value;
    else {
      const field = fieldOf(key);
      given[field] = written(field, value);
    }
  }
  const {
    ablation,
    arm,
    stage,
    seed,
    branch,
    parent: from,
    judge,
    condition,
    eval: evals,
    metric,
    cluster,
  } = parseWith(Binding, given, "binding", { key: WHOLE });
  return {
    ...(ablation === undefined ? {} : { ablation }),
    ...(arm === undefined ? {} : { arm }),
    ...(stage === undefined ? {} : { stage }),
    ...(seed === undefined ? {} : { seed }),
    ...(branch === undefined ? {} : { branch }),
    ...(from === undefined ? {} : { parent: from }),
    ...(metric === undefined ? {} : { metric }),
    ...(cluster === undefined ? {} : { cluster }),
    judge,
    condition,
    evals: { ...evals, ...own },
  };
}
