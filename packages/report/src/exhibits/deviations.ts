import {
  type Ablation,
  type Analysis,
  formatCheckpoint,
  type Registration,
  type Warning,
} from "@holdfast/core";
import type { Cell } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { formatCount, formatDay, formatQuantity } from "../format.js";
import { listed, muted, NOTHING, numberColumn, strong, table, textColumn, wideColumn } from "../table.js";
import { withCode } from "../with-code.js";
import { firstEvaluated, type IntegrityRecord, isInformed, KNOWN_TEXT } from "./integrity-record.js";

/** One way in which what was done is not what was registered. */
export interface Deviation {
  readonly what: string;
  readonly detail: string;
  readonly at: string | null;
  readonly by: string | null;
  readonly why: string | null;
  /** Results could have been in view, or the error rate no longer holds. */
  readonly isGrave: boolean;
}

/** Arms, evals and factors that a revision names and the one before it did not. */
function addedNames(before: Ablation, after: Ablation): string[] {
  const named = ({ arms, evals, factors }: Ablation) => [
    ...arms.map(({ name }) => `the arm ${name}`),
    ...evals.map(({ id }) => `the eval ${id}`),
    ...factors.map(({ name }) => `the factor ${name}`),
  ];
  const known = new Set(named(before));
  return named(after).filter((name) => !known.has(name));
}

function addedDeviations({ revisions }: IntegrityRecord): Deviation[] {
  return revisions.flatMap(({ revision, known, at, author, reason, changes, ablation }, index) => {
    if (revision === 1) return [];
    const before = revisions[index - 1]?.ablation;
    const added = before === undefined ? [] : addedNames(before, ablation);
    const plan = changes.filter(({ key }) => key.startsWith("plan."));
    const detail = [
      ...(added.length === 0 ? [] : [`${listed(added)} added`]),
      ...(plan.length === 0 ? [] : [`${plan.map(({ key }) => key).join(", ")} changed`]),
      ...(added.length + plan.length === 0 ? [formatQuantity(changes.length, "change")] : []),
    ].join("; ");
    return [
      {
        what: `amended to revision ${revision}`,
        detail: `${detail}, when ${KNOWN_TEXT[known]}`,
        ...{ at, by: author, why: reason },
        isGrave: isInformed(known) && added.length + plan.length > 0,
      },
    ];
  });
}

function aside({ exclusions }: IntegrityRecord): Deviation[] {
  return exclusions.map(({ what, author, reason }) => ({
    what: "set aside",
    detail: what.kind === "run" ? `the run ${what.run}` : `one outcome (${what.outcomeId})`,
    ...{ at: null, by: author, why: reason, isGrave: false },
  }));
}

function corrections({ outcomes }: IntegrityRecord): Deviation[] {
  return outcomes
    .filter(({ revision }) => revision > 1)
    .map((outcome) => ({
      what: "corrected",
      detail: `${outcome.run}, ${formatCheckpoint(outcome)}, ${outcome.eval}, revision ${outcome.revision}`,
      at: outcome.recordedAt,
      by: outcome.correction?.author ?? null,
      why: outcome.correction?.reason ?? null,
      isGrave: false,
    }));
}

const bare = (what: string, detail: string, isGrave: boolean): Deviation => ({
  ...{ what, detail, isGrave },
  ...{ at: null, by: null, why: null },
});

function told(
  warnings: readonly Warning[],
  code: Warning["code"],
  what: string,
  isGrave: boolean,
): Deviation[] {
  const messages = new Set(warnings.filter((warning) => warning.code === code).map(({ message }) => message));
  return [...messages].map((message) => bare(what, message, isGrave));
}

function beforehand({ retrospective, registeredAt }: Registration, record: IntegrityRecord): Deviation[] {
  const evaluated = firstEvaluated(record.outcomes);
  return [
    ...(retrospective
      ? [
          bare(
            "retrospective",
            "registered after outcomes existed: the plan could have been chosen with them in view",
            true,
          ),
        ]
      : []),
    ...(evaluated !== null && evaluated < Date.parse(registeredAt)
      ? [
          bare(
            "evaluated before",
            `the earliest evaluation that is dated is of ${new Date(evaluated).toISOString().slice(0, 10)}, before the registration of ${formatDay(registeredAt)}`,
            true,
          ),
        ]
      : []),
  ];
}

function beyond({ effects, families, warnings }: Analysis, { status }: IntegrityRecord): Deviation[] {
  const exploratory = effects.filter(({ family }) => family === null).length;
  const { missing, beyondPlan } = status;
  return [
    ...told(warnings, "unplanned-look", "unplanned look", true),
    ...(families.length > 0 && exploratory > 0
      ? [
          bare(
            "not registered",
            `${formatQuantity(exploratory, "lead")} ${exploratory === 1 ? "is" : "are"} shown that belong to no registered family: they are exploratory, and marked as such`,
            false,
          ),
        ]
      : []),
    ...(beyondPlan > 0
      ? [
          bare(
            "beyond the plan",
            `${formatQuantity(beyondPlan, "place")} ${beyondPlan === 1 ? "has" : "have"} outcomes that no registered comparison asks for`,
            false,
          ),
        ]
      : []),
    ...(missing > 0
      ? [
          bare(
            "not there",
            `${formatQuantity(missing, "place")} that registered comparisons need ${missing === 1 ? "has" : "have"} no outcome: a pending comparison counts as p = 1`,
            false,
          ),
        ]
      : []),
    ...told(warnings, "outside-plan", "outside the plan", false),
  ];
}

/** Every way in which what was done is not what was registered, the gravest first. */
export function deviationsOf(
  registration: Registration,
  analysis: Analysis,
  record: IntegrityRecord,
): Deviation[] {
  const all = [
    ...beforehand(registration, record),
    ...addedDeviations(record),
    ...beyond(analysis, record),
    ...aside(record),
    ...corrections(record),
  ];
  return [...all.filter(({ isGrave }) => isGrave), ...all.filter(({ isGrave }) => !isGrave)];
}

const MOST_ROWS = 120;

/** The same as a table. */
export function deviationsExhibit(deviations: readonly Deviation[]): Exhibit {
  const cut =
    deviations.length > MOST_ROWS
      ? ` The first ${MOST_ROWS} of ${formatCount(deviations.length)}; the CSV has all.`
      : "";
  const rows =
    deviations.length === 0
      ? [[muted("none"), "Everything that was done was registered.", NOTHING, NOTHING, NOTHING]]
      : deviations
          .slice(0, MOST_ROWS)
          .map(({ what, detail, at, by, why, isGrave }): Cell[] => [
            isGrave ? strong(what) : what,
            withCode(detail),
            at === null ? NOTHING : formatDay(at),
            by ?? NOTHING,
            why ?? NOTHING,
          ]);
  return {
    id: "deviations",
    title: "What differs from the plan",
    figure: null,
    caption: `In bold what can turn an answer round: changes made with results in view, and looks that were not planned.${cut}`,
    table: table(
      "What differs from the plan",
      [textColumn("What"), wideColumn("How"), numberColumn("Day"), textColumn("By"), wideColumn("Why")],
      rows,
    ),
    tidy: {
      columns: ["what", "detail", "at", "by", "why", "grave"],
      rows: deviations.map(({ what, detail, at, by, why, isGrave }) => [what, detail, at, by, why, isGrave]),
    },
    methods: [],
  };
}
