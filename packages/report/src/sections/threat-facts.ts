import { type Durability, type Effect, shownFinding, type Warning } from "@holdfast/core";
import type { Text } from "../document.js";
import { formatCount, formatQuantity, formatShare } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { unitFor } from "../subject.js";
import { listed } from "../table.js";
import { printBareLevel, printDifference } from "../unit.js";

/** A threat to what the report says, as a plain statement with its number. */
export interface Threat {
  readonly term: string;
  readonly text: Text;
}

const FEW = 3;

/** The first names, and how many more there are. */
function some(names: readonly string[]): string {
  const all = [...new Set(names)];
  const more = all.length - FEW;
  return listed(more <= 0 ? all : [...all.slice(0, FEW), `${formatCount(more)} more`]);
}

function recipeThreat({ analysis, registration }: ReportMatter): Threat | null {
  if (registration.ablation.design === "observational")
    return {
      term: "Recipe",
      text: "No arm was given an intervention: every difference between these models has many causes.",
    };
  const checks = analysis.recipeChecks;
  if (checks.length === 0) return null;
  const of = (status: (typeof checks)[number]["status"]) => checks.filter((check) => check.status === status);
  const differs = of("differs").map(({ arm, stage }) => `${arm} at ${stage}`);
  const pairs = formatQuantity(checks.length, "pair");
  const unknown = of("unknown").length;
  const tail =
    unknown === 0 ? "" : ` For ${unknown} it is not known, because a recipe is not declared whole.`;
  const [sample] = of("differs");
  const settings = sample === undefined ? 0 : sample.differences.length;
  return {
    term: "Recipe",
    text:
      differs.length > 0
        ? `In ${differs.length} of ${pairs} of arm and stage, the arm differs from its control in more than data: ${some(differs)}${settings > 0 ? ` (${formatQuantity(settings, "setting")} in the first)` : ""}. Part of those leads may be the recipe's.${tail}`
        : unknown === checks.length
          ? `Whether an arm differs from its control in more than data is not known for any of ${pairs}: no recipe is declared whole.`
          : `In none of ${pairs} of arm and stage does the arm differ from its control in more than data.${tail}`,
  };
}

function judgeThreat({ analysis }: ReportMatter): Threat {
  const { pairs, conclusions } = analysis.judges;
  const judges = new Set(analysis.evidence.flatMap((row) => row.judges));
  const told = conclusions.filter(({ survival }) => survival !== "not-estimable");
  if (told.length === 0)
    return {
      term: "Judges",
      text:
        judges.size <= 1
          ? `One judge scored everything (${[...judges].join("") || "none yet"}): nothing here says what another one would.`
          : `${formatQuantity(judges.size, "judge")} scored, and no lead has an interval under two of them.`,
    };
  const turned = told.filter(
    ({ survival }) => survival === "sign-changes" || survival === "standing-changes",
  );
  const alphas = pairs.flatMap(({ alpha }) => (alpha.status === "estimated" ? [alpha.estimate] : []));
  const agreement =
    alphas.length === 0
      ? ""
      : ` Krippendorff's alpha between judges is ${Math.min(...alphas).toFixed(2)} ${alphas.length > 1 ? "at least" : ""}`
          .trimEnd()
          .concat(".");
  return {
    term: "Judges",
    text: `${turned.length === 0 ? "None" : turned.length} of ${formatQuantity(told.length, "conclusion")} ${turned.length === 1 ? "depends" : "depend"} on which judge is asked${turned.length === 0 ? "" : `: ${some(turned.map(({ arm, eval: id }) => `${arm} on ${id}`))}`}.${agreement}`,
  };
}

const warned = (warnings: readonly Warning[], code: Warning["code"]) =>
  warnings.some((warning) => warning.code === code);

function roomThreat({ analysis, subject }: ReportMatter): Threat {
  const near = (effect: Effect) => warned(shownFinding(effect)?.warnings ?? [], "room");
  const leads = analysis.effects.filter(near);
  const followed = analysis.durability.filter(({ warnings }) => warned(warnings, "room"));
  const disagree = analysis.durability.filter(({ warnings }) => warned(warnings, "scales-disagree"));
  const [first] = leads;
  const example =
    first?.controlLevel === undefined || first.controlLevel === null
      ? ""
      : ` (the control of ${first.arm} on ${first.eval} is at ${printBareLevel(first.controlLevel, unitFor(subject, first))})`;
  const scales =
    disagree.length === 0
      ? ""
      : ` In ${disagree.length} of ${analysis.durability.length} durability findings the two scales give different verdicts.`;
  return {
    term: "Floor and ceiling",
    text:
      leads.length + followed.length === 0
        ? `No lead is so near an end of its scale that it could shrink for want of room.${scales}`
        : `${leads.length} of ${formatQuantity(analysis.effects.length, "lead")} and ${followed.length} of ${analysis.durability.length} durability findings have little room to the end of the scale${example}: there a lead shrinks without anything being forgotten, so log odds stand beside every difference.${scales}`,
  };
}

function selectionText({ subject }: ReportMatter, one: Durability): string {
  const { selection, arm, eval: id } = one;
  if (selection === null) return "";
  const place = `${arm} on ${id} has the largest of ${selection.arms} leads`;
  if (selection.shrunkenLead === null) return `${place}; its lead is too large on average`;
  const unit = unitFor(subject, one);
  const { spoken } = printDifference({ estimate: selection.shrunkenLead, interval: null }, unit);
  const share =
    selection.retained === null ? "" : `, of which ${formatShare(selection.retained)} is retained`;
  return `${place}; drawn towards the others it is ${spoken}${share}`;
}

function selectionThreat(matter: ReportMatter): Threat {
  const { analysis } = matter;
  const picked = analysis.durability.filter(({ selection }) => selection !== null);
  const exploratory = analysis.effects.filter(
    ({ family, findings }) => family === null && findings.some(({ status }) => status === "estimated"),
  );
  const looked =
    exploratory.length === 0
      ? ""
      : ` ${formatQuantity(exploratory.length, "lead")} of ${formatCount(analysis.effects.length)} belong${exploratory.length === 1 ? "s" : ""} to no registered family and stand${exploratory.length === 1 ? "s" : ""} for nothing by ${exploratory.length === 1 ? "itself" : "themselves"}.`;
  const texts = picked.map((one) => selectionText(matter, one));
  const more = texts.length - FEW;
  const named = more > 0 ? [...texts.slice(0, FEW), `${formatCount(more)} more`] : texts;
  return {
    term: "Selection",
    text:
      picked.length === 0
        ? `No arm was followed for having the largest lead of several.${looked}`
        : `Followed for the largest lead: ${named.join("; ")}.${looked}`,
  };
}

function missingThreat({ analysis, registration }: ReportMatter): Threat {
  const { seeds, arms } = registration.ablation;
  const planned = seeds === "unknown" ? null : typeof seeds === "number" ? seeds : seeds.length;
  const sum = (of: "unscored" | "excluded" | "corrected") =>
    analysis.evidence.reduce((total, row) => total + row[of], 0);
  const most = new Map<string, number>();
  for (const { arm, runs } of analysis.evidence) most.set(arm, Math.max(most.get(arm) ?? 0, runs));
  const present = [...most.values()].reduce((total, runs) => total + runs, 0);
  const wanted = planned === null ? null : planned * arms.length;
  const bounded = analysis.durability.filter(({ bounds }) => bounds !== null);
  const turned = bounded.filter(
    ({ bounds, verdict }) =>
      bounds !== null && (bounds.worst.verdict !== verdict.word || bounds.best.verdict !== verdict.word),
  );
  const crashed = bounded.reduce((total, { bounds }) => Math.max(total, bounds?.crashed ?? 0), 0);
  return {
    term: "Missing runs",
    text: [
      wanted === null
        ? `${formatQuantity(present, "run")} named; how many were planned is not said.`
        : present >= wanted
          ? `All ${formatQuantity(wanted, "planned run")} have outcomes.`
          : `${formatCount(wanted - present)} of ${formatQuantity(wanted, "planned run")} have no outcome at all.`,
      bounded.length === 0
        ? ""
        : `In ${formatQuantity(bounded.length, "durability finding")} a run that started is missing at the end${crashed === 0 ? "" : `, of which ${crashed} crashed`}: had it ended at the worst or best of the scale, ${turned.length === 0 ? "no verdict would change" : `${turned.length} verdict${turned.length === 1 ? "" : "s"} would change`}.`,
      sum("unscored") === 0 ? "" : `${formatQuantity(sum("unscored"), "sample")} unscored.`,
      sum("excluded") === 0 ? "" : `${formatQuantity(sum("excluded"), "outcome")} set aside.`,
      sum("corrected") === 0 ? "" : `${formatQuantity(sum("corrected"), "outcome")} corrected.`,
    ]
      .filter((part) => part !== "")
      .join(" "),
  };
}

function planThreat({ analysis, registration }: ReportMatter): Threat {
  const late = registration.revisions.filter(
    ({ revision, known }) => revision > 1 && (known === "analysed" || known === "outcomes-not-analysed"),
  );
  const unplanned = analysis.warnings.filter(({ code }) => code === "unplanned-look").length;
  return {
    term: "Plan and looks",
    text: [
      registration.retrospective
        ? "The plan was registered after outcomes existed."
        : "The plan was registered before outcomes existed.",
      late.length === 0
        ? "It was never amended after outcomes were there."
        : `It was amended ${late.length === 1 ? "once" : `${late.length} times`} after outcomes were there.`,
      unplanned === 0 ? "" : "Results were looked at more often than planned.",
    ]
      .filter((part) => part !== "")
      .join(" "),
  };
}

/** What could make the answer wrong, each with its number; said also where it turns out well. */
export function threatsTo(matter: ReportMatter): Threat[] {
  const { analysis } = matter;
  if (analysis.evidence.length === 0) return [planThreat(matter)];
  return [
    recipeThreat(matter),
    judgeThreat(matter),
    ...(analysis.effects.length === 0 ? [] : [roomThreat(matter), selectionThreat(matter)]),
    missingThreat(matter),
    planThreat(matter),
  ].filter((threat) => threat !== null);
}
