import {
  type Analysis,
  DEFAULT_JUDGE,
  type Durability,
  type Retention,
  shownRetention,
} from "@holdfast/core";
import type { Block, Cell, Section, Text } from "../document.js";
import { durabilityFigure } from "../figures/durability.js";
import { formatCoverage, formatRatioSet, formatShare, LARGEST_SHARE } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { durabilitySentence, verdictName } from "../sentences/durability-sentence.js";
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
  paragraph,
  strong,
  textColumn,
  wideColumn,
} from "../table.js";
import { printDifference, type Unit } from "../unit.js";
import { courseBlocks } from "./durability-course.js";
import { familySentence, registered } from "./registered.js";
import { runsCaption } from "./variance-caption.js";

type Estimated = Extract<Retention, { status: "estimated" }>;

/** More arms than this do not share a row: each then has a figure of its own. */
const MOST_ARMS = 3;

function leadCell(lead: Parameters<typeof printDifference>[0], unit: Unit): Cell {
  const printed = printDifference(lead, unit);
  return {
    lines: [strong(printed.value), ...(printed.interval === null ? [] : [printed.interval])],
  };
}

function shareText(bound: string, share: number | null, rounding: "down" | "up"): Text {
  return share === null || share > LARGEST_SHARE
    ? muted(`${bound}: –`)
    : `${bound} ${formatShare(share, rounding)}`;
}

function verdictCell({ verdict, scope, runs, controlRuns }: Durability): Cell {
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

function logOddsCell(durability: Durability): Cell {
  const other = shownRetention(durability, "log-odds");
  if (other === undefined) return NOTHING;
  if (other.status === "not-estimable") return muted("not estimable");
  const set = other.retained.set;
  return {
    lines: [verdictName(other.verdict.word), ...(set === null ? [] : [muted(formatRatioSet(set))])],
  };
}

function estimatedCells(subject: Subject, durability: Durability, retention: Estimated): Cell[] {
  const unit = unitFor(subject, durability);
  const { retained, change } = retention;
  const changed = printDifference(change, unit);
  return [
    leadCell(retention.from, unit),
    leadCell(retention.to, unit),
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

function rowOf(subject: Subject, durability: Durability): Cell[] {
  const retention = shownRetention(durability);
  const middle =
    retention?.status === "estimated"
      ? estimatedCells(subject, durability, retention)
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
    verdictCell(durability),
    logOddsCell(durability),
  ];
}

const COLUMNS = [
  textColumn("Arm"),
  textColumn("Eval"),
  textColumn("Stages"),
  numberColumn("Lead from"),
  numberColumn("Lead to"),
  numberColumn("Change"),
  numberColumn("Retained"),
  wideColumn("Verdict"),
  textColumn("Log odds"),
];

/** One lead has two intervals in a report: which of them to quote. */
function intervalNote(durability: Analysis["durability"]): Block[] {
  const onRuns = durability.some((one) => {
    const retention = shownRetention(one);
    return retention?.status === "estimated" && one.scope === "recipe" && retention.df !== null;
  });
  return onRuns
    ? [
        paragraph(
          "Leads in this table have t intervals on the degrees of freedom that they share with the set of the share retained; under Effects each lead is judged by itself, by its own method, so its interval differs. For a lead alone, quote the one under Effects.",
          "note",
        ),
      ]
    : [];
}

function figures({ analysis, registration, subject }: ReportMatter): Block[] {
  const followed = analysis.trajectories.filter(({ eval: id }) => roleOf(subject, id) !== "guardrail");
  const arms = [...new Set(followed.map(({ arm }) => arm))];
  const sets = arms.length <= MOST_ARMS ? [arms] : arms.map((arm) => [arm]);
  const { retention, alpha } = registration.ablation.plan;
  let drawn = 0;
  return sets.flatMap((members, index): Block[] => {
    const part: Pick<Analysis, "trajectories" | "durability"> = {
      trajectories: followed.filter(({ arm }) => members.includes(arm)),
      durability: analysis.durability,
    };
    const figure = durabilityFigure(registration.ablation, part, { id: `durability-${index}` });
    if (figure === undefined) return [];
    const points = part.trajectories.flatMap((trajectory) => trajectory.points);
    const banded = points.some(({ band }) => band !== null);
    const scopes = new Set(analysis.durability.map(({ scope }) => scope));
    const variance = !banded
      ? "No band: the values have no interval."
      : `Bands are simultaneous ${formatCoverage(1 - alpha)} bands over the moments of a line (Bonferroni), bars single intervals; both show ${scopes.has("recipe") ? "the variance between training runs, and between prompts where other prompts are meant" : "the reported or sampled variance of these checkpoints, with none between runs in it"}.`;
    drawn += 1;
    const several = members.length > 1 ? " (in a small gauge for each arm at the right)" : "";
    return [
      {
        kind: "figure",
        title:
          members.length === 1 && sets.length > 1
            ? `Durability of ${members.join("")}`
            : "What became of each lead",
        svg: figure.svg,
        caption:
          drawn > 1
            ? `The same for ${members.join(", ")}. ${runsCaption(points)}`
            : `The lead of each arm over its control. ${variance} The dashed line is the lead that was there at first; tinted${several} are shares of it above ${formatShare(retention.upper)} and below ${formatShare(retention.lower)}. Beneath, the levels themselves. At the right, the share retained with its ${formatCoverage(1 - alpha)} set on a scale from 0 to 150%; arrowheads go on without end or beyond the scale. ${runsCaption(points)}`,
      },
    ];
  });
}

/** Whether the leads held: the headline figure, a table, and one sentence for each. */
export function durabilitySection(matter: ReportMatter): Section | null {
  const { analysis, subject } = matter;
  const drawn = figures(matter);
  if (analysis.durability.length === 0 && drawn.length === 0) return null;
  const families = analysis.families.filter(({ question }) => question === "retention").map(familySentence);
  const groups = ROLES.map((role) => ({
    heading: ROLE_TITLES[role],
    rows: analysis.durability
      .filter((one) => roleOf(subject, one.eval) === role)
      .map((one) => rowOf(subject, one)),
  }));
  const sentences = registered(analysis.durability)
    .filter((one) => roleOf(subject, one.eval) !== "guardrail")
    .map((one) => durabilitySentence(subject, one));
  return {
    id: "durability",
    title: "Durability",
    blocks: [
      ...(families.length === 0 ? [] : [paragraph(families.join(" "))]),
      ...drawn,
      ...(analysis.durability.length === 0
        ? [paragraph("No pair of stages could be compared.")]
        : [
            groupedTable("Durability", COLUMNS, groups),
            ...intervalNote(analysis.durability),
            { kind: "subheading" as const, text: "In words" },
            { kind: "list" as const, items: sentences },
            ...courseBlocks(matter),
          ]),
    ],
  };
}
