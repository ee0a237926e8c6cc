import type { Arm, Effect, Efficiency } from "@holdfast/core";
import { armsWarnings } from "../drivers/driver-warnings.js";
import { clustersDeclared } from "../findings/contrast.js";
import { type EvidenceIndex, settingKey } from "../measure/evidence-index.js";
import { type MeasuredPlace, measuredPlaces } from "../measure/measured-arms.js";
import { doseSeries, type PlannedSeries } from "./dose-series.js";
import { efficiencyArm, missingReason } from "./efficiency-arms.js";
import { efficiencyPairs } from "./efficiency-pairs.js";
import { coursesOf, seriesDocument, seriesWarnings } from "./efficiency-series.js";

function efficiencyOf(
  index: EvidenceIndex,
  { place, setting, measured }: MeasuredPlace,
  effects: readonly Effect[],
  planned: readonly PlannedSeries[],
): Efficiency {
  const better = place.metric.direction === "lower-is-better" ? -1 : 1;
  const arms = effects.flatMap((effect) => efficiencyArm(index, effect, better));
  const courses = coursesOf(planned, measured, place);
  const series = courses.map((one) => seriesDocument(index, one.planned, measured, one.course, place));
  return {
    eval: place.eval.id,
    metric: place.metric.name,
    condition: setting.condition,
    judge: setting.judge,
    moment: { stage: place.stage, steps: [...measured.steps] },
    evidenceLevel: measured.level,
    arms,
    pairs: efficiencyPairs(index, place, measured, arms, courses),
    series,
    reason: missingReason(arms),
    warnings: [...armsWarnings(measured, clustersDeclared(index, place.eval.id)), ...seriesWarnings(series)],
  };
}

/** The series of doses among the same arms at one stage are looked for once. */
function seriesFinder({ ablation }: EvidenceIndex): (place: MeasuredPlace) => PlannedSeries[] {
  const known = new Map<string, PlannedSeries[]>();
  return ({ place: { stage }, measured }) => {
    const names = measured.arms.map(({ name }) => name);
    const key = [stage, ...names].join("\u0000");
    const arms = names.flatMap((name): Arm[] => ablation.arms.filter((arm) => arm.name === name));
    const found = known.get(key) ?? doseSeries(ablation, arms, stage);
    known.set(key, found);
    return found;
  };
}

/** What the data of each arm bought in every place where arms were measured together, from the leads there. */
export function efficiencyFindings(
  index: EvidenceIndex,
  effects: readonly Effect[],
  places: readonly MeasuredPlace[] = measuredPlaces(index),
): Efficiency[] {
  const keyOf = (id: string, metric: string, stage: string, setting: string) =>
    [id, metric, stage, setting].join("\u0000");
  const leads = new Map<string, Effect[]>();
  for (const effect of effects) {
    const key = keyOf(effect.eval, effect.metric, effect.moment.stage, settingKey(effect));
    leads.set(key, (leads.get(key) ?? []).concat(effect));
  }
  const seriesAt = seriesFinder(index);
  return places.map((one) => {
    const { place, setting } = one;
    const key = keyOf(place.eval.id, place.metric.name, place.stage, settingKey(setting));
    return efficiencyOf(index, one, leads.get(key) ?? [], seriesAt(one));
  });
}
