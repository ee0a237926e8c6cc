import type { Ablation } from "./ablation.js";
import { HoldfastError } from "./errors.js";
import type { OutcomeRun } from "./outcome-run.js";

function refuseUnknown(key: string, noun: string, name: string, known: readonly string[]): never {
  throw new HoldfastError({
    code: "unknown-name",
    message: `the ablation has no ${noun} \`${name}\`.`,
    place: { key },
    remedy: `Known: ${known.join(", ")}.`,
  });
}

/**
 * Checks that an ablation has the arm of a run, the stage it is at, and the stage it was branched from.
 *
 * @throws HoldfastError `unknown-name` with the key, and the names that are known
 */
export function checkRun(ablation: Ablation, run: Pick<OutcomeRun, "arm" | "parent">, stage?: string): void {
  const arms = ablation.arms.map((arm) => arm.name);
  if (!arms.includes(run.arm)) refuseUnknown("arm", "arm", run.arm, arms);
  const stages = ablation.stages.map(({ name }) => name);
  if (stage !== undefined && !stages.includes(stage)) refuseUnknown("stage", "stage", stage, stages);
  if (run.parent !== null && !stages.includes(run.parent.stage))
    refuseUnknown("parent.stage", "stage", run.parent.stage, stages);
}
