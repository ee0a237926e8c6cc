import type { Registration } from "@holdfast/core";
import type { Exhibit } from "../exhibit.js";
import { durationText } from "../figures/instant-ticks.js";
import { formatDay, formatQuantity } from "../format.js";
import type { ReportInput } from "../report-input.js";
import { amendmentsExhibit } from "./amendments.js";
import { type Deviation, deviationsExhibit, deviationsOf } from "./deviations.js";
import { firstRecorded, type IntegrityRecord, isInformed } from "./integrity-record.js";
import { recipeCheckExhibit } from "./recipe-checks.js";
import { timelineExhibit } from "./record-timeline.js";
import { comparisonsExhibit, planExhibit } from "./registered-plan.js";

function registeredSentence({ registeredAt, retrospective }: Registration, record: IntegrityRecord): string {
  const day = formatDay(registeredAt);
  if (retrospective)
    return `Registered on ${day}, after outcomes existed: the plan could have been chosen with the results in view.`;
  const first = firstRecorded(record.outcomes);
  if (first === null)
    return `Registered on ${day}, and nothing is recorded yet: the plan cannot have been chosen with the results in view.`;
  return `Registered on ${day}, ${durationText(first - Date.parse(registeredAt))} before the first outcome was recorded.`;
}

function amendedSentence({ revisions }: IntegrityRecord): string {
  const amendments = revisions.filter(({ revision }) => revision > 1);
  if (amendments.length === 0) return "The plan was never amended.";
  const informed = amendments.filter(({ known }) => isInformed(known)).length;
  const times = amendments.length === 1 ? "once" : `${amendments.length} times`;
  return informed === 0
    ? `Amended ${times}, each time before any outcome was known.`
    : `Amended ${times}${informed === amendments.length ? "" : `, ${informed} of them`} with outcomes on record.`;
}

function deviationSentence(deviations: readonly Deviation[]): string {
  if (deviations.length === 0) return "Nothing differs from the plan.";
  const grave = deviations.filter(({ isGrave }) => isGrave).length;
  const count = formatQuantity(deviations.length, "difference");
  return grave === 0
    ? `${count} from the plan, none of which turns an answer round.`
    : `${count} from the plan; ${grave} can turn an answer round.`;
}

function recipeSentence({ analysis }: ReportInput): string[] {
  const { recipeChecks } = analysis;
  const differing = new Set(recipeChecks.filter(({ status }) => status === "differs").map(({ arm }) => arm));
  const unknown = new Set(recipeChecks.filter(({ status }) => status === "unknown").map(({ arm }) => arm));
  if (recipeChecks.length === 0) return [];
  if (differing.size === 0 && unknown.size === 0)
    return ["Every arm was trained by the recipe of its control."];
  return [
    [
      differing.size === 0
        ? ""
        : `${formatQuantity(differing.size, "arm")} ${differing.size === 1 ? "differs" : "differ"} from the control in more than data.`,
      unknown.size === 0
        ? ""
        : `For ${formatQuantity(unknown.size, "arm")} the recipe of some stage is not recorded.`,
    ]
      .filter((part) => part !== "")
      .join(" "),
  ];
}

/** Whether the plan was there before the data, and what became of it, in a few sentences. */
export function integritySentences(input: ReportInput, record: IntegrityRecord): string[] {
  const { registration, analysis } = input;
  return [
    `${registeredSentence(registration, record)} ${amendedSentence(record)}`,
    deviationSentence(deviationsOf(registration, analysis, record)),
    ...recipeSentence(input),
    ...(registration.archived ? ["It is archived: it is out of the list, and nothing can be recorded."] : []),
  ];
}

/** When the plan was made and changed, what differs from it, whether arms are matched, and the plan itself. */
export function integrityExhibits(input: ReportInput, record: IntegrityRecord): Exhibit[] {
  const { registration, analysis } = input;
  const areMore = record.revisions[0] !== undefined && record.revisions[0].revision > 1;
  const all = [
    timelineExhibit({ registration, record }),
    deviationsExhibit(deviationsOf(registration, analysis, record)),
    amendmentsExhibit(record.revisions, areMore),
    recipeCheckExhibit(input),
    planExhibit(input, record.power),
    comparisonsExhibit(input),
  ];
  return all.filter((one) => one !== null);
}
