import { HoldfastError, NameSchema, type OutcomeRun, parseWith } from "@holdfast/core";
import { z } from "zod";

/** What tags say of the training that a run is. Everything may come later. */
export interface BindingTags {
  /** `name@version`, or a name that has one version. */
  readonly ablation?: string;
  readonly arm?: string;
  readonly stage?: string;
  readonly seed?: number;
  readonly branch?: number;
  readonly parent?: NonNullable<OutcomeRun["parent"]>;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** The tag that holds all of it as one JSON. */
const WHOLE = "holdfast";
const PREFIX = "holdfast.";
const FIELDS = ["ablation", "arm", "stage", "seed", "branch", "parent"] as const;

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
});

/** Whether a tag is about the training that a run is. */
export function isBindingTag(key: string): boolean {
  return key === WHOLE || key.startsWith(PREFIX);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** MLflow's client writes a dictionary that it is given as a tag with Python's quotes. */
function pythonOf(text: string): unknown {
  return /["\\]/.test(text) ? undefined : jsonOf(text.replaceAll("'", '"').replace(/\bNone\b/g, "null"));
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
    remedy: `Those are ${FIELDS.map((known) => PREFIX + known).join(", ")}, or all of it as one JSON in ${WHOLE}.`,
  });
}

/**
 * What the tags of a run say of the training that it is; a tag of its own counts more than the JSON.
 *
 * @throws HoldfastError `invalid-input` or `unknown-name`, naming the tag
 */
export function bindingTags(tags: readonly Tag[]): BindingTags {
  const whole = tags.find(({ key }) => key === WHOLE);
  const given: Record<string, unknown> = whole === undefined ? {} : wholeOf(whole.value);
  for (const { key, value } of tags) {
    if (!key.startsWith(PREFIX)) continue;
    const field = fieldOf(key);
    const json = field === "parent" && value.startsWith("{") ? jsonOf(value) : undefined;
    given[field] = json ?? value;
  }
  const {
    ablation,
    arm,
    stage,
    seed,
    branch,
    parent: from,
  } = parseWith(Binding, given, "binding", { key: WHOLE });
  return {
    ...(ablation === undefined ? {} : { ablation }),
    ...(arm === undefined ? {} : { arm }),
    ...(stage === undefined ? {} : { stage }),
    ...(seed === undefined ? {} : { seed }),
    ...(branch === undefined ? {} : { branch }),
    ...(from === undefined ? {} : { parent: from }),
  };
}
