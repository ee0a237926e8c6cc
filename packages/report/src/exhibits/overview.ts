import type { Durability } from "@holdfast/core";
import { inlinesOf } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { lastJudge } from "../figures/durability-rows.js";
import { levelGroups } from "../figures/levels.js";
import { formatCount } from "../format.js";
import { matterOf, type ReportInput, type ReportMatter } from "../report-input.js";
import { answerSentences } from "../sections/answer.js";
import { levelsAlone } from "../sections/levels-alone.js";
import { tellingDurability } from "../sections/telling-durability.js";
import { roleOf } from "../subject.js";
import { designExhibits } from "./design.js";
import { durabilityExhibits, MOST_ARMS } from "./durability.js";
import { effectsExhibits } from "./effects.js";
import { levelsExhibits } from "./levels.js";

/** One eval near the training data and one far from it: the ones that tell most. */
function tellingEvals({ subject, analysis }: ReportMatter): Pick<Durability, "eval" | "judge">[] {
  const telling = tellingDurability(subject, analysis.durability);
  return (["target", "held-out"] as const).flatMap((role) => {
    const found = telling.find(({ eval: id }) => roleOf(subject, id) === role);
    return found === undefined ? [] : [{ eval: found.eval, judge: found.judge }];
  });
}

/**
 * What became of the leads on one target and one held-out eval: of all arms where a few are followed, else of the arm
 * that tells most.
 */
function followed(input: ReportInput): Exhibit | undefined {
  const matter = matterOf(input);
  const { analysis, subject } = matter;
  const telling = tellingDurability(subject, analysis.durability);
  const [first] = telling;
  const evals = tellingEvals(matter);
  const isShown = (one: Pick<Durability, "eval" | "judge">) =>
    evals.some(({ eval: id, judge }) => one.eval === id && lastJudge(one.judge) === lastJudge(judge));
  const shown = {
    ...analysis,
    trajectories: analysis.trajectories.filter(isShown),
    durability: analysis.durability.filter(isShown),
  };
  const isOne = new Set(analysis.trajectories.map(({ arm }) => arm)).size > MOST_ARMS && first !== undefined;
  const [exhibit] = durabilityExhibits({ ...input, analysis: shown }, isOne ? { arm: first.arm } : {});
  if (exhibit === undefined || exhibit.figure === null) return undefined;
  const more =
    telling.length > exhibit.table.groups.reduce((sum, { rows }) => sum + rows.length, 0)
      ? [
          `The lead that tells most${evals.length > 1 ? ", on a target and on a held-out eval" : ""}; the page about durability has all ${formatCount(telling.length)}. `,
        ]
      : [];
  return {
    ...exhibit,
    id: "headline",
    title: isOne ? `Did it hold? ${first.arm}` : "Did it hold?",
    caption: [...more, ...inlinesOf(exhibit.caption)],
  };
}

/** The leads at the last moment that has any, the registered ones where there are some. */
function lastLeads(input: ReportInput): Exhibit | undefined {
  const isRegistered = input.analysis.effects.some(({ family }) => family !== null);
  const exhibits = effectsExhibits(input, isRegistered ? { isAsked: ({ family }) => family !== null } : {});
  const last = exhibits.at(-1);
  return exhibits.find(({ title }) => title === last?.title);
}

/** The levels on the eval and under the condition that most arms were measured on: those can be compared. */
function widestLevels(input: ReportInput): Exhibit | undefined {
  const matter = matterOf(input);
  const groups = levelGroups(matter.subject, levelsAlone(matter));
  const [widest] = [...groups].sort((a, b) => b.rows.length - a.rows.length);
  if (widest === undefined) return undefined;
  const [exhibit] = levelsExhibits({ ...input, analysis: { ...input.analysis, levels: [...widest.rows] } });
  if (exhibit === undefined || groups.length === 1) return exhibit;
  const note = `What most arms were measured on; the report has all ${formatCount(groups.length)} evals and conditions. `;
  return { ...exhibit, caption: [note, ...inlinesOf(exhibit.caption)] };
}

/**
 * The one figure that answers first: what became of the leads, else the leads of the last moment, else levels, else
 * what every arm is to be given.
 */
export function headlineExhibit(input: ReportInput): Exhibit | undefined {
  return followed(input) ?? lastLeads(input) ?? widestLevels(input) ?? designExhibits(input)[0];
}

/** The answer in at most three sentences, as the report gives it. */
export function overviewSentences(input: ReportInput): readonly string[] {
  return answerSentences(matterOf(input));
}
