import {
  type Ablation,
  type Basis,
  boundsOf,
  type Eval,
  type PowerQuestion,
  type PowerRow,
  primaryMetric,
} from "@holdfast/core";
import type { PowerBasis } from "./power-row.js";
import type { SpreadEvidence } from "./spread-evidence.js";
import type { StageCorrelation } from "./stage-correlation.js";
import type { EstimatedVariance } from "./variance-pool.js";

/** What is taken where nobody says anything, from section 2.6 of the statistics page; deviations of a rate on [0, 1]. */
const USUAL = {
  runs: 3,
  arms: 8,
  prompts: 100,
  epochs: 10,
  comparisons: 1,
  seedSd: 0.044,
  promptSd: 0,
  leadSd: 0,
  rate: 0.25,
  correlation: 0.7,
  alpha: 0.05,
  share: 0.5,
  upperShare: 0.8,
} as const;

const assumed = (value: number): Basis => ({ value, from: "assumed", df: null, atMost: null });

/** The first that is known: what the question gives, what was registered, what the outcomes show, what is usual. */
function basis(
  usual: number,
  known: {
    readonly given?: number | undefined;
    readonly registered?: number | undefined;
    readonly evidence?: number | null | undefined;
    readonly df?: number | undefined;
  },
): Basis {
  const { given, registered, evidence, df } = known;
  if (given !== undefined) return { value: given, from: "given", df: null, atMost: null };
  if (registered !== undefined) return { value: registered, from: "registered", df: null, atMost: null };
  if (evidence !== undefined && evidence !== null)
    return { value: evidence, from: "evidence", df: df ?? null, atMost: null };
  return assumed(usual);
}

function deviationOf(
  usual: number,
  given: number | undefined,
  found: EstimatedVariance | null | undefined,
): Basis {
  const evidence = found === null || found === undefined ? undefined : Math.sqrt(found.variance);
  return basis(usual, { given, evidence, df: found?.df });
}

/** Deviations of one eval: given, or from its outcomes, or usual for a scale that wide. */
function spreadOf(
  question: PowerQuestion,
  range: number,
  found: SpreadEvidence | null,
  correlation: StageCorrelation | null,
): PowerRow["spread"] {
  const rate = question.rate ?? USUAL.rate;
  const ofRate = Math.sqrt(rate * (1 - rate)) * range;
  // With one score a prompt nobody can tell scores from prompts: all of it is there, and epochs take none of it away.
  const unsplit = found !== null && found.seedByPrompt !== null && found.score === null;
  const seed = deviationOf(USUAL.seedSd * range, question.seedSd, found?.seed);
  return {
    seed: {
      ...seed,
      atMost: seed.from === "evidence" && found?.seed ? Math.sqrt(found.seed.atMost) : null,
    },
    seedByPrompt: deviationOf(USUAL.promptSd * range, question.promptSd, found?.seedByPrompt),
    score:
      question.rate !== undefined
        ? { value: ofRate, from: "given", df: null, atMost: null }
        : deviationOf(
            ofRate,
            undefined,
            unsplit ? { variance: 0, df: found.seedByPrompt?.df ?? 1 } : found?.score,
          ),
    armByPrompt: deviationOf(USUAL.leadSd * range, question.leadSd, found?.armByPrompt),
    correlation: basis(USUAL.correlation, {
      given: question.correlation,
      evidence: correlation?.correlation,
      df: correlation?.df,
    }),
  };
}

function registeredRuns({ seeds }: Ablation): number | undefined {
  if (seeds === "unknown") return undefined;
  return typeof seeds === "number" ? seeds : seeds.length;
}

/** The largest registered family of leads on the eval: all of its members share one error rate. */
function registeredComparisons({ plan }: Ablation, value: Eval): number | undefined {
  const sizes = plan.families.flatMap((family) =>
    family.question === "lead" && family.members.some((member) => member.eval === value.id)
      ? [family.members.length]
      : [],
  );
  return sizes.length === 0 ? undefined : Math.max(...sizes);
}

/** What the outcomes show of how scores vary; null where they do not. */
interface ShownSpread {
  readonly found: SpreadEvidence | null;
  readonly correlation: StageCorrelation | null;
}

/** What power on one eval of an ablation is worked out from: given, registered, measured or usual, in that order. */
export function evalBasis(
  ablation: Ablation,
  value: Eval,
  question: PowerQuestion,
  { found, correlation }: ShownSpread,
): PowerBasis {
  const { plan } = ablation;
  const metric = primaryMetric(value);
  const { lower, upper } = boundsOf(metric.scale);
  return {
    eval: value.id,
    metric: metric.name,
    stage: found?.stage ?? null,
    judge: found?.judge ?? null,
    design: {
      runs: basis(USUAL.runs, { given: question.runs, registered: registeredRuns(ablation) }),
      arms: basis(USUAL.arms, {
        given: question.arms,
        registered: ablation.arms.length < 2 ? undefined : ablation.arms.length,
      }),
      prompts: basis(USUAL.prompts, {
        given: question.prompts,
        registered: value.samples,
        evidence: found?.prompts,
      }),
      epochs: basis(USUAL.epochs, { given: question.epochs, evidence: found?.epochs }),
      comparisons: basis(USUAL.comparisons, {
        given: question.comparisons,
        registered: registeredComparisons(ablation, value),
      }),
    },
    spread: spreadOf(question, upper - lower, found, correlation),
    target: plan.target,
    alpha: question.alpha ?? plan.alpha,
    share: plan.retention.lower,
    upperShare: plan.retention.upper,
    smallestEffect: question.effect ?? plan.smallestEffect ?? null,
  };
}

/** The same for rates, where nothing is registered yet. */
export function designBasis(question: PowerQuestion): PowerBasis {
  return {
    eval: null,
    metric: null,
    stage: null,
    judge: null,
    design: {
      runs: basis(USUAL.runs, { given: question.runs }),
      arms: basis(USUAL.arms, { given: question.arms }),
      prompts: basis(USUAL.prompts, { given: question.prompts }),
      epochs: basis(USUAL.epochs, { given: question.epochs }),
      comparisons: basis(USUAL.comparisons, { given: question.comparisons }),
    },
    spread: spreadOf(question, 1, null, null),
    target: "prompt-general",
    alpha: question.alpha ?? USUAL.alpha,
    share: USUAL.share,
    upperShare: USUAL.upperShare,
    smallestEffect: question.effect ?? null,
  };
}
