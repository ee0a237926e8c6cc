import {
  compareText,
  DEFAULT_JUDGE,
  type Durability,
  type Effect,
  type LevelRow,
  relationDisagreements,
  shownFinding,
  shownNumber,
} from "@holdfast/core";
import type { Block, Section } from "../document.js";
import { formatQuantity } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { driverSentence } from "../sentences/driver-sentence.js";
import { durabilitySentence, verdictName } from "../sentences/durability-sentence.js";
import { effectSentence } from "../sentences/effect-sentence.js";
import { generalizationSentences } from "../sentences/generalization-sentence.js";
import { levelSentence } from "../sentences/level-sentence.js";
import { relationSentences } from "../sentences/relation-sentence.js";
import { betterSign, roleOf, type Subject, stageIndex } from "../subject.js";
import { listed, paragraph } from "../table.js";
import { familySentence, preferredDurability, registered } from "./registered.js";
import { TELLING_WORDS, tellingDurability } from "./telling-durability.js";

/** The stage at which the followed leads begin, else the latest one with a lead. */
function stageToShow(matter: ReportMatter): number {
  const { analysis, subject } = matter;
  const starts = preferredDurability(analysis.durability).map((one) => stageIndex(subject, one.from.stage));
  const ends = analysis.effects.map((effect) => stageIndex(subject, effect.moment.stage));
  return starts.length > 0 ? Math.min(...starts) : Math.max(...ends);
}

/** The lead that is farthest in the better direction on the evals of one role, in words: of those that stand, else of that stage. */
function leadToShow(
  { analysis, subject }: ReportMatter,
  stage: number,
  role: "target" | "held-out",
): string | null {
  const gain = (effect: Effect) => {
    const finding = shownFinding(effect);
    return finding?.status === "estimated"
      ? finding.estimate * betterSign(subject, effect)
      : Number.NEGATIVE_INFINITY;
  };
  const measured = registered(analysis.effects)
    .filter((effect) => roleOf(subject, effect.eval) === role && shownFinding(effect)?.status === "estimated")
    .sort((a, b) => gain(b) - gain(a) || compareText(a.arm, b.arm));
  const candidates = measured.filter((effect) => stageIndex(subject, effect.moment.stage) === stage);
  const standing = measured.find((effect) => effect.stands === true && gain(effect) > 0);
  const first = standing ?? candidates[0];
  if (first === undefined) return null;
  const sentence = effectSentence(subject, first);
  if (standing !== undefined && measured.length > 1)
    return `The largest that stands on ${role} evals: ${sentence.replace(/^The/, "the")}`;
  return candidates.length === 1
    ? sentence
    : `The largest of ${candidates.length} on ${role} evals: ${sentence.replace(/^The/, "the")}`;
}

/** What the factors did in the end on the first eval of each role, where that was tested. */
function driverSummary({ analysis, subject }: ReportMatter): string[] {
  return (["target", "held-out"] as const).flatMap((role) => {
    const tested = analysis.drivers.filter(
      (driver) =>
        roleOf(subject, driver.eval) === role &&
        driver.contrasts.some((contrast) => (shownNumber(contrast)?.pAdjusted ?? null) !== null),
    );
    const last = Math.max(...tested.map(({ moment }) => stageIndex(subject, moment.stage)));
    const ended = tested.filter(({ moment }) => stageIndex(subject, moment.stage) === last);
    const driver = ended.find(({ judge }) => judge === DEFAULT_JUDGE) ?? ended[0];
    return driver === undefined ? [] : [driverSentence(subject, driver)];
  });
}

/**
 * How many leads near the training data do not show far from it, where any could be told; and whether what is near and far
 * was measured to be otherwise.
 */
function generalizationSummary({ analysis, registration }: ReportMatter): string[] {
  const { generalization, evalCorrelations } = analysis;
  const { ablation } = registration;
  const disagreement =
    relationDisagreements(ablation).length > 0 ? relationSentences(ablation).slice(0, 1) : [];
  if (!generalization.pairs.some(({ suppression }) => suppression !== null)) return disagreement;
  return [
    ...generalizationSentences(ablation, generalization, evalCorrelations).slice(0, 1),
    ...disagreement,
  ];
}

function durabilitySummary(subject: Subject, durability: readonly Durability[]): string[] {
  const followed = tellingDurability(subject, durability);
  if (followed.length === 0) return [];
  const counts = TELLING_WORDS.flatMap((word) => {
    const count = followed.filter((one) => one.verdict.word === word).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? "is" : "are"} ${verdictName(word)}`];
  });
  const none = followed.filter((one) => one.verdict.word === null).length;
  const all = none === 0 ? counts : [...counts, `${none} ${none === 1 ? "has" : "have"} no verdict`];
  const summary = `Of ${formatQuantity(followed.length, "lead")} followed to a later stage, ${listed(all)}.`;
  const [first] = followed;
  return first === undefined
    ? [summary]
    : [followed.length === 1 ? "" : summary, durabilitySentence(subject, first)];
}

function levelSummary(subject: Subject, levels: readonly LevelRow[]): string[] {
  const measured = levels.filter(
    ({ finding }) => finding.status === "estimated" && finding.interval !== null,
  );
  const height = ({ finding }: LevelRow) => (finding.status === "estimated" ? finding.estimate : 0);
  const ordered = [...measured].sort((a, b) => height(b) - height(a));
  const [highest, lowest] = [ordered[0], ordered.at(-1)];
  if (highest === undefined || lowest === undefined) return [];
  const ends = highest === lowest ? [highest] : [highest, lowest];
  return ends.map((row) => levelSentence(subject, row));
}

function waiting({ analysis, registration }: ReportMatter): string[] {
  const registered = analysis.families.reduce((sum, { size }) => sum + size, 0);
  const evals = registration.ablation.evals.length;
  return [
    "No outcomes are recorded yet, so there is nothing to answer with.",
    registered === 0
      ? `What will be measured is registered: ${formatQuantity(registration.ablation.arms.length, "arm")} on ${formatQuantity(evals, "eval")}.`
      : `What will be compared is registered: ${formatQuantity(registered, "comparison")} over ${formatQuantity(registration.ablation.arms.length, "arm")} and ${formatQuantity(evals, "eval")}, all pending.`,
  ];
}

/** How far the answer reaches: said once, next to it. */
function reach({ analysis, registration }: ReportMatter): string | null {
  if (registration.ablation.design === "observational")
    return "Models were observed, none was given an intervention: differences between them have many causes.";
  const found = analysis.effects
    .map((effect) => shownFinding(effect))
    .filter((finding) => finding?.status === "estimated");
  if (found.length === 0) return null;
  if (found.every((finding) => finding?.evidenceLevel === "point"))
    return "Every value was published alone, without any measure of its uncertainty.";
  if (found.every((finding) => finding?.scope === "checkpoint"))
    return "No arm has two named runs on both sides: the intervals are about these checkpoints, and say nothing about training the same data again.";
  return null;
}

interface Told {
  readonly sentences: readonly string[];
  readonly further: readonly string[];
}

const MOST_SENTENCES = 3;

/** One sentence for each of: what was found, whether it reaches far, whether it held; then whatever else there is to say. */
function told(matter: ReportMatter): Told {
  const { analysis, subject } = matter;
  const { evidence, effects, levels, durability } = analysis;
  if (evidence.length === 0 && effects.length === 0 && levels.length === 0)
    return { sentences: waiting(matter), further: [] };
  const stage = stageToShow(matter);
  const [near, far] = (["target", "held-out"] as const).map((role) => leadToShow(matter, stage, role));
  const leads = [near ?? null, far ?? null].filter((sentence) => sentence !== null);
  const drivers = driverSummary(matter);
  const reaching = generalizationSummary(matter);
  const held = durabilitySummary(subject, durability).filter((sentence) => sentence !== "");
  const level = effects.length === 0 ? levelSummary(subject, levels) : [];
  const all = [...leads, ...drivers, ...reaching, ...held, ...level];
  const first = leads.slice(0, 1);
  const last = held.slice(-1);
  const between = [...leads.slice(1), ...reaching, ...drivers, ...held.slice(0, -1), ...level];
  const chosen = new Set([
    ...first,
    ...last,
    ...between.slice(0, MOST_SENTENCES - first.length - last.length),
  ]);
  return {
    sentences: all.filter((sentence) => chosen.has(sentence)),
    further: all.filter((sentence) => !chosen.has(sentence)),
  };
}

/** The answer in at most three sentences: what was found, whether it shows far from the data or what drove it, and whether it held. */
export function answerSentences(matter: ReportMatter): readonly string[] {
  return told(matter).sentences;
}

/** The answer in three sentences, then what else there is to say, and how far it reaches. */
export function answerSection(matter: ReportMatter): Section {
  const { analysis } = matter;
  const { sentences, further } = told(matter);
  const blocks: Block[] = sentences.map((sentence) => paragraph(sentence, "lead"));
  const answered = analysis.families.filter(({ answered: count }) => count > 0);
  const preferred = preferredDurability(analysis.durability);
  const passedOver =
    preferred.length < analysis.durability.length
      ? "Pairs of stages between which the eval's condition changes were followed too; they are flagged below and not counted here."
      : "";
  const families = answered.map(familySentence).join(" ");
  const notes = [passedOver, families, reach(matter) ?? ""].filter((text) => text !== "");
  return {
    id: "answer",
    title: "The answer",
    blocks: [
      ...blocks,
      ...(further.length === 0 ? [] : [{ kind: "list" as const, items: further }]),
      ...(notes.length === 0 ? [] : [paragraph(notes.join(" "))]),
    ],
  };
}
