import type { EffectScale, Intervention, Target, Trajectory } from "@holdfast/core";
import type { Text } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { durabilityFigure } from "../figures/durability.js";
import { lastJudge } from "../figures/durability-rows.js";
import { chosenRetention, isPlanned, type RetentionChoice } from "../figures/retention-choice.js";
import { formatCoverage, formatShare } from "../format.js";
import { matterOf, type ReportInput, type ReportMatter } from "../report-input.js";
import { runsCaption } from "../sections/variance-caption.js";
import { contextOf, roleOf } from "../subject.js";
import { durabilityTable, durabilityTidy } from "./durability-table.js";
import type { FollowedPart } from "./followed-part.js";
import { leadsOverTimeExhibit } from "./leads-over-time.js";

/** More arms than this do not share a row: each then has a figure of its own. */
export const MOST_ARMS = 3;

export interface DurabilityOptions {
  readonly scale?: EffectScale;
  /** null: the target that each finding shows first. */
  readonly target?: Target | null;
  /** One eval alone: of many arms, each then has a row of its own in one figure. */
  readonly eval?: string | null;
  /** One arm alone. */
  readonly arm?: string | null;
  /** Marked where they fell. */
  readonly interventions?: readonly Intervention[];
}

/** What of an analysis is shown. */
export function followedPart(
  { analysis }: Pick<ReportMatter, "analysis">,
  options: DurabilityOptions,
): FollowedPart {
  const { eval: id = null, arm = null } = options;
  const isAsked = (one: { readonly eval: string; readonly arm: string }) =>
    (id === null || one.eval === id) && (arm === null || one.arm === arm);
  return {
    durability: analysis.durability.filter(isAsked),
    trajectories: analysis.trajectories.filter(isAsked),
  };
}

type Followed = Pick<Trajectory, "arm" | "eval" | "metric" | "judge">;

interface Panel extends FollowedPart {
  /** What tells it from the others; empty where it is the only one. */
  readonly name: string;
  readonly isFirst: boolean;
  readonly arms: readonly string[];
  readonly isRowAnArm: boolean;
}

/** What shares a figure: a few arms in one, many arms of one eval in one a judge, else one figure an arm. */
function panelsOf({ subject }: ReportMatter, part: FollowedPart, options: DurabilityOptions): Panel[] {
  const isFollowed = ({ eval: id }: { readonly eval: string }) => roleOf(subject, id) !== "guardrail";
  const trajectories = part.trajectories.filter(isFollowed);
  const arms = [...new Set(trajectories.map(({ arm }) => arm))];
  const isRowAnArm = arms.length > MOST_ARMS && (options.eval ?? null) !== null;
  const keyOf = ({ arm, metric, judge }: Followed) => {
    if (isRowAnArm) return JSON.stringify([metric, lastJudge(judge)]);
    return arms.length <= MOST_ARMS ? "" : arm;
  };
  const keys = [...new Set(trajectories.map(keyOf))];
  return (keys.length === 0 ? [""] : keys).map((key, index): Panel => {
    const members = trajectories.filter((one) => keyOf(one) === key);
    const [first] = members;
    const [only] = isRowAnArm ? [] : keys.length > 1 ? [first?.arm ?? ""] : [];
    const context = first === undefined || !isRowAnArm ? "" : contextOf(subject, first, {});
    return {
      name: only ?? context,
      isFirst: index === 0,
      arms: [...new Set(members.map(({ arm }) => arm))],
      isRowAnArm,
      trajectories: members,
      // what no line was followed for stands in the first table
      durability: part.durability.filter((one) =>
        keys.includes(keyOf(one)) ? keyOf(one) === key : index === 0,
      ),
    };
  });
}

function titleOf({ subject }: ReportMatter, { name, isRowAnArm, trajectories }: Panel): string {
  const [first] = trajectories;
  if (isRowAnArm && first !== undefined) {
    const measured = subject.evals.get(first.eval)?.title ?? first.eval;
    return `What became of each lead on ${measured}${name === "" ? "" : ` (${name})`}`;
  }
  return name === "" ? "What became of each lead" : `Durability of ${name}`;
}

function varianceText(matter: ReportMatter, { trajectories, durability }: Panel): string {
  const { alpha } = matter.registration.ablation.plan;
  const points = trajectories.flatMap((trajectory) => trajectory.points);
  if (!points.some(({ band }) => band !== null)) return "No band: the values have no interval.";
  const scopes = new Set(
    (durability.length > 0 ? durability : matter.analysis.durability).map(({ scope }) => scope),
  );
  return `Bands are simultaneous ${formatCoverage(1 - alpha)} bands over the moments of a line (Bonferroni), bars single intervals; both show ${scopes.has("recipe") ? "the variance between training runs, and between prompts where other prompts are meant" : "the reported or sampled variance of these checkpoints, with none between runs in it"}.`;
}

function otherChoiceText({ scale, target }: RetentionChoice, level: number): string {
  const on = scale === "log-odds" ? " in log odds" : "";
  const whom =
    target === null ? "" : target === "suite-fixed" ? ", for these prompts" : ", for prompts like these";
  return `The lead of each arm over its control${on}${whom}, at the two stages that are compared: between them it is not known on this scale. Bars are ${formatCoverage(level)} intervals.`;
}

function captionOf(matter: ReportMatter, panel: Panel, choice: RetentionChoice, isFirst: boolean): Text {
  const { retention, alpha } = matter.registration.ablation.plan;
  const points = panel.trajectories.flatMap((trajectory) => trajectory.points);
  if (!isFirst)
    return `The same ${panel.isRowAnArm ? `with ${panel.name || "the rule"}` : `for ${panel.arms.join(", ")}`}. ${runsCaption(points)}`;
  const several =
    panel.arms.length > 1 && !panel.isRowAnArm ? " (in a small gauge for each arm at the right)" : "";
  const untinted = panel.durability.some(({ verdict }) =>
    verdict.flags.some((flag) => flag === "harm" || flag === "no-lead-to-retain"),
  );
  const head = panel.durability.every((one) => isPlanned(one, choice))
    ? `The lead of each arm over its control. ${varianceText(matter, panel)}`
    : otherChoiceText(choice, 1 - alpha);
  return `${head} The dashed line is the lead that was there at first; tinted${several} are shares of it above ${formatShare(retention.upper)} and below ${formatShare(retention.lower)}${untinted ? ", none where no lead stands at first" : ""}. Beneath, the levels themselves. At the right, the share retained with its ${formatCoverage(1 - alpha)} set on a scale from 0 to 150%; arrowheads go on without end or beyond the scale. ${runsCaption(points)}`;
}

function methodsOf(panel: Panel, choice: RetentionChoice): string[] {
  const estimators = panel.durability.flatMap((one) => {
    const retention = chosenRetention(one, choice);
    return retention?.status === "estimated" ? [retention.estimator] : [];
  });
  const isBanded = panel.trajectories.some(({ points }) => points.some(({ band }) => band !== null));
  return [
    ...new Set(estimators),
    ...(estimators.length === 0 ? [] : ["retention-verdict"]),
    ...(isBanded && panel.durability.every((one) => isPlanned(one, choice)) ? ["simultaneous-band"] : []),
  ];
}

/** What became of each lead: the headline figure with its verdicts, in as many figures as it takes to be read. */
export function durabilityExhibits(input: ReportInput, options: DurabilityOptions = {}): Exhibit[] {
  const matter = matterOf(input);
  const { subject, registration } = matter;
  const choice: RetentionChoice = { scale: options.scale ?? "difference", target: options.target ?? null };
  const part = followedPart(matter, options);
  const panels = panelsOf(matter, part, options);
  let drawn = 0;
  return panels.flatMap((panel, index): Exhibit[] => {
    const { isRowAnArm, durability } = panel;
    const figure =
      durabilityFigure(registration.ablation, panel, {
        ...{ id: `durability-${index}`, choice, isRowAnArm },
        ...(options.interventions === undefined ? {} : { interventions: options.interventions }),
      }) ?? null;
    if (figure === null && durability.length === 0) return [];
    if (figure !== null) drawn += 1;
    const title = titleOf(matter, panel);
    const lines = leadsOverTimeExhibit(subject, panel);
    return [
      {
        id: `durability-${index}`,
        title,
        figure,
        caption:
          figure === null
            ? "No lead was seen at two moments."
            : captionOf(matter, panel, choice, drawn === 1),
        table:
          durability.length === 0 && lines !== null
            ? lines.table
            : durabilityTable(subject, durability, choice, panels.length > 1 ? title : undefined),
        tidy: durability.length === 0 && lines !== null ? lines.tidy : durabilityTidy(durability, choice),
        methods: methodsOf(panel, choice),
      },
    ];
  });
}
