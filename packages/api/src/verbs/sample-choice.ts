import {
  type Ablation,
  compareText,
  conditionKey,
  controlOf,
  DEFAULT_JUDGE,
  type Eval,
  HoldfastError,
  type Metric,
  metricNamed,
  type OutcomeRecord,
  primaryMetric,
} from "@holdfast/core";

/** What is asked of two arms; what is left out is chosen. */
export interface SampleAsked {
  readonly arm: string;
  /** The arm's control without it. */
  readonly control?: string | undefined;
  readonly eval: string;
  /** The primary one without it. */
  readonly metric?: string | undefined;
  readonly stage?: string | undefined;
  readonly judge?: string | undefined;
  /** Canonical JSON. */
  readonly condition?: string | undefined;
}

/** The names of what is asked, looked up. */
export interface NamedQuestion {
  readonly arm: string;
  readonly control: string;
  readonly eval: Eval;
  readonly metric: Metric;
}

function unknown(what: string, name: string, key: string, there: readonly string[]): never {
  throw new HoldfastError({
    code: "unknown-name",
    message: `there is no ${what} \`${name}\`.`,
    place: { key },
    remedy: `There are ${there.join(", ")}.`,
  });
}

/** @throws HoldfastError `unknown-name`; `invalid-input` where an arm has no control, or is compared with itself */
export function namedQuestion(ablation: Ablation, asked: SampleAsked): NamedQuestion {
  const arms = ablation.arms.map(({ name }) => name);
  if (!arms.includes(asked.arm)) unknown("arm", asked.arm, "arm", arms);
  const control = asked.control ?? controlOf(ablation, asked.arm);
  if (control === null || control === asked.arm)
    throw new HoldfastError({
      code: "invalid-input",
      message:
        control === null
          ? `\`${asked.arm}\` has no control.`
          : `\`${control}\` cannot be compared with itself.`,
      place: { key: "control" },
      remedy: `Name another arm as \`control\`: ${arms.filter((name) => name !== asked.arm).join(", ")}.`,
    });
  if (!arms.includes(control)) unknown("arm", control, "control", arms);
  const value = ablation.evals.find(({ id }) => id === asked.eval);
  if (value === undefined)
    return unknown(
      "eval",
      asked.eval,
      "eval",
      ablation.evals.map(({ id }) => id),
    );
  const metric = asked.metric === undefined ? primaryMetric(value) : metricNamed(value, asked.metric);
  if (metric === undefined)
    return unknown(
      "metric",
      asked.metric ?? "",
      "metric",
      value.metrics.map(({ name }) => name),
    );
  const stages = ablation.stages.map(({ name }) => name);
  if (asked.stage !== undefined && !stages.includes(asked.stage))
    unknown("stage", asked.stage, "stage", stages);
  return { arm: asked.arm, control, eval: value, metric };
}

/** A condition and judge under which samples were scored. */
export type SampleSetting = Pick<OutcomeRecord, "condition" | "judge">;

/** What is looked at, of what there is. */
export interface SampleChoice {
  readonly stage: string;
  /** null: no arm was scored there. */
  readonly setting: SampleSetting | null;
  /** Every setting at that stage, in a fixed order. */
  readonly settings: readonly SampleSetting[];
}

const keyOf = ({ condition, judge }: SampleSetting) => `${conditionKey(condition)}\u0000${judge}`;

function settingsOf(outcomes: readonly OutcomeRecord[]): SampleSetting[] {
  const found = new Map(
    outcomes.map(({ condition, judge }) => [keyOf({ condition, judge }), { condition, judge }]),
  );
  return [...found].sort(([a], [b]) => compareText(a, b)).map(([, setting]) => setting);
}

/**
 * Which stage and setting are looked at: what is asked for, else the last stage at which both arms were scored under
 * one condition and judge, and of those the one with the most outcomes: where they are as many, by the rule, then the first.
 */
export function sampleChoice(
  { stages }: Pick<Ablation, "stages">,
  asked: SampleAsked,
  outcomes: { readonly arm: readonly OutcomeRecord[]; readonly control: readonly OutcomeRecord[] },
): SampleChoice {
  const names = stages.map(({ name }) => name);
  const at = (stage: string) => {
    const [one, zero] = [outcomes.arm, outcomes.control].map((side) =>
      settingsOf(side.filter((outcome) => outcome.stage === stage)),
    );
    const other = new Set((zero ?? []).map(keyOf));
    const shared = (one ?? []).filter((setting) => other.has(keyOf(setting)));
    return { shared, all: shared.length > 0 ? shared : [...(one ?? []), ...(zero ?? [])] };
  };
  const stage =
    asked.stage ??
    names.findLast((name) => at(name).shared.length > 0) ??
    names.findLast((name) => at(name).all.length > 0) ??
    names.at(-1) ??
    "";
  const settings = at(stage).all;
  const behind = (setting: SampleSetting) =>
    [...outcomes.arm, ...outcomes.control].filter(
      (one) => one.stage === stage && keyOf(one) === keyOf(setting),
    ).length;
  const [setting] = settings
    .filter(
      ({ condition, judge }) =>
        (asked.judge === undefined || asked.judge === judge) &&
        (asked.condition === undefined || asked.condition === conditionKey(condition)),
    )
    .sort(
      (a, b) =>
        behind(b) - behind(a) || Number(b.judge === DEFAULT_JUDGE) - Number(a.judge === DEFAULT_JUDGE),
    );
  return { stage, setting: setting ?? null, settings };
}
