import { type Ablation, type FamilyResult, type Knowledge, shortFingerprint } from "@holdfast/core";
import type { Block, Section, Text } from "../document.js";
import { formatBare, formatCount, formatCoverage, formatDay, formatShare } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { code, listed, muted, nowrap, numberColumn, table, textColumn } from "../table.js";
import { unitOf } from "../unit.js";
import { methodName } from "./registered.js";

const KNOWN: Readonly<Record<Knowledge, string>> = {
  "nothing-run": "nothing had been run",
  "no-outcomes": "runs existed, no outcome was known",
  "outcomes-not-analysed": "outcomes existed, nothing had been analysed",
  analysed: "results had been analysed",
};

/** The share of false findings that is accepted, and by what it is kept over a family. */
function errorRateText({ alpha, families }: Ablation["plan"]): string {
  const methods = new Set(families.map(({ method }) => methodName(method)));
  return methods.size === 0
    ? `${formatShare(alpha)} for each comparison; no family is registered`
    : `${formatShare(alpha)} over each family, adjusted by ${[...methods].sort().join(" or ")}${methods.size > 1 ? ", as the table below says" : ""}`;
}

function planFacts(ablation: Ablation): { term: string; text: Text }[] {
  const { plan } = ablation;
  const [first] = ablation.evals;
  const unit = unitOf(first?.metrics[0]);
  const target =
    plan.target === "prompt-general" ? "new runs and prompts like these" : "new runs on these prompts";
  return [
    { term: "Meant to hold for", text: target },
    { term: "Error rate", text: errorRateText(plan) },
    ...(plan.smallestEffect === undefined
      ? []
      : [
          {
            term: "Smallest effect of interest",
            text: `${formatBare(plan.smallestEffect * unit.factor)} ${unit.difference}`.trim(),
          },
        ]),
    {
      term: "Retained, lost",
      text: `more than ${formatShare(plan.retention.upper)} of the lead left, less than ${formatShare(plan.retention.lower)}; ${formatCoverage(1 - plan.alpha)} intervals`,
    },
    ...(plan.exclusionRules.length === 0
      ? []
      : [{ term: "Set aside if", text: plan.exclusionRules.join("\n") }]),
  ];
}

function sources(ablation: Ablation): Text | null {
  if (ablation.citations.length === 0) return null;
  return ablation.citations.flatMap(({ text, url }, index) => {
    const before = index === 0 ? [] : ["; "];
    const safe = url !== undefined && /^https?:\/\//i.test(url);
    return [...before, safe ? { kind: "link" as const, text, href: url } : text];
  });
}

/** How many of the registered comparisons are answered, wait, and stand. */
function familyTable(families: readonly FamilyResult[]): Block[] {
  if (families.length === 0) return [];
  return [
    { kind: "subheading", text: "Registered comparisons" },
    table(
      "Registered comparisons",
      [
        textColumn("Family"),
        textColumn("Question"),
        textColumn("Adjusted by"),
        numberColumn("Registered"),
        numberColumn("Answered"),
        numberColumn("Pending"),
        numberColumn("Stand"),
      ],
      families.map((family) => [
        nowrap(family.name),
        family.question === "lead" ? "is there a lead?" : "is enough of the lead left?",
        methodName(family.method),
        formatCount(family.size),
        formatCount(family.answered),
        formatCount(family.size - family.answered),
        formatCount(family.standing),
      ]),
    ),
  ];
}

/** The question, what was expected, how it will be answered, and how the plan came to be what it is. */
export function questionSection({ registration, analysis }: ReportMatter): Section {
  const { ablation, revisions, retrospective } = registration;
  const seeds =
    ablation.seeds === "unknown"
      ? "unknown"
      : typeof ablation.seeds === "number"
        ? `${ablation.seeds} an arm`
        : listed(ablation.seeds.map(String));
  const cited = sources(ablation);
  const facts: { term: string; text: Text }[] = [
    { term: "Question", text: ablation.question },
    ...(ablation.hypothesis === undefined ? [] : [{ term: "Hypothesis", text: ablation.hypothesis }]),
    { term: "Base model", text: ablation.baseModel },
    { term: "Seeds planned", text: seeds },
    ...(ablation.design === "observational" ? [] : planFacts(ablation)),
    ...(cited === null ? [] : [{ term: "Source", text: cited }]),
    ...(ablation.note === undefined ? [] : [{ term: "Note", text: ablation.note }]),
  ];
  const stamp: Block[] = retrospective
    ? [
        {
          kind: "callout",
          title: "Retrospective",
          text: "This ablation was registered after outcomes existed. The plan could have been chosen with the results in view.",
        },
      ]
    : [];
  const history = table(
    "Revisions",
    [
      textColumn("Revision"),
      textColumn("Day"),
      textColumn("What was known"),
      textColumn("By"),
      textColumn("Why"),
      textColumn("Fingerprint"),
    ],
    revisions.map((revision) => [
      String(revision.revision),
      formatDay(revision.at),
      KNOWN[revision.known],
      revision.author ?? muted("–"),
      revision.reason ?? (revision.revision === 1 ? "registered" : muted("–")),
      code(
        revision.fingerprint.startsWith("sha256:")
          ? shortFingerprint(`sha256:${revision.fingerprint.slice(7)}`)
          : revision.fingerprint,
      ),
    ]),
  );
  return {
    id: "question",
    title: "Question and registered plan",
    blocks: [
      ...stamp,
      { kind: "facts", items: facts },
      { kind: "subheading", text: "What was registered when" },
      history,
      ...familyTable(analysis.families),
    ],
  };
}
