import { DEFAULT_JUDGE, type Efficiency, shownOf } from "@holdfast/core";
import type { Text } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { frontierFigure } from "../figures/frontier.js";
import { frontierArms } from "../figures/frontier-rows.js";
import { formatCoverage } from "../format.js";
import { matterOf, type ReportInput, type ReportMatter } from "../report-input.js";
import { driverPlace } from "../sentences/driver-sentence.js";
import { listed } from "../table.js";
import { doseExhibit } from "./dose-course.js";
import { efficiencyTable, efficiencyTidy, pairsTable, pairsTidy } from "./efficiency-table.js";

/** What is shown of one place: its frontier, then pairs of arms, then courses of doses. */
export interface EfficiencyPlace {
  readonly efficiency: Efficiency;
  readonly frontier: Exhibit;
  readonly pairs: Exhibit | null;
  readonly doses: readonly { readonly exhibit: Exhibit; readonly series: Efficiency["series"][number] }[];
}

function varianceText(efficiency: Efficiency): string {
  const leads = efficiency.arms.flatMap((arm) => {
    const lead = shownOf(arm)?.lead;
    return lead?.status === "estimated" ? [lead] : [];
  });
  const [barred] = leads.filter(({ interval }) => interval !== null);
  if (barred?.interval === undefined || barred.interval === null)
    return "There are no bars, because no value has an interval.";
  // an interval without a test is one of single checkpoints
  const isRecipe = leads.some(({ pValue }) => pValue !== null);
  const isGeneral = efficiency.arms.some(({ shownTarget }) => shownTarget === "prompt-general");
  return `Bars are ${formatCoverage(barred.interval.level)} intervals of the lead and show ${
    isRecipe
      ? `the variance between training runs${isGeneral ? " and between prompts" : ", on these prompts"}`
      : "the variance of these checkpoints, with none between runs in it"
  }.`;
}

function runsText(matter: ReportMatter, efficiency: Efficiency): string {
  const effects = matter.analysis.effects.filter(
    (effect) =>
      effect.eval === efficiency.eval &&
      effect.metric === efficiency.metric &&
      effect.judge === efficiency.judge &&
      effect.moment.stage === efficiency.moment.stage,
  );
  const runs = effects.flatMap(({ findings }) =>
    findings.flatMap((one) => (one.status === "estimated" ? [one.n.runs] : [])),
  );
  if (runs.length === 0) return "";
  const [least, most] = [Math.min(...runs), Math.max(...runs)];
  if (most === 0) return "No run is named behind any number.";
  return `${least === most ? `${most}` : `Between ${least} and ${most}`} ${most === 1 ? "run stands" : "runs stand"} behind each arm.`;
}

function captionOf(matter: ReportMatter, efficiency: Efficiency, isDrawn: boolean): Text {
  const { left } = frontierArms(matter.subject, efficiency);
  const reasons = new Map<string, string[]>();
  for (const { arm, reason } of left) reasons.set(reason, [...(reasons.get(reason) ?? []), arm]);
  const missing =
    left.length === 0
      ? ""
      : ` Not drawn: ${[...reasons].map(([reason, arms]) => `${listed(arms)}, because ${reason}`).join("; ")}.`;
  if (!isDrawn)
    return `No arm has both a lead and more tokens than its control, so there is no plane to draw.${missing}`;
  return `What the tokens beyond the control's bought, upwards better. ${varianceText(efficiency)} Dotted lines join equal effects for each million tokens. The dark line is the frontier: arms that no other arm beats with fewer tokens, by their estimates; it is no test, and arms are ranked only by their contrast at equal tokens. ${runsText(matter, efficiency)}${missing}`.trim();
}

/** Places with something to show, an effect per token or a course of doses; at each the rule before other judges. */
export function shownEfficiency(efficiency: readonly Efficiency[]): Efficiency[] {
  const places = new Map<string, Efficiency[]>();
  for (const one of efficiency) {
    if (one.reason !== null && one.series.length === 0) continue;
    const key = JSON.stringify([one.eval, one.metric, one.moment.stage]);
    places.set(key, [...(places.get(key) ?? []), one]);
  }
  const isOther = ({ judge }: Efficiency) => Number(judge !== DEFAULT_JUDGE);
  return [...places.values()].flatMap((members) => members.sort((a, b) => isOther(a) - isOther(b)));
}

/** One place with all that belongs to it. */
export function efficiencyPlace(
  matter: ReportMatter,
  efficiency: Efficiency,
  index: number,
  isDrawn = true,
): EfficiencyPlace {
  const { subject, registration } = matter;
  const id = `efficiency-${index}`;
  const place = driverPlace(subject, efficiency);
  const figure = isDrawn ? (frontierFigure(registration.ablation, efficiency, { id }) ?? null) : null;
  return {
    efficiency,
    frontier: {
      id,
      title: `What tokens bought on ${place}`,
      figure,
      caption: captionOf(matter, efficiency, figure !== null),
      table: efficiencyTable(subject, efficiency),
      tidy: efficiencyTidy(efficiency),
      methods: ["effect-per-token"],
    },
    pairs:
      efficiency.pairs.length === 0
        ? null
        : {
            id: `${id}-pairs`,
            title: `Pairs of arms on ${place}`,
            figure: null,
            caption:
              "Arms are ranked by the difference at equal tokens alone. Effect per token and tokens to equal effect are two different ratios: a small corpus looks efficient wherever effects level off.",
            table: pairsTable(subject, efficiency),
            tidy: pairsTidy(efficiency),
            methods: ["equal-token-contrast", "efficiency-ratio", "tokens-to-equal-effect"],
          },
    doses: efficiency.series.map((series, at) => ({
      series,
      exhibit: doseExhibit(matter, efficiency, series, `${id}-doses-${at}`),
    })),
  };
}

/** Everything that tokens bought, one place after the other. */
export function efficiencyExhibits(
  input: ReportInput,
  options: { readonly isAsked?: (efficiency: Efficiency) => boolean } = {},
): Exhibit[] {
  const matter = matterOf(input);
  const { isAsked = () => true } = options;
  return shownEfficiency(input.analysis.efficiency).flatMap((efficiency, index) => {
    if (!isAsked(efficiency)) return [];
    const { frontier, pairs, doses } = efficiencyPlace(matter, efficiency, index);
    return [frontier, ...doses.map(({ exhibit }) => exhibit), ...(pairs === null ? [] : [pairs])];
  });
}
