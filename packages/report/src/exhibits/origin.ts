import { conditionKey, DEFAULT_JUDGE, type Origin, type OriginStep, type Quantity } from "@holdfast/core";
import type { Cell } from "../document.js";
import type { Exhibit, TidyTable } from "../exhibit.js";
import { waterfallFigure } from "../figures/waterfall.js";
import { formatCoverage } from "../format.js";
import { matterOf, type ReportInput, type ReportMatter } from "../report-input.js";
import { runsCaption } from "../sections/variance-caption.js";
import { changePhrase, levelPhrase } from "../sentences/origin-sentence.js";
import { contextOf, momentText, type Subject, unitFor } from "../subject.js";
import { muted, nowrap, table, textColumn } from "../table.js";

function stepRow(subject: Subject, origin: Origin, step: OriginStep, isFirst: boolean): Cell[] {
  const unit = unitFor(subject, origin);
  const context = contextOf(subject, origin, origin.condition);
  const said = (change: OriginStep["change"]): Cell =>
    change.quantity.status === "not-estimable" ? muted("–") : changePhrase(change, unit);
  return [
    isFirst ? { lines: [nowrap(origin.arm), muted(origin.reading.replace("-", " "))] } : muted(origin.arm),
    isFirst ? { lines: [origin.eval, ...(context === "" ? [] : [muted(context)])] } : "",
    isFirst ? `${momentText(origin.start.moment)}: ${levelPhrase(origin.start, unit)}` : "",
    momentText(step.to),
    said(step.change),
    said(step.controlChange),
    said(step.fromData),
  ];
}

function tableOf(subject: Subject, origins: readonly Origin[], place: string): Exhibit["table"] {
  return table(
    `Origin of ${place}`,
    [
      textColumn("Arm"),
      textColumn("Eval"),
      textColumn("Start"),
      textColumn("Stage"),
      textColumn("Change"),
      textColumn("Control's change"),
      textColumn("From its data"),
    ],
    origins.flatMap((origin) =>
      origin.steps.map((step, position) => stepRow(subject, origin, step, position === 0)),
    ),
  );
}

const numberOf = (quantity: Quantity) => (quantity.status === "estimated" ? quantity.estimate : null);
const sidesOf = ({ quantity, joint }: OriginStep["change"]) => [
  ...[numberOf(quantity), joint?.lower ?? null, joint?.upper ?? null],
];

function tidyOf(origins: readonly Origin[]): TidyTable {
  return {
    columns: [
      ...[
        "arm",
        "control",
        "eval",
        "metric",
        "judge",
        "condition",
        "reading",
        "scope",
        "runs",
        "controlRuns",
      ],
      ...["startStage", "startLevel", "endStage", "endLevel", "fromStage", "toStage", "sameCondition"],
      ...["change", "changeLower", "changeUpper", "controlChange", "controlLower", "controlUpper"],
      ...["fromData", "fromDataLower", "fromDataUpper"],
    ],
    rows: origins.flatMap((origin) =>
      origin.steps.map((step) => [
        ...[
          origin.arm,
          origin.control,
          origin.eval,
          origin.metric,
          origin.judge,
          conditionKey(origin.condition),
        ],
        ...[origin.reading, origin.scope, origin.runs, origin.controlRuns],
        ...[origin.start.moment.stage, origin.start.level, origin.end.moment.stage, origin.end.level],
        ...[step.from.stage, step.to.stage, step.sameCondition],
        ...[step.change, step.controlChange, step.fromData].flatMap(sidesOf),
      ]),
    ),
  };
}

/** How to read a figure of these levels. */
function readingOf(origins: readonly Origin[]): string {
  const [first] = origins;
  const level = first?.start.interval?.level ?? first?.end.interval?.level ?? null;
  const isRecipe = origins.some(({ scope }) => scope === "recipe");
  const isGeneral = origins.some(({ target }) => target === "prompt-general");
  const variance = isRecipe
    ? `the variance between training runs${isGeneral ? " and between prompts" : ", on these prompts"}`
    : "the reported or sampled variance of these checkpoints, with none between runs in it";
  const bars =
    level === null
      ? "There are no intervals."
      : `Lines within bars are ${formatCoverage(level)} intervals, those of changes at once over all steps of an arm (Bonferroni); they show ${variance}.`;
  const changed = origins.some(({ steps }) => steps.some(({ sameCondition }) => !sameCondition))
    ? " A bar with a broken edge is a step at which the eval's condition changes: it may be the condition's and says nothing of training."
    : "";
  const shared = origins.some(({ sharedBase }) => sharedBase) ? " All arms start from one checkpoint." : "";
  return `The level at the first measured stage, what every later stage changed, and the level at the end. Grey is the control's change over the same stage, colour the arm's change minus it: what its own data did; bars are faint where the interval holds 0. ${bars}${changed}${shared}`;
}

/** Levels that stand on one scale: one eval, metric, judge and condition; the control first. */
function groupsOf({ subject }: ReportMatter, origins: readonly Origin[]): Origin[][] {
  const groups = new Map<string, Origin[]>();
  for (const origin of origins) {
    const key = JSON.stringify([origin.eval, origin.metric, origin.judge, conditionKey(origin.condition)]);
    groups.set(key, [...(groups.get(key) ?? []), origin]);
  }
  const order = (origin: Origin) => subject.ablation.evals.findIndex(({ id }) => id === origin.eval);
  return [...groups.values()]
    .map((members) => [...members].sort((a, b) => Number(a.control !== null) - Number(b.control !== null)))
    .sort(([a], [b]) =>
      a === undefined || b === undefined
        ? 0
        : order(a) - order(b) || Number(a.judge !== DEFAULT_JUDGE) - Number(b.judge !== DEFAULT_JUDGE),
    );
}

/** Where levels came from: a waterfall for the control and each arm, one exhibit an eval. */
export function originExhibits(
  input: ReportInput,
  options: { readonly eval?: string | null } = {},
): Exhibit[] {
  const matter = matterOf(input);
  const { subject, registration } = matter;
  const told = new Set<string>();
  return groupsOf(matter, input.analysis.origins).flatMap((origins, index): Exhibit[] => {
    const [first] = origins;
    if (first === undefined || ((options.eval ?? null) !== null && first.eval !== options.eval)) return [];
    const context = contextOf(subject, first, first.condition);
    const id = `origin-${index}`;
    const place = `${first.eval}${context === "" ? "" : ` (${context})`}`;
    // what was told of a figure before is not told again of the next
    const reading = readingOf(origins);
    const isTold = told.has(reading);
    told.add(reading);
    return [
      {
        id,
        title: `Where ${place} came from`,
        figure: waterfallFigure(registration.ablation, origins, { id }) ?? null,
        caption: `${isTold ? `The same for ${place}.` : reading} ${runsCaption(origins)}`,
        table: tableOf(subject, origins, place),
        tidy: tidyOf(origins),
        methods: ["origin"],
      },
    ];
  });
}
