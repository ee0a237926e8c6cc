import {
  type Ablation,
  type Durability,
  type DurabilityAnswer,
  type EffectScale,
  formatCondition,
  type Retention,
  type Target,
} from "@holdfast/core";
import { bySection, evalHeading, momentText, runsText, unitOf } from "./contrast-text.js";
import { courseText, trajectoryText } from "./course-text.js";
import { standingSentence } from "./effects-text.js";
import { plural, shareText, signed } from "./number-text.js";
import { paragraph } from "./paragraph.js";
import { ratioSetText } from "./ratio-set-text.js";
import { textTable } from "./text-table.js";
import { reasonList, warningList } from "./warning-list.js";

export interface DurabilityTextOptions {
  readonly scale: EffectScale;
  /** The target that is shown; without it, the one each durability shows first. */
  readonly target: Target | undefined;
  readonly columns: number;
  readonly bold: (text: string) => string;
  /** Print every checkpoint too. */
  readonly trajectory?: boolean;
}

function retentionOf(
  durability: Durability,
  { scale, target }: DurabilityTextOptions,
): Retention | undefined {
  const shown = target ?? durability.shownTarget;
  return durability.retentions.find((retention) => retention.scale === scale && retention.target === shown);
}

function verdictText(durability: Durability, retention: Retention | undefined): string {
  const verdict = retention?.status === "estimated" ? retention.verdict : durability.verdict;
  const words = [verdict.word ?? "no verdict", ...verdict.flags.map((flag) => `(${flag})`)];
  return words.join(" ");
}

function rowOf(ablation: Ablation, durability: Durability, options: DurabilityTextOptions): string[] {
  const retention = retentionOf(durability, options);
  const unit = options.scale === "log-odds" ? "log-odds" : unitOf(ablation, durability);
  const arm = `  ${durability.arm}`;
  const verdict = verdictText(durability, retention);
  const runs = runsText(durability.runs, durability.controlRuns);
  if (retention?.status !== "estimated") return [arm, "-", "not estimable", "-", runs, verdict];
  const { from, to, retained, retainedAtLeast, retainedAtMost } = retention;
  const point = retained.point === null ? "" : `${shareText(retained.point)}: `;
  const bounds = `${shareText(retainedAtLeast)} / ${shareText(retainedAtMost)}`;
  return [
    arm,
    `${signed(from.estimate, unit)} -> ${signed(to.estimate, unit)}`,
    `${point}${ratioSetText(retained.set)}`,
    bounds === "- / -" ? "-" : bounds,
    runs,
    verdict,
  ];
}

/** The eval, and the two moments with the condition of each where they differ. */
function headingOf(ablation: Ablation, durability: Durability): string {
  const { from, to, sameCondition } = durability;
  const at = (end: Durability["from"]) => {
    const condition = sameCondition ? "" : formatCondition(end.condition);
    return condition === "" ? momentText(end) : `${momentText(end)} (${condition})`;
  };
  const about = evalHeading(ablation, durability, sameCondition ? from.condition : {});
  return `${about}: ${at(from)} -> ${at(to)}`;
}

function verdictCounts(answer: DurabilityAnswer): string {
  const counts = new Map<string, number>();
  for (const { verdict } of answer.durability) {
    const word = verdict.word ?? "no verdict";
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const said = [...counts].map(([word, count]) => `${count} ${word}`).join(", ");
  return `${plural(answer.durability.length, "lead")} followed over time: ${said}.`;
}

/** More sentences than these are left to `--json`. */
const MOST_SENTENCES = 12;

function sentenceList(sentences: readonly string[], columns: number): string {
  const left = sentences.length - MOST_SENTENCES;
  return [
    ...sentences.slice(0, MOST_SENTENCES).map((text) => paragraph(`- ${text}`, columns, "  ")),
    ...(left > 0 ? [`- and ${left} more, with --json.`] : []),
  ].join("\n");
}

/** What each column beside the verdicts means, by the first word of its heading, which no narrow column breaks. */
const COURSE_LEGEND = [
  [
    "half-life",
    "Half-life: steps until half of the lead is gone if it fades towards nothing, or half of what it loses where it is told to settle (of the loss); > where no decline at all is not excluded. For other runs on these prompts.",
  ],
  [
    "share",
    "Share over stage: the lead's mean over the stage as a share of the earlier lead. For other runs on these prompts.",
  ],
  ["levels", "Levels: of arm v control, at both ends."],
  [
    "worst",
    "Worst / best: runs without an outcome, and what would be left, had they ended as badly, or as well, as the scale allows.",
  ],
] as const;

/** The meaning of the columns that the course has. */
function courseLegend(course: string): string {
  const [headings = ""] = course.split("\n");
  return COURSE_LEGEND.filter(([heading]) => headings.includes(heading))
    .map(([, text]) => text)
    .join(" ");
}

function legend(ablation: Ablation): string {
  const { lower, upper } = ablation.plan.retention;
  const level = Math.round((1 - ablation.plan.alpha) * 100);
  return `Retained: the later lead as a share of the earlier one, with its ${level}% Fieller set. Least / most: the largest share that can be claimed, and the smallest that can be excluded. Thresholds of the verdict: ${lower} and ${upper}.`;
}

/** What is left of each lead as text: sentences, a table, what could not be estimated, and the warnings. */
export function durabilityText(
  ablation: Ablation,
  answer: DurabilityAnswer,
  options: DurabilityTextOptions,
): string {
  const { columns, bold } = options;
  const sentence = standingSentence(answer.families, "retention");
  if (answer.durability.length === 0)
    return `${sentence}\nNothing to follow over time: durability needs outcomes of arm and control at two stages.`;
  const table = textTable(
    [
      { heading: "arm", least: 14 },
      { heading: "lead", align: "right" },
      { heading: "retained", least: 18 },
      { heading: "least / most" },
      { heading: "runs" },
      { heading: "verdict", least: 19 },
    ],
    bySection(
      ablation,
      answer.durability,
      (durability) => headingOf(ablation, durability),
      (durability) => rowOf(ablation, durability, options),
      ({ sameCondition }) => (sameCondition ? 0 : 1),
    ),
    columns,
    bold,
  );
  const reasons = answer.durability.flatMap((durability) => {
    const retention = retentionOf(durability, options);
    const reason = retention?.reason ?? durability.verdict.reason;
    return reason === null ? [] : [reason];
  });
  const course = courseText(ablation, answer, options);
  const warnings = [...answer.warnings, ...answer.durability.flatMap((durability) => durability.warnings)];
  return [
    paragraph(`${sentence} ${verdictCounts(answer)}`, columns),
    sentenceList(answer.sentences, columns),
    table,
    paragraph(legend(ablation), columns),
    course,
    course === "" ? "" : paragraph(courseLegend(course), columns),
    options.trajectory === true ? trajectoryText(ablation, answer, options) : "",
    reasonList("Reasons", reasons, columns, bold),
    warningList(warnings, columns, bold),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
