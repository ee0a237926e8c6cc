import { conditionKey, DEFAULT_JUDGE, type Durability, type Moment, type Retention } from "@holdfast/core";
import type { Cell, Column, Text } from "../document.js";
import type { Exhibit, TidyTable } from "../exhibit.js";
import { chosenRetention, isPlanned, type RetentionChoice } from "../figures/retention-choice.js";
import { formatRatioSet, formatShare, LARGEST_SHARE } from "../format.js";
import { verdictName } from "../sentences/durability-sentence.js";
import {
  contextOf,
  momentText,
  ROLE_TITLES,
  ROLES,
  roleOf,
  runsPair,
  type Subject,
  unitFor,
} from "../subject.js";
import {
  groupedTable,
  muted,
  NOTHING,
  nowrap,
  numberColumn,
  strong,
  textColumn,
  wideColumn,
} from "../table.js";
import { type Printed, printDifference, printLogOdds } from "../unit.js";

type Estimated = Extract<Retention, { status: "estimated" }>;

interface Lead {
  readonly estimate: number;
  readonly interval: Estimated["from"]["interval"];
}

function shareText(bound: string, share: number | null, rounding: "down" | "up"): Text {
  return share === null || share > LARGEST_SHARE
    ? muted(`${bound}: –`)
    : `${bound} ${formatShare(share, rounding)}`;
}

function verdictCell(durability: Durability, choice: RetentionChoice): Cell {
  const { scope, runs, controlRuns } = durability;
  const chosen = chosenRetention(durability, choice);
  const verdict =
    isPlanned(durability, choice) || chosen?.status !== "estimated" ? durability.verdict : chosen.verdict;
  const said = verdict.reason === null ? [] : ["no-lead-to-retain", "harm"];
  const flags = verdict.flags.filter((flag) => !said.includes(flag)).map((flag) => flag.replaceAll("-", " "));
  const because =
    verdict.reason === null || verdict.flags.some((flag) => flag === verdict.reason) ? [] : [verdict.reason];
  return {
    lines: [
      nowrap(verdictName(verdict.word)),
      muted(runs === 0 && controlRuns === 0 ? "no named run" : `${runsPair(runs, controlRuns)} runs`),
      ...(scope === "checkpoint" ? [muted("for these checkpoints")] : []),
      ...[...flags, ...because].map((line) => muted(line)),
    ],
  };
}

/** The verdict on the scale that the others are not on. */
function otherScaleCell(durability: Durability, choice: RetentionChoice): Cell {
  const scale = choice.scale === "difference" ? "log-odds" : "difference";
  const other = chosenRetention(durability, { ...choice, scale });
  if (other === undefined) return NOTHING;
  if (other.status === "not-estimable") return muted("not estimable");
  const set = other.retained.set;
  return {
    lines: [verdictName(other.verdict.word), ...(set === null ? [] : [muted(formatRatioSet(set))])],
  };
}

function estimatedCells(print: (lead: Lead) => Printed, retention: Estimated): Cell[] {
  const { retained, change } = retention;
  const changed = print(change);
  const leadCell = (lead: Lead): Cell => {
    const printed = print(lead);
    return { lines: [strong(printed.value), ...(printed.interval === null ? [] : [printed.interval])] };
  };
  return [
    leadCell(retention.from),
    leadCell(retention.to),
    { lines: [changed.value, ...(changed.interval === null ? [] : [changed.interval])] },
    {
      lines: [
        retained.point === null ? muted("no point") : strong(formatShare(retained.point)),
        ...(retained.set === null ? [muted("no set")] : [formatRatioSet(retained.set)]),
        shareText("at least", retention.retainedAtLeast, "down"),
        shareText("at most", retention.retainedAtMost, "up"),
      ],
    },
  ];
}

/** Both moments, and the condition or conditions they were measured under. */
function stageLines(subject: Subject, durability: Durability): Text[] {
  const [from, to] = [durability.from, durability.to].map((end) =>
    contextOf(subject, { ...durability, judge: DEFAULT_JUDGE }, end.condition),
  );
  const same = from === to;
  const line = (context: string | undefined) =>
    context === undefined || context === "" ? [] : [muted(context)];
  return [
    momentText(durability.from),
    ...(same ? [] : line(from)),
    `→ ${momentText(durability.to)}`,
    ...line(to),
  ];
}

function rowOf(subject: Subject, durability: Durability, choice: RetentionChoice): Cell[] {
  const retention = chosenRetention(durability, choice);
  const unit = unitFor(subject, durability);
  const print = (lead: Lead) =>
    choice.scale === "log-odds" ? printLogOdds(lead) : printDifference(lead, unit);
  const middle =
    retention?.status === "estimated"
      ? estimatedCells(print, retention)
      : [
          muted(retention === undefined ? "not followed" : `not estimable: ${retention.reason}`),
          NOTHING,
          NOTHING,
          NOTHING,
        ];
  return [
    {
      lines: [
        nowrap(durability.arm),
        ...(durability.control === null ? [] : [muted(`v ${durability.control}`)]),
      ],
    },
    {
      lines: [
        durability.eval,
        ...(durability.judge === DEFAULT_JUDGE ? [] : [muted(`judge ${durability.judge}`)]),
      ],
    },
    { lines: stageLines(subject, durability) },
    ...middle,
    verdictCell(durability, choice),
    otherScaleCell(durability, choice),
  ];
}

function columnsFor({ scale }: RetentionChoice): Column[] {
  return [
    textColumn("Arm"),
    textColumn("Eval"),
    textColumn("Stages"),
    numberColumn("Lead from"),
    numberColumn("Lead to"),
    numberColumn("Change"),
    numberColumn("Retained"),
    wideColumn("Verdict"),
    textColumn(scale === "difference" ? "Log odds" : "Difference"),
  ];
}

/** The leads at both stages, what is left of them, and the verdict. */
export function durabilityTable(
  subject: Subject,
  durability: readonly Durability[],
  choice: RetentionChoice,
  label = "Durability",
): Exhibit["table"] {
  const groups = ROLES.map((role) => ({
    heading: ROLE_TITLES[role],
    rows: durability
      .filter((one) => roleOf(subject, one.eval) === role)
      .map((one) => rowOf(subject, one, choice)),
  }));
  return groupedTable(label, columnsFor(choice), groups);
}

const stepsOf = ({ steps }: Moment) => steps.map((step) => step ?? "end").join(" ");
const sidesOf = ({ estimate, interval }: Lead) => [
  estimate,
  interval?.lower ?? null,
  interval?.upper ?? null,
];

/** The same as numbers. */
export function durabilityTidy(durability: readonly Durability[], choice: RetentionChoice): TidyTable {
  return {
    columns: [
      ...["arm", "control", "eval", "metric", "judge", "fromStage", "fromSteps", "fromCondition"],
      ...["toStage", "toSteps", "toCondition", "scale", "target", "status", "reason"],
      ...["leadFrom", "leadFromLower", "leadFromUpper", "leadTo", "leadToLower", "leadToUpper"],
      ...["change", "changeLower", "changeUpper", "changePValue", "df"],
      ...["retained", "setKind", "setLower", "setUpper", "retainedAtLeast", "retainedAtMost"],
      ...["verdict", "flags", "family", "scope", "evidenceLevel", "runs", "controlRuns"],
    ],
    rows: durability.map((one) => {
      const retention = chosenRetention(one, choice);
      const told = retention?.status === "estimated" ? retention : null;
      const set = told?.retained.set ?? null;
      const verdict = isPlanned(one, choice) || told === null ? one.verdict : told.verdict;
      return [
        ...[one.arm, one.control, one.eval, one.metric, one.judge],
        ...[one.from.stage, stepsOf(one.from), conditionKey(one.from.condition)],
        ...[one.to.stage, stepsOf(one.to), conditionKey(one.to.condition)],
        ...[choice.scale, retention?.target ?? choice.target ?? one.shownTarget],
        ...[retention?.status ?? "not-estimable", retention?.reason ?? null],
        ...(told === null
          ? Array.from({ length: 9 }, () => null)
          : [told.from, told.to, told.change].flatMap(sidesOf)),
        ...[told?.change.pValue ?? null, told?.df ?? null, told?.retained.point ?? null],
        ...[set?.kind ?? null, set?.lower ?? null, set?.upper ?? null],
        ...[told?.retainedAtLeast ?? null, told?.retainedAtMost ?? null],
        ...[verdict.word, verdict.flags.join(" "), one.family, one.scope, one.evidenceLevel],
        ...[one.runs, one.controlRuns],
      ];
    }),
  };
}
