import {
  type ComparedDurability,
  type ComparedLead,
  type ComparedLeads,
  type ComparisonReport,
  type Durability,
  shortFingerprint,
  shownRetention,
} from "@holdfast/core";
import type { Block, Cell, ReportDocument, RowGroup, Section } from "../document.js";
import { pairedForestFigure } from "../figures/paired-forest.js";
import { formatPValue, formatQuantity, formatRatioSet, formatShare } from "../format.js";
import type { ReportInput } from "../report-input.js";
import { runsCaption, varianceCaption } from "../sections/variance-caption.js";
import { verdictName } from "../sentences/durability-sentence.js";
import { contextOf, runsPair, type Subject, subjectOf, unitFor } from "../subject.js";
import {
  groupedTable,
  muted,
  NOTHING,
  nowrap,
  numberColumn,
  paragraph,
  strong,
  table,
  textColumn,
} from "../table.js";
import { printDifference } from "../unit.js";

const LEADS = [
  ...[textColumn("Ablation"), textColumn("Arm"), numberColumn("Lead"), numberColumn("Interval")],
  ...[numberColumn("p"), textColumn("Stands"), numberColumn("Runs"), textColumn("Method")],
];

function leadCells(subject: Subject, at: ComparedLeads, identity: string, lead: ComparedLead): Cell[] {
  const { arm, control, finding, stands } = lead;
  const head: Cell[] = [identity, { lines: [nowrap(arm), muted(`v ${control ?? "nothing"}`)] }];
  if (finding.status === "not-estimable")
    return [...head, muted("not estimable"), muted(finding.reason), NOTHING, NOTHING, NOTHING, NOTHING];
  const { value, interval } = printDifference(finding, unitFor(subject, at));
  const p = finding.pAdjusted ?? finding.pValue;
  return [
    ...head,
    strong(value),
    interval ?? NOTHING,
    p === null ? NOTHING : formatPValue(p),
    stands === null ? muted("exploratory") : stands ? strong("stands") : "does not stand",
    finding.n.runs === 0 ? NOTHING : runsPair(finding.n.runs, finding.n.controlRuns),
    finding.estimator,
  ];
}

/** Evals, metrics and judges on which both have leads, one heading a place. */
function placeText(subject: Subject, at: ComparedLeads): string {
  const context = contextOf(subject, at, at.condition);
  return `${at.eval}${context === "" ? "" : ` (${context})`} after ${at.stage}`;
}

function leadsSection(comparison: ComparisonReport, subject: Subject): Section {
  const { first, second, leads } = comparison;
  const groups = leads.map(
    (at): RowGroup => ({
      heading: placeText(subject, at),
      rows: [
        ...at.first.map((lead) => leadCells(subject, at, first.identity, lead)),
        ...at.second.map((lead) => leadCells(subject, at, second.identity, lead)),
      ],
    }),
  );
  const units = [...new Set(leads.map((at) => unitFor(subject, at).difference))];
  const figures = units.map((unit, index): Block => {
    const own = leads.filter((at) => unitFor(subject, at).difference === unit);
    const findings = own.flatMap((at) => [...at.first, ...at.second].map(({ finding }) => finding));
    const sizes = findings.flatMap((finding) => (finding.status === "estimated" ? [finding.n] : []));
    return {
      kind: "figure",
      title: `Leads of ${first.identity} and ${second.identity}`,
      svg: pairedForestFigure(subject, own, [first.identity, second.identity], { id: `beside-${index}` }).svg,
      caption: `Arm minus its own control${unit === "" ? "" : `, in ${unit}`}; filled marks stand in their own ablation. ${varianceCaption(findings)} ${runsCaption(sizes)} The two have controls, recipes and prompts of their own: no difference between them is tested.`,
    };
  });
  return {
    id: "leads",
    title: "Leads side by side",
    blocks:
      leads.length === 0
        ? [paragraph("No lead of one can stand beside one of the other.")]
        : [...figures, groupedTable("Leads side by side", LEADS, groups)],
  };
}

function durabilityCells(identity: string, one: Durability): Cell[] {
  const retention = shownRetention(one);
  const retained = retention?.status === "estimated" ? retention.retained : null;
  return [
    identity,
    { lines: [nowrap(one.arm), muted(`v ${one.control ?? "nothing"}`)] },
    retained?.point === null || retained === null ? NOTHING : formatShare(retained.point),
    retained?.set === null || retained === null ? NOTHING : formatRatioSet(retained.set),
    strong(verdictName(one.verdict.word)),
    one.runs === 0 && one.controlRuns === 0 ? NOTHING : runsPair(one.runs, one.controlRuns),
  ];
}

function durabilitySection({ first, second, durability }: ComparisonReport): Section {
  const heading = ({ eval: id, metric, judge, from, to }: ComparedDurability) =>
    `${id}${metric === "score" ? "" : `, ${metric}`}${judge === "rule" ? "" : `, judge ${judge}`}, ${from} to ${to}`;
  const columns = [
    ...[textColumn("Ablation"), textColumn("Arm"), numberColumn("Retained"), numberColumn("Set")],
    ...[textColumn("Verdict"), numberColumn("Runs")],
  ];
  return {
    id: "durability",
    title: "Did they hold",
    blocks:
      durability.length === 0
        ? [paragraph("No lead was followed between the same stages in both.")]
        : [
            groupedTable(
              "Durability side by side",
              columns,
              durability.map((at) => ({
                heading: heading(at),
                rows: [
                  ...at.first.map((one) => durabilityCells(first.identity, one)),
                  ...at.second.map((one) => durabilityCells(second.identity, one)),
                ],
              })),
            ),
          ],
  };
}

function designSection({ first, second, design, evals }: ComparisonReport): Section {
  const words = { same: "the same", assumed: strong("taken as the same"), another: strong("not comparable") };
  return {
    id: "design",
    title: "What differs in design",
    blocks: [
      table(
        "Design",
        [textColumn("What"), textColumn(first.identity), textColumn(second.identity), textColumn("")],
        design.map((row): Cell[] => [
          row.what,
          row.first,
          row.same ? muted("the same") : row.second,
          row.same ? NOTHING : strong("differs"),
        ]),
      ),
      ...(evals.length === 0
        ? []
        : [
            table(
              "Evals of both",
              [textColumn("Eval"), textColumn("Is it the same"), textColumn("Because")],
              evals.map((value): Cell[] => [value.eval, words[value.status], value.reason]),
            ),
          ]),
    ],
  };
}

function apartSection({ notComparable }: ComparisonReport): Section {
  return {
    id: "apart",
    title: "What cannot be compared",
    blocks: [
      notComparable.length === 0
        ? paragraph("Everything that both measured stands side by side.")
        : table(
            "What cannot be compared",
            [textColumn("What"), textColumn("Why not")],
            notComparable.map(({ what, reason }): Cell[] => [what, reason]),
          ),
    ],
  };
}

/** Two ablations beside each other, before they are written as HTML or Markdown. */
export function comparisonDocument(
  comparison: ComparisonReport,
  one: ReportInput,
  other: ReportInput,
): ReportDocument {
  const { first, second, sentences } = comparison;
  const subject = subjectOf(one.registration.ablation);
  const facts = [first, second].map(
    ({ identity, revision, fingerprint }) =>
      `${identity}: revision ${revision}, ${shortFingerprint(fingerprint)}`,
  );
  const stamps = [one, other].flatMap(({ registration }) =>
    registration.retrospective ? [`${registration.identity} is retrospective`] : [],
  );
  return {
    identity: `${first.identity} and ${second.identity}`,
    carried: null,
    title: `${first.title}, beside ${second.title}`,
    question: `${first.question} ${second.question}`,
    ...{ stamps, facts },
    sections: [
      { id: "answer", title: "The answer", blocks: sentences.map((text) => paragraph(text, "lead")) },
      {
        id: "questions",
        title: "The questions",
        blocks: [
          {
            kind: "facts",
            items: [first, second].map(({ identity, question }) => ({ term: identity, text: question })),
          },
        ],
      },
      leadsSection(comparison, subject),
      durabilitySection(comparison),
      designSection(comparison),
      apartSection(comparison),
    ],
    colophon: `Computed from inputs ${shortFingerprint(first.inputsFingerprint)} of ${first.identity} and ${shortFingerprint(second.inputsFingerprint)} of ${second.identity}, ${formatQuantity(2, "ablation")}, each with its own controls. Same inputs, same bytes.`,
  };
}
