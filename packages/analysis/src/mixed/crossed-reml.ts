import { Matrix } from "ml-matrix";
import { MINIMUM_CLUSTERS, type VarianceEstimate } from "../effects/two-way-components.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { fitReml, type MixedModel } from "./reml.js";
import { contrastVariance, heldFixed, satterthwaite } from "./satterthwaite.js";

/** Cell means of two arms on the same prompts (or clusters of prompts); NaN where a run has no score. */
export interface CrossedCells {
  /** `arm[run * clusters + cluster]` */
  readonly arm: Float64Array;
  readonly control: Float64Array;
  readonly clusters: number;
}

/** The difference of two arms by crossed REML, with its variance for each target. */
export interface CrossedReml {
  /** Arm minus control, by generalised least squares. */
  readonly difference: number;
  readonly suiteFixed: VarianceEstimate;
  readonly promptGeneral: VarianceEstimate | NotEstimable;
  /** Variances between runs, prompts and arms' own reactions to prompts, and what is left; on the cells' scale. */
  readonly components: {
    readonly run: number;
    readonly prompt: number;
    readonly armByPrompt: number;
    readonly residual: number;
  };
  /** Runs that have any score, by side. */
  readonly runs: { readonly arm: number; readonly control: number };
  /** Clusters that any run has a score on. */
  readonly clusters: number;
  /** Run-by-cluster cells that are missing among these. */
  readonly missing: number;
}

const PROMPT = 1;
const ARM_BY_PROMPT = 2;

/** Next number for a level that was not met before; -1 marks those. */
function numbered(known: Int32Array, level: number, next: number): number {
  if ((known[level] ?? -1) >= 0) return next;
  known[level] = next;
  return next + 1;
}

/** Rows of the cells that are there, levels numbered from 0 without gaps; the control's runs first. */
function modelOf({ arm, control, clusters }: CrossedCells) {
  const sides = [control, arm];
  const rows = sides.reduce(
    (sum, cells) => sum + cells.reduce((own, cell) => own + (Number.isNaN(cell) ? 0 : 1), 0),
    0,
  );
  const x = new Matrix(rows, 2);
  const y = new Float64Array(rows);
  const [run, prompt, both] = [new Int32Array(rows), new Int32Array(rows), new Int32Array(rows)];
  const prompts = new Int32Array(clusters).fill(-1);
  let row = 0;
  let runs = 0;
  let promptCount = 0;
  let bothCount = 0;
  const runCounts = sides.map((cells, side) => {
    const before = runs;
    const own = new Int32Array(clusters).fill(-1);
    for (let from = 0; from < cells.length; from += clusters) {
      const start = row;
      for (let cluster = 0; cluster < clusters; cluster += 1) {
        const value = cells[from + cluster] ?? Number.NaN;
        if (Number.isNaN(value)) continue;
        x.set(row, 0, 1);
        x.set(row, 1, side);
        y[row] = value;
        promptCount = numbered(prompts, cluster, promptCount);
        bothCount = numbered(own, cluster, bothCount);
        run[row] = runs;
        prompt[row] = prompts[cluster] ?? 0;
        both[row] = own[cluster] ?? 0;
        row += 1;
      }
      if (row > start) runs += 1;
    }
    return runs - before;
  });
  const model: MixedModel = { x, y, groups: [run, prompt, both] };
  return { model, runs: { arm: runCounts[1] ?? 0, control: runCounts[0] ?? 0 }, clusters: promptCount };
}

/**
 * Question: by how much do two arms differ, and how sure is that, when some runs lack some prompts?
 * Model: y ~ arm + (1|run) + (1|prompt) + (1|arm:prompt) on cell means, on the union of the prompts.
 * Formula: restricted maximum likelihood; prompt-general V is the variance of the arm's coefficient; suite-fixed V
 *   holds the effects of prompts and of arm by prompt as they are (runs and residual alone). Satterthwaite df,
 *   floor 1. Equal to the closed form of `twoWayComponents` where both arms have as many runs, no cell is missing and
 *   no component is at 0; the df then pool the runs of both arms, as in `crossedAnova`.
 * Units: those of the cells; variances their squares.
 * Not estimable when: an arm has one run; nothing varies; no residual is left; prompt-general also with fewer than
 *   five clusters.
 * Source: Patterson and Thompson 1971; Satterthwaite 1946.
 * Checked against: lme4 1.1-31 with lmerTest 3.1-3.
 */
export function crossedReml(cells: CrossedCells): CrossedReml | NotEstimable {
  const { model, runs, clusters } = modelOf(cells);
  if (runs.arm < 2 || runs.control < 2) {
    return notEstimable("fewer than two runs of an arm are known, so nothing is known of how runs differ");
  }
  if (clusters < 2) return notEstimable("all scores are on one cluster of prompts");
  const fit = fitReml(model);
  if ("status" in fit) return fit;
  const general = contrastVariance(fit, [0, 1]);
  const [broad, narrow] = satterthwaite(fit, [general, heldFixed(general, [PROMPT, ARM_BY_PROMPT])]);
  if (broad === undefined || narrow === undefined) return notEstimable("the fit gave no variance");
  const floored = ({ variance, df }: VarianceEstimate) => ({ variance, df: Math.max(1, df) });
  const few = `${clusters} independent clusters of prompts (at least ${MINIMUM_CLUSTERS} needed to speak of other prompts)`;
  const [run = 0, prompt = 0, armByPrompt = 0] = fit.variances;
  return {
    difference: fit.coefficients[1] ?? Number.NaN,
    suiteFixed: floored(narrow),
    promptGeneral: clusters < MINIMUM_CLUSTERS ? notEstimable(few) : floored(broad),
    components: { run, prompt, armByPrompt, residual: fit.residualVariance },
    runs,
    clusters,
    missing: (runs.arm + runs.control) * clusters - model.y.length,
  };
}
