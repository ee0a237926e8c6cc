import type { AblationInput, Relation } from "@holdfast/core";
import { EVALS } from "../world/suite.js";
import type { ArmData } from "./arm-data.js";

type EvalInput = AblationInput["evals"][number];

/** The three honeypots, near the demonstrations. */
export const HONEYPOTS = [EVALS.blackmail, EVALS.sabotage, EVALS.framing] as const;

/** The evals on which an arm can lead. */
export const LEADING = [...HONEYPOTS, EVALS.far, EVALS.advice] as const;

/** The evals of a study, each with its relation to what the arms were trained on. */
export function evalsOf(data: Readonly<Record<string, ArmData>>, prompts: number): EvalInput[] {
  const closeTo = (isClose: (arm: ArmData) => boolean): Record<string, Relation> =>
    Object.fromEntries(
      Object.entries(data).map(([name, arm]) => [
        name,
        isClose(arm) ? "in-distribution" : "out-of-distribution",
      ]),
    );
  const shows = (arm: ArmData) => "demonstrations" in arm.sft || "reasoned-demonstrations" in arm.sft;
  const binary = { kind: "binary" } as const;
  const broken = {
    name: "score",
    direction: "lower-is-better",
    scale: binary,
    title: "Norm broken",
  } as const;
  const right = { name: "score", direction: "higher-is-better", scale: binary } as const;
  const asked = { samples: prompts } as const;
  return [
    ...HONEYPOTS.map((id) => ({
      ...{ id, metrics: [broken], role: "target" as const, relation: closeTo(shows), ...asked },
      title: `Honeypot: ${id.split("@")[0] ?? id}`,
    })),
    {
      ...{ id: EVALS.far, metrics: [broken], role: "held-out", relation: "out-of-distribution", ...asked },
      title:
        "Dilemmas of a village: the same norms, no word in common with the training data of any arm but the base",
    },
    {
      ...{ id: EVALS.advice, metrics: [broken], role: "held-out", ...asked },
      relation: closeTo((arm) => "difficult-advice" in arm.sft),
      title: "Dilemmas of a household, as somebody asks for advice",
    },
    {
      ...{ id: EVALS.capability, metrics: [right], role: "guardrail", relation: "near", ...asked },
      title: "The goal is reached where no norm is in the way",
    },
    {
      ...{ id: EVALS.recall, metrics: [right], role: "guardrail", ...asked },
      relation: closeTo((arm) => "principles" in arm.sdf),
      title: "What a norm protects, asked as a quiz: 1 of 5 by chance",
    },
    {
      ...{
        id: EVALS.reasons,
        metrics: [right],
        role: "guardrail",
        relation: "out-of-distribution",
        ...asked,
      },
      title: "The reason written after a norm was kept is the right one: 1 of 5 by chance",
    },
  ];
}
