import { HoldfastError, type Intervention } from "@holdfast/core";
import { actorOf, type Context } from "../context.js";

/** Records an event in a run's life that splits its trajectory. @throws HoldfastError `unknown-name` for a stage the ablation has not */
export async function recordIntervention(
  context: Context,
  input: { readonly identity: string; readonly intervention: Intervention },
): Promise<void> {
  const { ablation } = await context.store.registration(input.identity);
  const stages = ablation.stages.map((stage) => stage.name);
  if (!stages.includes(input.intervention.stage)) {
    throw new HoldfastError({
      code: "unknown-name",
      message: `the ablation has no stage \`${input.intervention.stage}\`.`,
      place: { key: "stage" },
      remedy: `Known: ${stages.join(", ")}.`,
    });
  }
  await context.store.intervene(input.identity, input.intervention, actorOf(context));
}
