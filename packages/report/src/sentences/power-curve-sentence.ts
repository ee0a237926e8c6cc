import type { Ablation, PowerCurve } from "@holdfast/core";
import { formatCount, formatQuantity } from "../format.js";
import { leadUp, unitOfRow } from "./power-sentence.js";

/** Fewest prompts of the curve at which the lead is within this share of what no more prompts can better. */
const NEAR_FLOOR = 1.1;

/** What one more run an arm, and what more prompts would change; what a comparison over prompts alone would claim. */
export function powerCurveSentences(ablation: Ablation | null, curve: PowerCurve): string[] {
  const unit = unitOfRow(ablation, curve);
  const { chosen, lines, prompts } = curve;
  const line = lines.find((one) => one.prompts === chosen.prompts);
  const now = line?.points.find(({ runs }) => runs === chosen.runs);
  if (line === undefined || now === undefined) {
    const two = line?.points[0];
    return two === undefined
      ? []
      : [
          `One run an arm resolves nothing: with ${formatQuantity(two.runs, "run")} leads of ${leadUp(two.detectable, unit)} would be found.`,
        ];
  }
  const next = line.points.find(({ runs }) => runs > chosen.runs);
  const most = prompts.at(-1);
  const few = prompts.find(
    ({ detectable }) => most !== undefined && detectable <= NEAR_FLOOR * most.detectable,
  );
  const here = prompts.find((point) => point.prompts === chosen.prompts);
  const more =
    next === undefined
      ? ""
      : `${formatQuantity(next.runs - chosen.runs, "more run", "more runs")} an arm would bring leads of ${leadUp(now.detectable, unit)} down to ${leadUp(next.detectable, unit)}`;
  const floor =
    most === undefined || most.prompts <= chosen.prompts
      ? ""
      : `${formatCount(most.prompts)} prompts instead of ${formatCount(chosen.prompts)}, with the runs there are, to ${leadUp(most.detectable, unit)}`;
  const joined = [more, floor].filter((text) => text !== "").join("; ");
  return [
    ...(joined === "" ? [] : [`${joined}.`]),
    ...(few === undefined || few.prompts > chosen.prompts
      ? []
      : [
          `From ${formatCount(few.prompts)} prompts on, more of them gain less than a tenth: what is left is how seeds differ.`,
        ]),
    ...(here === undefined
      ? []
      : [
          `A z-test over prompts and scores would claim to resolve ${leadUp(here.promptsOnly, unit)}: it takes these runs for the only ones there could be, so it speaks of these checkpoints and not of the recipe.`,
        ]),
  ];
}
