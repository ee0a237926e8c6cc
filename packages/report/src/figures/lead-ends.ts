import { conditionKey, type Durability } from "@holdfast/core";
import type { FollowedLead, TrajectoryPoint } from "./durability-rows.js";
import { chosenRetention, type RetentionChoice } from "./retention-choice.js";

function pointsOf(one: Durability, choice: RetentionChoice): TrajectoryPoint[] {
  const retention = chosenRetention(one, choice);
  if (retention?.status !== "estimated") return [];
  const { runs, controlRuns, levels } = one;
  return (["from", "to"] as const).map((end) => ({
    stage: one[end].stage,
    step: one[end].steps.at(-1) ?? null,
    steps: one[end].steps,
    condition: one[end].condition,
    lead: retention[end].estimate,
    interval: retention[end].interval,
    band: null,
    armLevel: levels?.[end].arm?.estimate ?? null,
    controlLevel: levels?.[end].control?.estimate ?? null,
    runs,
    controlRuns,
  }));
}

/** The leads at the stages that were compared, on the chosen scale: between them nothing is known there. */
export function leadEnds(durability: readonly Durability[], choice: RetentionChoice): FollowedLead[] {
  const leads = new Map<string, { lead: FollowedLead; points: Map<string, TrajectoryPoint> }>();
  for (const one of durability) {
    const { arm, control, eval: id, metric } = one;
    const judge = one.judge.split(" -> ").at(-1) ?? one.judge;
    const key = JSON.stringify([arm, id, metric, judge]);
    const points = leads.get(key)?.points ?? new Map<string, TrajectoryPoint>();
    for (const point of pointsOf(one, choice)) {
      const place = JSON.stringify([point.stage, point.step, conditionKey(point.condition)]);
      if (!points.has(place)) points.set(place, point);
    }
    leads.set(key, { lead: { arm, control, eval: id, metric, judge, points: [] }, points });
  }
  return [...leads.values()].flatMap(({ lead, points }) =>
    points.size === 0 ? [] : [{ ...lead, points: [...points.values()] }],
  );
}
