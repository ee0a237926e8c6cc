import {
  type Condition,
  compareText,
  conditionKey,
  type Durability,
  type Retention,
  type Trajectory,
} from "@holdfast/core";
import { contextOf, ROLES, roleOf, type Subject, stageIndex } from "../subject.js";
import { chosenRetention, type RetentionChoice } from "./retention-choice.js";

type Whole = Trajectory["points"][number];

/** A lead at one moment; where only its ends are known, of several averaged steps the last one is its place. */
export interface TrajectoryPoint extends Omit<Whole, "armLevel" | "controlLevel"> {
  readonly steps?: readonly (number | null)[];
  readonly armLevel: number | null;
  readonly controlLevel: number | null;
}

/** A lead over time, as a row is made of it. */
export interface FollowedLead extends Pick<Trajectory, "arm" | "control" | "eval" | "metric" | "judge"> {
  readonly points: readonly TrajectoryPoint[];
}

/** The lead of one arm in one row, in the order of time, and the pairs of stages that were judged. */
export interface Series {
  readonly arm: string;
  readonly points: readonly TrajectoryPoint[];
  /** The pair to prefer comes first. */
  readonly judged: readonly { readonly durability: Durability; readonly retention: Retention | undefined }[];
}

/** One row of the headline figure: an eval under one metric, judge and condition, or one arm on it. */
export interface DurabilityRow {
  /** The arm whose row this is, where each arm has its own; else null. */
  readonly arm: string | null;
  readonly eval: string;
  readonly metric: string;
  readonly judge: string;
  readonly context: string;
  readonly series: readonly Series[];
}

function inTime(subject: Subject) {
  return (a: TrajectoryPoint, b: TrajectoryPoint) =>
    stageIndex(subject, a.stage) - stageIndex(subject, b.stage) ||
    (a.step ?? Number.POSITIVE_INFINITY) - (b.step ?? Number.POSITIVE_INFINITY) ||
    compareText(conditionKey(a.condition), conditionKey(b.condition));
}

/** The points under one condition; where a moment was measured under another one alone, that one. */
function pointsUnder(points: readonly TrajectoryPoint[], key: string): TrajectoryPoint[] {
  return points.filter((point) => {
    if (conditionKey(point.condition) === key) return true;
    const beside = points.filter((other) => other.stage === point.stage && other.step === point.step);
    return beside.length === 1;
  });
}

/** The conditions that the last stage was measured under. */
function lastConditions(points: readonly TrajectoryPoint[]): Condition[] {
  const stage = points.at(-1)?.stage;
  const found = new Map(
    points
      .filter((point) => point.stage === stage)
      .map((point) => [conditionKey(point.condition), point.condition]),
  );
  return [...found.values()];
}

/** The judge at the later stage, where a pair was judged by two. */
export function lastJudge(judge: string): string {
  return judge.split(" -> ").at(-1) ?? judge;
}

function judgedPairs(
  trajectory: FollowedLead,
  key: string,
  durability: readonly Durability[],
  choice: RetentionChoice,
): Series["judged"] {
  return durability
    .filter(
      (one) =>
        one.arm === trajectory.arm &&
        one.eval === trajectory.eval &&
        one.metric === trajectory.metric &&
        lastJudge(one.judge) === trajectory.judge &&
        conditionKey(one.to.condition) === key,
    )
    .map((one) => ({ durability: one, retention: chosenRetention(one, choice) }))
    .sort((a, b) => Number(b.durability.sameCondition) - Number(a.durability.sameCondition));
}

/** Rows of the headline figure, targets before held-out evals; guardrails have no lead to keep and are left out. */
export function durabilityRows(
  subject: Subject,
  trajectories: readonly FollowedLead[],
  durability: readonly Durability[],
  options: { readonly choice: RetentionChoice; readonly isRowAnArm: boolean },
): DurabilityRow[] {
  const { choice, isRowAnArm } = options;
  const rows = new Map<string, { row: DurabilityRow; series: Series[] }>();
  for (const trajectory of trajectories) {
    if (roleOf(subject, trajectory.eval) === "guardrail") continue;
    const points = [...trajectory.points].sort(inTime(subject));
    for (const condition of lastConditions(points)) {
      const key = conditionKey(condition);
      const series: Series = {
        arm: trajectory.arm,
        points: pointsUnder(points, key),
        judged: judgedPairs(trajectory, key, durability, choice),
      };
      const arm = isRowAnArm ? trajectory.arm : null;
      const rowKey = JSON.stringify([arm, trajectory.eval, trajectory.metric, trajectory.judge, key]);
      const existing = rows.get(rowKey);
      if (existing !== undefined) {
        existing.series.push(series);
        continue;
      }
      const list = [series];
      const { eval: id, metric, judge } = trajectory;
      rows.set(rowKey, {
        row: {
          arm,
          eval: id,
          metric,
          judge,
          context: contextOf(subject, trajectory, condition),
          series: list,
        },
        series: list,
      });
    }
  }
  const evalOrder = (id: string) => subject.ablation.evals.findIndex((value) => value.id === id);
  const role = (row: DurabilityRow) => ROLES.indexOf(roleOf(subject, row.eval));
  return [...rows.values()]
    .map(({ row }) => row)
    .sort(
      (a, b) =>
        role(a) - role(b) || evalOrder(a.eval) - evalOrder(b.eval) || compareText(a.context, b.context),
    );
}
