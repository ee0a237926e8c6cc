import {
  type Ablation,
  type Condition,
  controlOf,
  DEFAULT_JUDGE,
  type Eval,
  formatCondition,
  isReinforcement,
  type Metric,
  type Moment,
  metricNamed,
  primaryMetric,
} from "@holdfast/core";
import { type Unit, unitOf } from "./unit.js";

/** What an ablation calls things, looked up by the names that findings carry. */
export interface Subject {
  readonly ablation: Ablation;
  readonly evals: ReadonlyMap<string, Eval>;
  /** Arms that others are compared with. */
  readonly controls: ReadonlySet<string>;
}

/** What a finding is measured on. */
export interface Measured {
  readonly eval: string;
  readonly metric: string;
  readonly judge: string;
}

export function subjectOf(ablation: Ablation): Subject {
  const controls = ablation.arms.map((arm) => controlOf(ablation, arm.name)).filter((name) => name !== null);
  return {
    ablation,
    evals: new Map(ablation.evals.map((value) => [value.id, value])),
    controls: new Set(controls),
  };
}

export function metricOf(subject: Subject, { eval: id, metric }: Measured): Metric | undefined {
  const value = subject.evals.get(id);
  return value === undefined ? undefined : metricNamed(value, metric);
}

export function unitFor(subject: Subject, measured: Measured): Unit {
  return unitOf(metricOf(subject, measured));
}

/** −1 where lower is better, else +1. */
export function betterSign(subject: Subject, measured: Measured): -1 | 1 {
  return metricOf(subject, measured)?.direction === "lower-is-better" ? -1 : 1;
}

/** Role of an eval; one that the ablation does not know stands with the held-out ones. */
export function roleOf(subject: Subject, evalId: string): Eval["role"] {
  return subject.evals.get(evalId)?.role ?? "held-out";
}

export const ROLES = ["target", "held-out", "guardrail"] as const satisfies readonly Eval["role"][];

export const ROLE_TITLES: Readonly<Record<Eval["role"], string>> = {
  target: "Target evals",
  "held-out": "Held-out evals",
  guardrail: "Guardrails",
};

/** The eval's metric where it is not the primary one, the condition, and the judge where it is not the rule. */
export function contextOf(subject: Subject, measured: Measured, condition: Condition): string {
  const value = subject.evals.get(measured.eval);
  const primary = value === undefined ? measured.metric : primaryMetric(value).name;
  return [
    measured.metric === primary ? "" : measured.metric,
    formatCondition(condition),
    measured.judge === DEFAULT_JUDGE ? "" : `judge ${measured.judge}`,
  ]
    .filter((part) => part !== "")
    .join(", ");
}

/** The averaged steps of a moment in words, or null where it is one checkpoint. */
function stepsText({ steps }: Moment): string | null {
  const named = steps.filter((step) => step !== null);
  const [first] = named;
  if (first === undefined || steps.length === 1) return null;
  const last = named.at(-1) ?? first;
  const listed = named.length <= 4 ? named.join(", ") : `${first} to ${last}`;
  return `mean of steps ${listed}${named.length < steps.length ? " and the end" : ""}`;
}

function momentName({ stage, steps }: Moment): string {
  const [step] = steps;
  return steps.length === 1 && step !== null && step !== undefined ? `${stage} ${step}` : stage;
}

/** `sft`, `rl 200`, or `rl (mean of steps 100, 150, 200)`. */
export function momentText(moment: Moment): string {
  const steps = stepsText(moment);
  return steps === null ? momentName(moment) : `${momentName(moment)} (${steps})`;
}

/** The same for a place that is in brackets already: `rl, mean of steps 100, 150, 200`. */
export function momentPhrase(moment: Moment): string {
  const steps = stepsText(moment);
  return steps === null ? momentName(moment) : `${momentName(moment)}, ${steps}`;
}

/** Position of a stage in time; an unknown one comes last. */
export function stageIndex(subject: Subject, stage: string): number {
  const index = subject.ablation.stages.findIndex((candidate) => candidate.name === stage);
  return index < 0 ? subject.ablation.stages.length : index;
}

/** Whether the stage is reinforcement or preference learning. */
export function isReinforcementStage(stage: string): boolean {
  return isReinforcement({ name: stage });
}

/** `3 runs an arm`, `3 and 2 runs`, `one run an arm`, or that no run is named. */
export function runsText(runs: number, controlRuns: number): string {
  if (runs === 0 && controlRuns === 0) return "no named run";
  if (runs === controlRuns) return runs === 1 ? "one run an arm" : `${runs} runs an arm`;
  return `${runs} against ${controlRuns} runs`;
}

/** `3 v 3`, for figures and tables. */
export function runsPair(runs: number, controlRuns: number | null): string {
  return controlRuns === null ? `${runs}` : `${runs} v ${controlRuns}`;
}
