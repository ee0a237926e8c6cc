import {
  type Ablation,
  DEFAULT_JUDGE,
  type EffectScale,
  type EvalCorrelation,
  formatCondition,
  type GapAnswer,
  type GeneralizationAnswer,
  type GeneralizationPair,
  type OrientedLead,
  type Quantity,
  type SuiteSynthesis,
  type Target,
} from "@holdfast/core";
import { runsText } from "./contrast-text.js";
import { intervalText, plural, shareText, signed, type Unit } from "./number-text.js";
import { paragraph } from "./paragraph.js";
import { ratioSetText } from "./ratio-set-text.js";
import { sentenceLines } from "./sentence-lines.js";
import { type Row, textTable } from "./text-table.js";
import { reasonList, warningList } from "./warning-list.js";

export interface GeneralizationTextOptions {
  readonly scale: EffectScale;
  /** The target that is shown; without it, the one each pair shows first. */
  readonly target: Target | undefined;
  readonly columns: number;
  readonly bold: (text: string) => string;
}

function answerOf(
  pair: GeneralizationPair,
  { scale, target }: Pick<GeneralizationTextOptions, "scale" | "target">,
): GapAnswer | undefined {
  return pair.answers.find(
    (answer) => answer.scale === scale && answer.target === (target ?? pair.shownTarget),
  );
}

/** `+12.0 [3.1, 20.9]`; a dash where there is none. */
function quantityText(quantity: Quantity | undefined, unit: Unit): string {
  if (quantity?.status !== "estimated") return "-";
  return `${signed(quantity.estimate, unit)} ${intervalText(quantity.interval, unit)}`.trim();
}

function leadText({ lead }: OrientedLead): string {
  if (lead === null) return "-";
  return `${signed(lead.estimate, "points")} ${intervalText(lead.interval, "points")}`.trim();
}

function transferText(answer: GapAnswer | undefined): string {
  if (answer?.transfer.status !== "estimated") return "-";
  const { point, set } = answer.transfer;
  const share = point === null ? "" : shareText(point);
  if (set === null) return share === "" ? "-" : share;
  return share === "" ? ratioSetText(set) : `${share}: ${ratioSetText(set)}`;
}

function flagText(suppression: boolean | null): string {
  if (suppression === null) return "-";
  return suppression ? "suppression" : "no";
}

/** Both evals with what they are to the arm; conditions and judge where they are not the usual ones. */
function headingOf({ near, far, sameCondition, basis }: GeneralizationPair): string {
  const side = (lead: OrientedLead, role: string) => {
    const condition = sameCondition ? "" : formatCondition(lead.condition);
    return `${lead.eval} (${[basis === "role" ? role : lead.relation, condition].filter((part) => part !== "").join(", ")})`;
  };
  const shared = [
    sameCondition ? formatCondition(near.condition) : "",
    near.judge === DEFAULT_JUDGE ? "" : `judged by ${near.judge}`,
  ].filter((part) => part !== "");
  return [`${side(near, "target")} against ${side(far, "held-out")}`, ...shared].join(", ");
}

function pairRows(pairs: readonly GeneralizationPair[], options: GeneralizationTextOptions): Row[] {
  const unit: Unit = options.scale === "log-odds" ? "log-odds" : "points";
  const sections = new Map<string, Row[]>();
  for (const pair of pairs) {
    const heading = headingOf(pair);
    const rows = sections.get(heading) ?? [];
    sections.set(heading, rows);
    const answer = answerOf(pair, options);
    rows.push([
      `  ${pair.arm} ${pair.stage}`,
      leadText(pair.near),
      leadText(pair.far),
      quantityText(answer?.gap, unit),
      transferText(answer),
      runsText(pair.runs, pair.controlRuns),
      flagText(pair.suppression),
    ]);
  }
  return [...sections].flatMap(([heading, rows]) => [heading, ...rows]);
}

/** Where there are more comparisons than these, those of earlier stages that are not flagged are left to `--json`. */
const MOST_PAIRS = 30;

function shownPairs(ablation: Ablation, pairs: readonly GeneralizationPair[]): GeneralizationPair[] {
  if (pairs.length <= MOST_PAIRS) return [...pairs];
  const order = (stage: string) => ablation.stages.findIndex(({ name }) => name === stage);
  const last = new Map<string, number>();
  for (const { arm, stage } of pairs) last.set(arm, Math.max(last.get(arm) ?? -1, order(stage)));
  return pairs.filter(
    ({ arm, stage, suppression }) => suppression === true || order(stage) === last.get(arm),
  );
}

/** One row an arm and stage: for the target that was asked for, else the plan's, else the one there is. */
function targetSyntheses(
  ablation: Ablation,
  syntheses: readonly SuiteSynthesis[],
  asked: Target | undefined,
): SuiteSynthesis[] {
  const target = asked ?? ablation.plan.target;
  const placeOf = ({ arm, stage, suites: [suite] }: SuiteSynthesis) =>
    JSON.stringify([arm, stage, suite?.judge, suite?.condition]);
  const answered = new Set(syntheses.filter((one) => one.target === target).map(placeOf));
  return syntheses.filter(
    (one) => one.target === target || (asked === undefined && !answered.has(placeOf(one))),
  );
}

function synthesisRow(
  ablation: Ablation,
  { arm, stage, target, suites, near, far, difference, prediction }: SuiteSynthesis,
): Row {
  const count = (side: "near" | "far") => suites.filter((suite) => suite.side === side).length;
  return [
    `  ${arm} ${stage}${target === ablation.plan.target ? "" : `, ${target}`}`,
    `${count("near")} / ${count("far")}`,
    quantityText(near, "points"),
    quantityText(far, "points"),
    quantityText(difference, "points"),
    prediction.interval === null ? "-" : intervalText(prediction.interval, "points"),
  ];
}

function coefficient(quantity: Quantity): string {
  if (quantity.status === "not-estimable") return "-";
  const { interval } = quantity;
  const limits =
    interval === null || interval.lower === null || interval.upper === null
      ? ""
      : ` [${interval.lower.toFixed(2)}, ${interval.upper.toFixed(2)}]`;
  return `${quantity.estimate.toFixed(2)}${limits}`;
}

function correlationRow({ evals, checkpoints, runs, pearson, spearman }: EvalCorrelation): Row {
  return [
    `  ${evals[0]} and ${evals[1]}`,
    `${checkpoints} in ${plural(runs, "run")}`,
    coefficient(pearson),
    coefficient(spearman),
  ];
}

/** Of more pairs of evals than these, those that go together beyond chance are shown. */
const MOST_CORRELATIONS = 12;

function isBeyondChance({ pearson }: EvalCorrelation): boolean {
  if (pearson.status !== "estimated" || pearson.interval === null) return false;
  const { lower, upper } = pearson.interval;
  return (lower !== null && lower > 0) || (upper !== null && upper < 0);
}

function reasonsOf(answer: GeneralizationAnswer, options: GeneralizationTextOptions): string[] {
  const missing = (quantity: Quantity | undefined) =>
    quantity === undefined || quantity.reason === null ? [] : [quantity.reason];
  return [
    ...answer.pairs.flatMap((pair) => missing(answerOf(pair, options)?.gap)),
    ...answer.syntheses.flatMap(({ far, prediction }) => [
      ...(far.status === "not-estimable" ? [far.reason] : []),
      ...(prediction.reason === null || prediction.reason === "" ? [] : [prediction.reason]),
    ]),
  ];
}

/** Evals that take no part; one that is left out for several arms is counted. */
function leftOutReasons({ leftOut }: GeneralizationAnswer): string[] {
  return leftOut.map(({ eval: id, reason }) => `${id}: ${reason}`);
}

function legend(ablation: Ablation, method: string): string {
  const level = Math.round((1 - ablation.plan.alpha) * 100);
  return `Leads are turned so that positive is better, in points of each eval's scale, with ${level}% intervals. Gap: the far lead minus the near one, paired over runs. Transfers: the far lead as a share of the near one, with its Fieller set. Suppression: the near lead stands, the far one does not, and the gap excludes 0. Suites together: ${method}, Hartung-Knapp; the last column is where the lead on a new far suite would lie.`;
}

/** Whether leads generalise as text: sentences, tables, what could not be estimated, and the warnings. */
export function generalizationText(
  ablation: Ablation,
  answer: GeneralizationAnswer,
  options: GeneralizationTextOptions,
): string {
  const { columns, bold } = options;
  const shown = shownPairs(ablation, answer.pairs);
  const pairs = textTable(
    [
      { heading: "arm, stage", least: 14 },
      { heading: "lead near", least: 12 },
      { heading: "lead far", least: 12 },
      { heading: "gap", least: 12 },
      { heading: "transfers", least: 12 },
      { heading: "runs" },
      { heading: "flag" },
    ],
    pairRows(shown, options),
    columns,
    bold,
  );
  const together = targetSyntheses(ablation, answer.syntheses, options.target);
  const syntheses = textTable(
    [
      { heading: "suites together", least: 14 },
      { heading: "near / far" },
      { heading: "mean near", least: 12 },
      { heading: "mean far", least: 12 },
      { heading: "difference", least: 12 },
      { heading: "new far suite", least: 12 },
    ],
    together.map((one) => synthesisRow(ablation, one)),
    columns,
    bold,
  );
  const told = answer.evalCorrelations.filter(
    ({ pearson }) => pearson.status === "estimated" && pearson.interval !== null,
  );
  const clear = told.length <= MOST_CORRELATIONS ? told : told.filter(isBeyondChance);
  const left = [
    ...(shown.length < answer.pairs.length
      ? [`${answer.pairs.length - shown.length} comparisons at earlier stages`]
      : []),
    ...(clear.length < told.length
      ? [`${told.length - clear.length} pairs of evals that do not go together beyond chance`]
      : []),
  ];
  const correlations = textTable(
    [
      { heading: "evals over checkpoints", least: 20 },
      { heading: "checkpoints" },
      { heading: "Pearson" },
      { heading: "Spearman" },
    ],
    clear.map(correlationRow),
    columns,
    bold,
  );
  return [
    sentenceLines(answer.sentences, columns),
    ...(answer.pairs.length === 0 ? [] : [pairs]),
    ...(together.length === 0 ? [] : [syntheses]),
    ...(clear.length === 0 ? [] : [correlations]),
    ...(left.length === 0 ? [] : [paragraph(`Not shown: ${left.join(", ")}; --json has them.`, columns)]),
    ...(answer.pairs.length === 0 ? [] : [paragraph(legend(ablation, answer.method), columns)]),
    reasonList("Left out", leftOutReasons(answer), columns, bold),
    reasonList("Reasons", reasonsOf(answer, options), columns, bold),
    warningList(answer.warnings, columns, bold),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
