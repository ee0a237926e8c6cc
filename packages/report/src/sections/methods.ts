import { shownFinding, shownRetention } from "@holdfast/core";
import type { Block, Section, Text } from "../document.js";
import type { ReportMatter } from "../report-input.js";
import { code, paragraph, strong } from "../table.js";
import { levelsAlone } from "./levels.js";

interface Method {
  readonly title: string;
  readonly text: string;
  readonly source: string;
}

/** The estimators of the analysis by their ids, in words. */
const ESTIMATORS: Readonly<Record<string, Method>> = {
  "mover-wilson": {
    title: "Lead from samples of several runs",
    text: "Runs and prompts are crossed; their variance components give an effective number of scores, on which the Wilson limits of both arms are combined by square-and-add. The p-value inverts the same interval.",
    source: "Wilson 1927; Newcombe 1998, method 10; Zou and Donner 2008; Satterthwaite 1946",
  },
  "mover-wilson-runs": {
    title: "Lead from one number a run",
    text: "The same limits with the variance between runs alone and Welch's degrees of freedom; reported standard errors are never added to it.",
    source: "Newcombe 1998; Welch 1947",
  },
  "mover-wilson-checkpoint": {
    title: "Lead of single checkpoints from samples",
    text: "The checkpoints are fixed; the variance is between prompts, or of repeated answers to them. Nothing follows about training again.",
    source: "Miller 2024; Newcombe 1998, method 10",
  },
  "newcombe-checkpoint": {
    title: "Lead of single checkpoints from counts",
    text: "Wilson limits of both counts combined by square-and-add, with the normal quantile.",
    source: "Newcombe 1998, method 10",
  },
  "summary-checkpoint": {
    title: "Lead of single checkpoints from reported standard errors",
    text: "The reported errors are taken as independent and normal. What they are taken over is as the source says.",
    source: "error propagation",
  },
  "welch-runs": {
    title: "Lead from run means",
    text: "Means of runs, each arm with its own variance.",
    source: "Welch 1947",
  },
  "point-difference": {
    title: "Difference of published values",
    text: "One value minus the other. There is no interval and no test.",
    source: "none needed",
  },
  "arm-level": {
    title: "Level of one arm",
    text: "Exact binomial limits, on the effective number of scores where several runs or prompts are known, and on the counts where they are not: at 0 of n the upper limit is still above 0.",
    source: "Korn and Graubard 1998; Clopper and Pearson 1934",
  },
};

const FIELLER: Method = {
  title: "Retained share",
  text: "The lead at the later stage over the lead at the earlier one, with the set of shares that the data do not contradict. The set can be unbounded; the point is then not printed.",
  source: "Fieller 1954",
};

const NON_INFERIORITY: Method = {
  title: "Verdict on durability",
  text: "Linear contrasts of the two leads at the registered shares, with one number of degrees of freedom for set, tests and verdict; no ratio is needed. First match: amplified, retained, partly retained, lost, else inconclusive. It needs a lead at the earlier stage that stands after Holm.",
  source: "linear non-inferiority contrast; Fieller 1954; Satterthwaite 1946",
};

const HOLM: Method = {
  title: "Several comparisons",
  text: "Every registered comparison counts, also while it waits for evidence: a pending one counts as p = 1. Few runs can lie close together by chance, which makes a p-value too small where a family needs it to be very small: there it counts on fewer degrees of freedom than its interval, those that the variance between runs at its upper 85% limit would have.",
  source: "Holm 1979; Satterthwaite 1946",
};

const BAND: Method = {
  title: "Simultaneous bands",
  text: "Each interval of a line at a level that holds for all its moments together.",
  source: "Bonferroni",
};

function itemOf({ title, text, source }: Method, id: string | null): Text {
  const said = text.replace(/\.$/, "");
  return [strong(`${title}. `), said, " (", ...(id === null ? [] : [code(id), "; "]), `${source}).`];
}

function estimatorsUsed(matter: ReportMatter): string[] {
  const { analysis } = matter;
  const effects = analysis.effects.map((effect) => shownFinding(effect));
  const levels = levelsAlone(matter).map(({ finding }) => finding);
  const ids = [...effects, ...levels].flatMap((finding) =>
    finding?.status === "estimated" ? [finding.estimator] : [],
  );
  return [...new Set(ids)];
}

/** How the numbers of this report were made: only what was used. */
export function methodsSection(matter: ReportMatter): Section {
  const { analysis, registration } = matter;
  const followed = analysis.durability
    .map((one) => shownRetention(one))
    .filter((one) => one?.status === "estimated");
  const ratio = followed.some((one) => one?.status === "estimated" && one.retained.set !== null);
  const banded = analysis.trajectories.some(({ points }) => points.some(({ band }) => band !== null));
  const items: Text[] = [
    ...estimatorsUsed(matter).map((id) => {
      const method = ESTIMATORS[id];
      return method === undefined ? [strong("Estimator. "), code(id), "."] : itemOf(method, id);
    }),
    ...(ratio ? [itemOf(FIELLER, null)] : []),
    ...(followed.length > 0 ? [itemOf(NON_INFERIORITY, null)] : []),
    ...(analysis.families.length > 0 ? [itemOf(HOLM, null)] : []),
    ...(banded ? [itemOf(BAND, null)] : []),
  ];
  const blocks: Block[] =
    items.length === 0
      ? [paragraph("No number was estimated.")]
      : [
          ...(registration.ablation.design === "observational"
            ? []
            : [
                paragraph(
                  "The training run is the unit of every claim about an arm. A lead is arm minus control at the same checkpoint, on the same eval, metric, condition and judge. What could not be estimated is said to be so, never filled in.",
                ),
              ]),
          { kind: "list", items },
        ];
  return { id: "methods", title: "Methods", blocks };
}
