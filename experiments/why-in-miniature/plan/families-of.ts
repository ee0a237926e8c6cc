import type { AblationInput } from "@holdfast/core";
import { EVALS } from "../world/suite.js";
import type { ArmData } from "./arm-data.js";
import { HONEYPOTS } from "./evals-of.js";

type Families = NonNullable<NonNullable<AblationInput["plan"]>["families"]>;

/** The evals that answer the registered question. */
const PRIMARY = [...HONEYPOTS, EVALS.far] as const;

const isNeutral = ({ sdf, sft }: ArmData) => Object.keys(sdf).length === 1 && Object.keys(sft).length === 1;

/**
 * Leads after SFT and after RL, and what RL left of the former. Tools come in at RL, so that an arm which has
 * nothing else can neither lead before it nor keep a lead.
 *
 * @param isControl whether an arm is the control of others
 */
export function familiesOf(
  data: Readonly<Record<string, ArmData>>,
  isControl: (arm: string) => boolean,
): Families {
  const treated = Object.keys(data).filter((arm) => !isControl(arm));
  const early = treated.filter((arm) => {
    const own = data[arm];
    return own !== undefined && !isNeutral(own);
  });
  return [
    {
      ...{ name: "leads", question: "lead" },
      members: [
        ...early.flatMap((arm) => PRIMARY.map((id) => ({ arm, eval: id, stage: "sft" }))),
        ...treated.flatMap((arm) => PRIMARY.map((id) => ({ arm, eval: id, stage: "rl" }))),
      ],
    },
    {
      ...{ name: "retentions", question: "retention" },
      members: early.flatMap((arm) => PRIMARY.map((id) => ({ arm, eval: id, from: "sft", to: "rl" }))),
    },
  ];
}
