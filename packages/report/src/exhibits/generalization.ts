import type { GeneralizationPair, SuiteSynthesis } from "@holdfast/core";
import type { Exhibit } from "../exhibit.js";
import { planeFigure } from "../figures/plane.js";
import { chosenSyntheses, type PlaneChoice, type PlanePoints, planePoints } from "../figures/plane-points.js";
import { suitesFigure } from "../figures/suites.js";
import { chosenGap, type TransferChoice, transferFigure } from "../figures/transfer.js";
import { formatCoverage } from "../format.js";
import { matterOf, type ReportInput, type ReportMatter } from "../report-input.js";
import { runsCaption } from "../sections/variance-caption.js";
import { stageIndex } from "../subject.js";
import { listed } from "../table.js";
import { pairsTable, suitesTable, transferTable } from "./generalization-table.js";
import { tidyPart } from "./tidy-part.js";

/** What is asked of generalization; what is left out is as the plan says. */
export interface GeneralizationOptions extends Partial<TransferChoice> {
  /** The stage after which leads are compared; the last one with something to compare, without it. */
  readonly stage?: string;
  /**
   * Two evals whose leads are set against each other; null: suites together. Without it, suites together where some
   * arm has enough of them, else the first two evals.
   */
  readonly between?: PlaneChoice["between"];
}

interface Asked extends TransferChoice {
  readonly stage: string;
  readonly between: PlaneChoice["between"];
}

/** The stages after which leads near and far can be set against each other, or taken together, in their order. */
export function generalizationStages({ analysis, registration }: ReportInput): string[] {
  const { pairs, syntheses } = analysis.generalization;
  const { subject } = matterOf({ registration, analysis });
  return [...new Set([...pairs, ...syntheses].map(({ stage }) => stage))].sort(
    (a, b) => stageIndex(subject, a) - stageIndex(subject, b),
  );
}

/** Evals that can be set against each other after a stage, each pair once, and whether suites can be taken together. */
export function comparedEvals(
  { analysis }: ReportInput,
  stage: string,
): { readonly pairs: readonly NonNullable<PlaneChoice["between"]>[]; readonly areTogether: boolean } {
  const { pairs, syntheses } = analysis.generalization;
  const found = new Map<string, NonNullable<PlaneChoice["between"]>>();
  for (const { near, far, stage: at } of pairs)
    if (at === stage) found.set(JSON.stringify([near.eval, far.eval]), { near: near.eval, far: far.eval });
  const areTogether = syntheses.some(
    (one) => one.stage === stage && one.near.status === "estimated" && one.far.status === "estimated",
  );
  return { pairs: [...found.values()], areTogether };
}

function barText(matter: ReportMatter, { points, dots }: PlanePoints, target: Asked["target"]): string {
  const bars = points.flatMap(({ near, far }) => [near.interval, far.interval]);
  const levels = [...new Set(bars.flatMap((bar) => (bar === null ? [] : [formatCoverage(bar.level)])))];
  if (levels.length === 0) return "There are no bars, because no lead has an interval.";
  const shown = target ?? matter.registration.ablation.plan.target;
  const isRecipe = matter.analysis.generalization.pairs.some(({ scope }) => scope === "recipe");
  const variance = isRecipe
    ? `the variance between training runs${shown === "prompt-general" ? " and between prompts" : ", on these prompts"}`
    : "the variance of these checkpoints, with none between runs in it";
  const isMean = points.some(({ kind }) => kind === "mean");
  return `Bars are ${listed(levels)} intervals and show ${variance}${isMean ? `; those of a mean over suites hold the variance between suites too${dots.length === 0 ? "" : ", and faint dots are its pairs of evals"}` : ""}.`;
}

function markText({ points }: PlanePoints): string {
  if (points.every(({ near, far }) => near.interval === null && far.interval === null))
    return "Diamonds are point values.";
  const isMean = points.some(({ kind }) => kind === "mean");
  const isPair = points.some(({ kind }) => kind === "pair");
  const rules = [
    ...(isMean ? ["the interval of a mean far from the data excludes 0"] : []),
    ...(isPair ? ["the registered lead of a pair's far eval stands after adjustment"] : []),
  ];
  return `Filled marks: ${listed(rules)}.`;
}

function leftText({ left }: PlanePoints): string {
  if (left.length === 0) return "";
  const reasons = new Map<string, string[]>();
  for (const { arm, reason } of left) reasons.set(reason, [...(reasons.get(reason) ?? []), arm]);
  return ` Not on the plane: ${[...reasons].map(([reason, arms]) => `${listed(arms)}, because ${reason}`).join("; ")}.`;
}

function runsOf(pairs: readonly GeneralizationPair[]): string {
  return runsCaption(pairs.map(({ runs, controlRuns }) => ({ runs, controlRuns })));
}

/** The pairs of a stage, or those of the two evals that are asked for. */
function pairsOf(matter: ReportMatter, stage: string, between: Asked["between"]): GeneralizationPair[] {
  return matter.analysis.generalization.pairs.filter(
    (pair) =>
      pair.stage === stage &&
      (between === null || (pair.near.eval === between.near && pair.far.eval === between.far)),
  );
}

/** @param inTable which pairs stand in the table: more than are drawn where nobody asked for two evals */
function planeExhibit(matter: ReportMatter, id: string, asked: Asked, inTable: Asked["between"]): Exhibit {
  const { stage, between } = asked;
  const here = pairsOf(matter, stage, inTable);
  const found = planePoints(matter, asked);
  const figure = planeFigure(matter, found, { id }) ?? null;
  const title = `Near the training data against far from it, after ${stage}`;
  const drawnText =
    between !== null && inTable === null
      ? `Of all pairs of evals in the table, ${between.near} and ${between.far} are drawn. `
      : "";
  const reading =
    "Leads are turned so that up and right are better; on the dashed line as much shows far from the data as near it. An arm is flagged as suppression where its near lead stands, its far one does not, and the gap between them is beyond chance: its bar then reaches into the shaded zone.";
  return {
    ...{ id, title, figure },
    caption:
      figure === null
        ? `No arm has a lead both near its training data and far from it.${leftText(found)}`
        : `${drawnText}${reading} ${barText(matter, found, asked.target)} ${markText(found)} ${runsOf(here)}${leftText(found)}`.trim(),
    table: pairsTable(matter.subject, title, here),
    get tidy() {
      return tidyPart(matter, { generalization: { pairs: here, syntheses: [], leftOut: [] } });
    },
    methods: ["transfer-gap", "suppression", ...(found.dots.length > 0 ? methodOf(matter, asked) : [])],
  };
}

function methodOf(matter: ReportMatter, asked: Asked): string[] {
  return [...new Set(chosenSyntheses(matter, asked).map(({ method }) => `suites-${method}`))];
}

function transferExhibit(matter: ReportMatter, id: string, asked: Asked): Exhibit[] {
  const { stage, between } = asked;
  const here = pairsOf(matter, stage, between);
  if (here.length === 0) return [];
  const transfers = here.flatMap((pair) => chosenGap(pair, asked)?.transfer ?? []);
  const isTold = transfers.some(({ status }) => status === "estimated");
  const figure = isTold ? (transferFigure(matter, here, { id, ...asked }) ?? null) : null;
  const reasons = [...new Set(transfers.flatMap(({ reason }) => (reason === null ? [] : [reason])))];
  const title = `What share transfers, after ${stage}`;
  return [
    {
      ...{ id, title, figure },
      caption: !isTold
        ? `What share transfers is not estimable${reasons.length === 0 ? "" : `, because ${listed(reasons)}`}.`
        : `The lead far from the training data as a share of the lead near to it${asked.scale === "log-odds" ? ", both in log odds" : ""}. Bars are the shares that the evidence does not contradict (Fieller's sets), with the variance of both leads and what they share through their runs; an arrow goes on, and a dotted line holds every share, because the near lead is not told from 0. ${runsOf(here)}`,
      table: transferTable(matter.subject, title, here, asked),
      get tidy() {
        return tidyPart(matter, { generalization: { pairs: here, syntheses: [], leftOut: [] } });
      },
      methods: ["transfer-ratio"],
    },
  ];
}

function suitesExhibit(matter: ReportMatter, id: string, asked: Asked): Exhibit[] {
  const syntheses: SuiteSynthesis[] = chosenSyntheses(matter, asked);
  const figure = suitesFigure(matter, syntheses, { id });
  if (figure === undefined) return [];
  const title = `All suites together, after ${asked.stage}`;
  const isForeseen = syntheses.some(({ prediction }) => prediction.interval !== null);
  const levels = listed([...new Set(syntheses.map(({ level }) => formatCoverage(level)))]);
  const unforeseen = [
    ...new Set(
      syntheses.flatMap(({ prediction }) => (prediction.interval === null ? [prediction.reason ?? ""] : [])),
    ),
  ].filter((reason) => reason !== "");
  return [
    {
      ...{ id, title, figure },
      caption: `Leads turned so that more is better. Bars are intervals of single suites and show the variance between training runs${(asked.target ?? matter.registration.ablation.plan.target) === "prompt-general" ? " and between prompts" : ", on these prompts"}; diamonds are means with their ${levels} intervals, which hold the variance between suites too. ${isForeseen ? `The whisker is the ${levels} prediction interval for the lead on a suite that nobody has seen. ` : ""}${unforeseen.length === 0 ? "" : `It is missing where ${listed(unforeseen)}. `}Filled marks have an interval that excludes 0, unadjusted.`,
      table: suitesTable(title, syntheses),
      get tidy() {
        return tidyPart(matter, { generalization: { pairs: [], syntheses, leftOut: [] } });
      },
      methods: [...methodOf(matter, asked), ...(isForeseen ? ["suite-prediction"] : [])],
    },
  ];
}

/** The plane of one stage, what share transfers, and all suites together; nothing where no arm has anything to show. */
export function generalizationExhibits(input: ReportInput, options: GeneralizationOptions = {}): Exhibit[] {
  const stages = generalizationStages(input);
  const stage = options.stage ?? stages.at(-1);
  if (stage === undefined || !stages.includes(stage)) return [];
  const matter = matterOf(input);
  const { scale = "difference", target = null } = options;
  const { pairs, areTogether } = comparedEvals(input, stage);
  const first = areTogether || pairs.length < 2 ? null : (pairs[0] ?? null);
  const between = options.between === undefined ? first : options.between;
  const asked: Asked = { stage, scale, target, between };
  const hasPairs = input.analysis.generalization.pairs.some((pair) => pair.stage === stage);
  const index = stages.indexOf(stage);
  return [
    ...(hasPairs ? [planeExhibit(matter, `plane-${index}`, asked, options.between ?? null)] : []),
    ...transferExhibit(matter, `transfer-${index}`, { ...asked, between: options.between ?? null }),
    ...suitesExhibit(matter, `suites-${index}`, asked),
  ];
}
