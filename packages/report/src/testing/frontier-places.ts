import { type Efficiency, EfficiencySchema, type Quantity } from "@holdfast/core";
import { CROWD_EVAL } from "./crowd.js";

/** A number with an interval of this half-width; a null one has none. */
export function quantityOf(estimate: number, half: number | null, side: "both" | "open" = "both"): Quantity {
  return {
    ...{
      status: "estimated",
      estimate,
      standardError: half === null ? null : half / 2,
      df: half === null ? null : 4,
    },
    interval:
      half === null
        ? null
        : {
            ...{ lower: side === "open" ? null : estimate - half, upper: estimate + half, level: 0.95 },
            unbounded: side === "open",
          },
    pValue: half === null ? null : 0.03,
    reason: half === null ? "a value alone has no uncertainty that could be stated" : null,
  };
}

export interface FrontierPlace {
  readonly arm: string;
  /** Tokens beyond the control's, or that nobody counted them. */
  readonly extra: number | "unknown";
  readonly lead: Quantity;
}

/** What arms scored for their tokens. */
export function frontierPlace(arms: readonly FrontierPlace[], over: Partial<Efficiency> = {}): Efficiency {
  return EfficiencySchema.parse({
    ...{ eval: CROWD_EVAL, metric: "score", condition: {}, judge: "rule", evidenceLevel: "samples" },
    moment: { stage: "sft", steps: [null] },
    arms: arms.map(({ arm, extra, lead }) => ({
      ...{ arm, control: "control", controlTokens: 30e6, shownTarget: "prompt-general" },
      tokens: extra === "unknown" ? extra : 30e6 + extra,
      extraTokens: extra === "unknown" ? null : extra,
      numbers: [
        {
          ...{ target: "prompt-general", lead },
          perMillion:
            lead.status === "estimated" && extra !== "unknown" && extra > 0
              ? quantityOf((-lead.estimate / extra) * 1e6, lead.interval === null ? null : 0.02)
              : { status: "not-estimable", reason: "arm and control were trained on equally many tokens" },
        },
      ],
    })),
    ...{ pairs: [], series: [], reason: null, warnings: [], ...over },
  });
}
