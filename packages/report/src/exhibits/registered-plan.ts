import {
  type Ablation,
  controlOf,
  type Effect,
  type Family,
  type LeadMember,
  type RetentionMember,
} from "@holdfast/core";
import type { Cell, Text } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { formatBare, formatCount, formatQuantity, formatShare } from "../format.js";
import { matterOf, type ReportInput, type ReportMatter } from "../report-input.js";
import { methodName } from "../sections/registered.js";
import { unitFor } from "../subject.js";
import {
  code,
  groupedTable,
  listed,
  muted,
  nowrap,
  strong,
  table,
  textColumn,
  wideColumn,
} from "../table.js";

function effectText({ registration: { ablation }, subject }: ReportMatter): string | null {
  const { smallestEffect } = ablation.plan;
  if (smallestEffect === undefined) return null;
  const sizes = ablation.evals.map((value) => {
    const metric = value.metrics[0]?.name ?? "score";
    const { factor, difference } = unitFor(subject, { eval: value.id, metric, judge: "rule" });
    return `${formatBare(smallestEffect * factor)} ${difference}`.trim();
  });
  return listed([...new Set(sizes)]);
}

function seedsText({ seeds }: Ablation): string {
  if (seeds === "unknown") return "not stated";
  return typeof seeds === "number"
    ? `${seeds} an arm`
    : `${seeds.length} an arm: ${listed(seeds.map(String))}`;
}

function planRows(matter: ReportMatter, power: string | null): [string, Text][] {
  const { ablation, fingerprint } = matter.registration;
  const { plan, design } = ablation;
  const effect = effectText(matter);
  const families = plan.families.map(
    ({ name, question, method, members, after }) =>
      `${name}: ${formatQuantity(members.length, question)}, ${methodName(method)}${after === undefined ? "" : `, after ${after} stands whole`}`,
  );
  const looks =
    plan.plannedLooks === 1
      ? "one, when every planned run has a score"
      : `${plan.plannedLooks}, by alpha spending`;
  const all: ([string, Text] | null)[] = [
    ["Fingerprint of the document", code(fingerprint)],
    ["Question", ablation.question],
    ablation.hypothesis === undefined ? null : ["Hypothesis", ablation.hypothesis],
    ["Runs planned", seedsText(ablation)],
    design === "observational" ? ["Design", "observational: no intervention was given"] : null,
    ["Families of comparisons", families.length === 0 ? "none" : families.join("; ")],
    ["Error rate", `${formatShare(plan.alpha)} over each family`],
    [
      "Meant to hold for",
      plan.target === "prompt-general" ? "new runs and prompts like these" : "new runs on these prompts",
    ],
    ["Looks planned", looks],
    ["Smallest effect worth acting on", effect ?? muted("not named")],
    ["Power", power ?? muted("not worked out")],
    [
      "Retained, lost",
      `more than ${formatShare(plan.retention.upper)} of the lead left, less than ${formatShare(plan.retention.lower)}`,
    ],
    [
      "Set aside if",
      plan.exclusionRules.length === 0 ? muted("no rule is registered") : plan.exclusionRules.join("; "),
    ],
    ["Runs of one seed", plan.seedPairing === "by-seed" ? "paired by seed" : "not paired"],
    ["Seed of every random procedure", String(plan.seed)],
  ];
  return all.filter((row) => row !== null);
}

/** How the question was to be answered, as it was registered. */
export function planExhibit(input: ReportInput, power: string | null): Exhibit {
  const matter = matterOf(input);
  const rows = planRows(matter, power);
  return {
    id: "plan",
    title: "The registered plan",
    figure: null,
    caption: "As it stands in the current revision; the fingerprint guards every word of it.",
    table: table(
      "The registered plan",
      [textColumn("What"), wideColumn("As registered")],
      rows.map(([what, text]): Cell[] => [muted(what), text]),
    ),
    tidy: {
      columns: ["what", "text"],
      rows: rows.map(([what, text]) => [
        what,
        typeof text === "string" ? text : "text" in text ? text.text : "",
      ]),
    },
    methods: [],
  };
}

type Member = LeadMember | RetentionMember;

function isOf(effect: Effect, family: Family, member: LeadMember): boolean {
  return (
    effect.family === family.name &&
    effect.arm === member.arm &&
    effect.eval === member.eval &&
    effect.moment.stage === member.stage &&
    (member.metric === undefined || effect.metric === member.metric) &&
    (member.judge === undefined || effect.judge === member.judge)
  );
}

/** What became of a comparison: it waits, it stands, or it does not. */
function stateOf(
  { analysis }: ReportMatter,
  family: Family,
  member: Member,
): "pending" | "stands" | "does not stand" {
  if ("stage" in member) {
    const found = analysis.effects.filter((effect) => isOf(effect, family, member) && effect.stands !== null);
    if (found.length === 0) return "pending";
    return found.every(({ stands }) => stands === true) ? "stands" : "does not stand";
  }
  const followed = analysis.durability.filter(
    (one) =>
      one.family === family.name &&
      one.arm === member.arm &&
      one.eval === member.eval &&
      one.from.stage === member.from &&
      one.to.stage === member.to &&
      one.retentions.some(
        (retention) => retention.status === "estimated" && retention.nonInferiority.pAdjusted !== null,
      ),
  );
  if (followed.length === 0) return "pending";
  const stands = ({ verdict }: (typeof followed)[number]) =>
    verdict.word === "retained" || verdict.word === "amplified";
  return followed.every(stands) ? "stands" : "does not stand";
}

const whenText = (member: Member) => ("stage" in member ? member.stage : `${member.from} to ${member.to}`);

/** Every registered comparison and what became of it; null where none is registered. */
export function comparisonsExhibit(input: ReportInput): Exhibit | null {
  const matter = matterOf(input);
  const { ablation } = matter.registration;
  const { families } = ablation.plan;
  if (families.length === 0) return null;
  const members = families.flatMap((family) => family.members.map((member: Member) => ({ family, member })));
  const states = members.map(({ family, member }) => stateOf(matter, family, member));
  const waiting = states.filter((state) => state === "pending").length;
  return {
    id: "comparisons",
    title: "The registered comparisons",
    figure: null,
    caption: `${formatQuantity(members.length, "comparison")}, ${waiting === 0 ? "none of them pending" : `${formatCount(waiting)} pending`}. A pending one counts as p = 1, so what stands now stands when it is answered. Retention stands where the verdict is retained or amplified.`,
    table: groupedTable(
      "The registered comparisons",
      [
        textColumn("Arm"),
        textColumn("Control"),
        textColumn("Eval"),
        textColumn("At"),
        textColumn("Under"),
        textColumn("State"),
      ],
      families.map((family) => ({
        heading: `${family.name}: ${family.question === "lead" ? "is there a lead?" : "is enough of the lead left?"}`,
        rows: members.flatMap(({ family: own, member }, index): Cell[][] => {
          if (own !== family) return [];
          const state = states[index] ?? "pending";
          return [
            [
              nowrap(member.arm),
              controlOf(ablation, member.arm) ?? muted("none"),
              member.eval,
              whenText(member),
              member.judge === undefined ? muted("every judge") : member.judge,
              state === "stands" ? strong(state) : state === "pending" ? muted(state) : state,
            ],
          ];
        }),
      })),
    ),
    tidy: {
      columns: ["family", "question", "arm", "control", "eval", "at", "metric", "judge", "state"],
      rows: members.map(({ family, member }, index) => [
        ...[family.name, family.question, member.arm, controlOf(ablation, member.arm), member.eval],
        ...[whenText(member), member.metric ?? null, member.judge ?? null, states[index] ?? "pending"],
      ]),
    },
    methods: [],
  };
}
