import type { Target } from "@holdfast/core";
import { z } from "zod";
import { detectableLead, leadPower, type VarianceSource } from "../../power/effect-power.js";
import { millerDetectable, millerPrompts } from "../../power/miller-sample-size.js";
import {
  arcsineDistance,
  arcsinePower,
  pooledProportionPower,
  proportionPower,
  proportionScores,
} from "../../power/proportion-power.js";
import { retentionPower } from "../../power/retention-power.js";
import { runDeviation } from "../../power/run-spread.js";
import { detectableDifference, twoArmPower, twoArmRuns } from "../../power/t-power.js";
import type { OracleAdapters } from "../oracle-adapter.js";

const NUMBER = /^([a-z]+?)_?(-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?)$/i;

/**
 * The arguments in an output's name: `n_t_for_80_delta.1_sd.05` is `n_t`, with for = 80, delta = .1 and sd = .05.
 * A part without a number belongs to the name.
 */
function readName(name: string): { readonly head: string; readonly given: Readonly<Record<string, number>> } {
  const head: string[] = [];
  const given: Record<string, number> = {};
  const parts = name.split("_");
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] ?? "";
    const next = parts[index + 1];
    if (part === "for" && next !== undefined && Number.isFinite(Number(next))) {
      given.for = Number(next);
      index += 1;
      continue;
    }
    const [, key, value] = NUMBER.exec(part) ?? [];
    if (key === undefined || value === undefined) head.push(part);
    else given[key] = Number(value);
  }
  return { head: head.join("_"), given };
}

/** 80 and .8 both mean four in five. */
function powerOf(wanted: number): number {
  return wanted > 1 ? wanted / 100 : wanted;
}

const level = { alpha: z.number().optional(), sig_level: z.number().optional() };
const powerInputs = z.object({
  p1: z.number().optional(),
  p2: z.number().optional(),
  n: z.number().optional(),
  t_n: z.number().optional(),
  t_delta: z.number().optional(),
  t_sd: z.number().optional(),
  power: z.number().optional(),
  ...level,
});
type PowerInputs = z.output<typeof powerInputs>;

function alphaOf({ alpha, sig_level }: Pick<PowerInputs, "alpha" | "sig_level">): number {
  return alpha ?? sig_level ?? 0.05;
}

function powerOutput(name: string, inputs: PowerInputs): number {
  const { head, given } = readName(name);
  const alpha = given.alpha ?? alphaOf(inputs);
  const wanted = powerOf(given.for ?? given.power ?? inputs.power ?? 0.8);
  const rates = {
    arm: given.p1 ?? given.pa ?? inputs.p1 ?? Number.NaN,
    control: inputs.p2 ?? Number.NaN,
    alpha,
  };
  const runs = {
    difference: given.delta ?? inputs.t_delta ?? Number.NaN,
    deviation: given.sd ?? inputs.t_sd ?? 1,
    alpha,
  };
  const scores = given.n ?? inputs.n ?? Number.NaN;
  switch (head) {
    case "n":
      return proportionScores(rates, wanted);
    case "power":
      return proportionPower(rates, scores);
    case "h":
      return arcsineDistance(rates.arm, rates.control);
    case "n_h":
      return proportionScores(rates, wanted, arcsinePower);
    case "power_h":
      return arcsinePower(rates, scores);
    case "power_t":
      return twoArmPower(runs, given.n ?? inputs.t_n ?? Number.NaN);
    case "n_t":
      return twoArmRuns(runs, wanted);
    case "mde":
      return detectableDifference(runs, given.n ?? inputs.t_n ?? Number.NaN, wanted);
    default:
      return Number.NaN;
  }
}

const pooledInputs = z.object({
  p1: z.number(),
  p2: z.number(),
  n: z.number(),
  ratio: z.number().default(1),
  ...level,
});

const millerInputs = z.object({
  omega2: z.number(),
  sigmaA2: z.number(),
  sigmaB2: z.number(),
  KA: z.number().default(1),
  KB: z.number().default(1),
  alpha: z.number().default(0.05),
  power: z.number().default(0.8),
  delta: z.number(),
});

function millerOutput(name: string, inputs: z.output<typeof millerInputs>): number {
  const { head, given } = readName(name);
  const { omega2: difference, KA, KB, alpha, power } = inputs;
  const bare = head.includes("no_conditional_variance");
  const variances = {
    difference,
    arm: bare ? 0 : inputs.sigmaA2,
    control: bare ? 0 : inputs.sigmaB2,
    armEpochs: given.K ?? given.KA ?? KA,
    controlEpochs: given.K ?? given.KB ?? KB,
  };
  const rates = { alpha: given.alpha ?? alpha, power: powerOf(given.power ?? power) };
  if (head.startsWith("mde")) return millerDetectable(variances, given.n ?? Number.NaN, rates);
  return millerPrompts(variances, given.delta ?? inputs.delta, rates);
}

const designInputs = z.object({
  seed_sd: z.number(),
  seed_by_prompt_sd: z.number().default(0),
  score_sd: z.number().default(0),
  arm_by_prompt_sd: z.number().default(0),
  prompts: z.number().default(1),
  epochs: z.number().default(1),
  runs: z.number(),
  arms: z.number().default(2),
  alpha: z.number().default(0.05),
  comparisons: z.number().default(1),
  lead: z.number().default(0),
  power: z.number().default(0.8),
});

/** `mde_pooled_holm`: what is asked, of whose variance, and whether at Holm's first step. */
function designOutput(name: string, inputs: z.output<typeof designInputs>): number | null {
  const { runs, prompts, epochs, arms, comparisons } = inputs;
  const parts = {
    seed: inputs.seed_sd,
    seedByPrompt: inputs.seed_by_prompt_sd,
    score: inputs.score_sd,
    armByPrompt: inputs.arm_by_prompt_sd,
  };
  const size = { runs, prompts, epochs };
  if (name === "sd_run") return runDeviation(parts, size);
  const variance: VarianceSource = name.includes("pooled") ? "pooled" : "pair";
  const target: Target = name.includes("prompt_general") ? "prompt-general" : "suite-fixed";
  const alpha = name.includes("holm") ? inputs.alpha / comparisons : inputs.alpha;
  const test = { variance, target, arms, alpha };
  return name.startsWith("mde")
    ? detectableLead(parts, size, test, powerOf(inputs.power))
    : leadPower(parts, size, test, inputs.lead);
}

const retentionInputs = z.object({
  lead: z.number(),
  runs: z.number(),
  arms: z.number().default(2),
  from_sd: z.number(),
  to_sd: z.number(),
  correlation: z.number(),
  share: z.number().default(0.5),
  true_share: z.number().default(1),
  one_sided_alpha: z.number().default(0.025),
});

function named(wanted: readonly string[], output: (name: string) => number | null) {
  return Object.fromEntries(wanted.map((name) => [name, output(name)]));
}

/** Reference cases about power. */
export const powerAdapters: OracleAdapters = {
  power: (inputs, wanted) => {
    const parsed = powerInputs.parse(inputs);
    return named(wanted, (name) => powerOutput(name, parsed));
  },
  power_two_prop_pooled_var: (inputs) => {
    const { p1, p2, n, ratio, ...levels } = pooledInputs.parse(inputs);
    const found = pooledProportionPower({ arm: p1, control: p2, alpha: alphaOf(levels) }, n, ratio);
    return {
      power: found.power,
      p_pooled: found.pooledRate,
      std_null: found.nullDeviation,
      std_alt: found.alternativeDeviation,
    };
  },
  miller_sample_size: (inputs, wanted) => {
    const parsed = millerInputs.parse(inputs);
    return named(wanted, (name) => millerOutput(name, parsed));
  },
  run_level_power: (inputs, wanted) => {
    const parsed = designInputs.parse(inputs);
    return named(wanted, (name) => designOutput(name, parsed));
  },
  retention_power: (inputs, wanted) => {
    const { from_sd, to_sd, share, true_share, one_sided_alpha, ...design } = retentionInputs.parse(inputs);
    return named(wanted, (name) =>
      retentionPower({
        ...design,
        fromDeviation: from_sd,
        toDeviation: to_sd,
        claimedShare: share,
        trueShare: true_share,
        oneSidedAlpha: one_sided_alpha,
        promptVariance: 0,
        variance: name.includes("pooled") ? "pooled" : "pair",
      }),
    );
  },
};
