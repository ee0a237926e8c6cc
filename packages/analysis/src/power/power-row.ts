import type {
  Basis,
  CheapestDesign,
  LeadPower,
  PowerQuestion,
  PowerRow,
  RetentionPower,
  Target,
} from "@holdfast/core";
import { cheapestDesign, type DesignCosts } from "./cheapest-design.js";
import { detectableLead, type LeadTest, leadPower, plannedError } from "./effect-power.js";
import { millerDetectable } from "./miller-sample-size.js";
import type { OwnTest } from "./own-test.js";
import { provableLead, retentionPower } from "./retention-power.js";
import type { RetentionRule } from "./retention-rule.js";
import { runDeviation, type SpreadParts } from "./run-spread.js";

/** Prices where nobody names any: a run as much as a thousand prompts or a hundred thousand scores. */
const USUAL_COSTS: DesignCosts = { perRun: 1000, perPrompt: 1, perScore: 0.01 };
export const USUAL_POWER = 0.8;
const VARIANCES = ["pair", "pooled"] as const;
const TARGETS = ["prompt-general", "suite-fixed"] as const satisfies readonly Target[];
const STEPS = ["alone", "holm-first"] as const;
/** The truth under which retention is to be proved: all of the lead is left. */
const ALL = 1;
const ONE_RUN = "one run an arm says nothing of how runs differ, so no lead of a recipe can be tested";

/** Everything a row of power is worked out from. */
export interface PowerBasis
  extends Pick<PowerRow, "eval" | "metric" | "stage" | "judge" | "design" | "spread"> {
  readonly target: Target;
  readonly alpha: number;
  /** r_lo: the share of the lead that is to be exceeded. */
  readonly share: number;
  /** r_hi, at which df are looked at too. */
  readonly upperShare: number;
  readonly smallestEffect: number | null;
}

function testsOf({ design, alpha }: PowerBasis): (LeadTest & Pick<LeadPower, "step">)[] {
  return TARGETS.flatMap((target) =>
    VARIANCES.flatMap((variance) =>
      STEPS.map((step) => ({
        variance,
        target,
        step,
        arms: design.arms.value,
        alpha: step === "alone" ? alpha : alpha / design.comparisons.value,
      })),
    ),
  );
}

/** The deviations that a basis rests on, without where they are from. */
export function partsOf({ spread }: PowerBasis): SpreadParts {
  const value = ({ value }: Basis) => value;
  return {
    seed: value(spread.seed),
    seedByPrompt: value(spread.seedByPrompt),
    score: value(spread.score),
    armByPrompt: value(spread.armByPrompt),
  };
}

/** The default tests as they are, whose draws are shared by all that is asked of them. */
export interface PowerTests {
  readonly own: OwnTest;
  readonly rule: RetentionRule;
}

/** What a design resolves on one eval: for both targets, both sources of variance, alone and at Holm's first step. */
export function powerRow(basis: PowerBasis, question: PowerQuestion, { own, rule }: PowerTests): PowerRow {
  const { design, spread, smallestEffect, target, alpha, share } = basis;
  const wantedPower = question.power ?? USUAL_POWER;
  const parts = partsOf(basis);
  const size = { runs: design.runs.value, prompts: design.prompts.value, epochs: design.epochs.value };
  const costs = {
    perRun: question.costPerRun ?? USUAL_COSTS.perRun,
    perPrompt: question.costPerPrompt ?? USUAL_COSTS.perPrompt,
    perScore: question.costPerScore ?? USUAL_COSTS.perScore,
  };
  const tests = testsOf(basis);
  const deviation = runDeviation(parts, size);
  const lead = question.lead ?? smallestEffect;
  const kept = ALL - share;
  const retention = {
    trueShare: ALL,
    claimedShare: share,
    fromDeviation: deviation,
    toDeviation: deviation,
    correlation: spread.correlation.value,
    runs: size.runs,
    arms: design.arms.value,
    oneSidedAlpha: alpha / 2,
  };
  const sided = { difference: 0, arm: parts.seedByPrompt ** 2 * size.epochs + parts.score ** 2 };
  return {
    eval: basis.eval,
    metric: basis.metric,
    stage: basis.stage,
    judge: basis.judge,
    design,
    spread,
    runDeviation: deviation,
    seedShare: deviation > 0 ? parts.seed ** 2 / deviation ** 2 : null,
    shownTarget: target,
    wantedPower,
    smallestEffect,
    lead,
    leads: tests.map(({ step, ...test }): LeadPower => {
      const { df, standardError } = plannedError(parts, size, test);
      const steps = test.variance === "pair" ? own.needed(size.runs, test.alpha, wantedPower) : null;
      return {
        variance: test.variance,
        target: test.target,
        step,
        alpha: test.alpha,
        df: df > 0 ? df : null,
        detectable: detectableLead(parts, size, test, wantedPower),
        power: smallestEffect === null ? null : leadPower(parts, size, test, smallestEffect),
        ownTest:
          steps === null
            ? null
            : {
                detectable: steps * standardError,
                power:
                  smallestEffect === null
                    ? null
                    : own.power(size.runs, test.alpha, smallestEffect / standardError),
              },
        reason: df > 0 ? null : ONE_RUN,
      };
    }),
    promptsOnly: millerDetectable(
      {
        ...sided,
        control: sided.arm,
        armEpochs: size.runs * size.epochs,
        controlEpochs: size.runs * size.epochs,
      },
      size.prompts,
      { alpha, power: wantedPower },
    ),
    cheapest:
      smallestEffect === null
        ? []
        : tests
            .filter((test) => test.variance === "pair" && test.target === target)
            .map(
              ({ step, ...test }): CheapestDesign => ({
                step,
                design: cheapestDesign(parts, test, { lead: smallestEffect, power: wantedPower }, costs, own),
              }),
            ),
    retention: TARGETS.flatMap((target) => {
      const promptVariance = target === "suite-fixed" ? 0 : (kept * parts.armByPrompt) ** 2 / size.prompts;
      const contrast = { ...retention, promptVariance };
      const about = { target, share, oneSidedAlpha: contrast.oneSidedAlpha };
      const planned = {
        ...{ runs: size.runs, deviation, correlation: spread.correlation.value, promptVariance },
        thresholds: { lower: share, upper: basis.upperShare },
        level: 1 - alpha,
      };
      const pooled = { ...contrast, variance: "pooled" } as const;
      return [
        {
          ...about,
          variance: "pair",
          provable: rule.provable(planned, wantedPower),
          power: lead === null ? null : rule.power(planned, lead),
        },
        {
          ...about,
          variance: "pooled",
          provable: provableLead(pooled, wantedPower),
          power: lead === null ? null : retentionPower({ ...pooled, lead }),
        },
      ] satisfies RetentionPower[];
    }),
  };
}
