import type { Ablation, SampleDifferenceAnswer } from "@holdfast/core";
import { formatQuantity } from "../format.js";
import { contextOf, momentPhrase, type Subject, subjectOf, unitFor } from "../subject.js";
import { formatSampleDifference, printBareLevel } from "../unit.js";

type Looked = Omit<SampleDifferenceAnswer, "sentences" | "warnings" | "inputsFingerprint" | "next">;

function spoken(subject: Subject, answer: Looked, difference: number): string {
  const unit = unitFor(subject, answer);
  const value = formatSampleDifference(difference, unit);
  return unit.difference === "" ? value : `${value} ${unit.difference}`;
}

function towardsSentence(subject: Subject, answer: Looked): string[] {
  const { shrinkage } = answer;
  if (shrinkage === null) return [];
  if (answer.prompts > 1 && shrinkage.betweenPrompts === 0)
    return [
      `Differences vary between prompts no more than chance alone would have them: no prompt stands out, and their order says little.`,
    ];
  const by = {
    runs: "by how the runs of an arm differ on one prompt",
    epochs: "by how repeats of one prompt differ, since an arm has one run",
    prompts: "by how prompts differ, since nothing was repeated",
  };
  return [
    `Prompts are ordered by what is left of their difference after chance, measured ${by[shrinkage.chance]}: the less is known of a prompt, the nearer it is drawn to the mean of ${spoken(subject, answer, shrinkage.towards)}.`,
  ];
}

function clusterSentence(subject: Subject, answer: Looked): string[] {
  const [first] = answer.clusters;
  if (!answer.clustersDeclared) return ["No sample names its cluster: each stands for itself."];
  if (first === undefined || answer.clusters.length < 2) return [];
  const same = first.difference < 0 ? first.below : first.above;
  return [
    `The cluster with the largest mean difference is ${first.cluster}: ${spoken(subject, answer, first.difference)} over ${formatQuantity(first.prompts, "prompt")}, ${same} of which ${same === 1 ? "points" : "point"} the same way.`,
  ];
}

/** The prompts on which two arms differ most in words: what was looked at, the first of them, its cluster, the order. */
export function sampleSentences(ablation: Ablation, answer: Looked): string[] {
  const subject = subjectOf(ablation);
  const unit = unitFor(subject, answer);
  const context = contextOf(subject, answer, answer.condition);
  const moment = momentPhrase({ stage: answer.stage, steps: answer.steps });
  const about = `${answer.arm} against ${answer.control} on ${answer.eval}${context === "" ? "" : ` (${context})`} after ${moment}`;
  if (answer.prompts === 0)
    return [
      `${about}: no prompt has a score on both sides${answer.unmatched === 0 ? "" : `, and ${formatQuantity(answer.unmatched, "prompt")} on one alone`}; without a score for each sample there is nothing to look at.`,
    ];
  const [first] = answer.samples;
  const left =
    answer.unmatched === 0
      ? ""
      : `; ${formatQuantity(answer.unmatched, "prompt")} scored on one side alone ${answer.unmatched === 1 ? "is" : "are"} left out`;
  return [
    `${about}: ${formatQuantity(answer.prompts, "prompt")} scored on both sides${left}.`,
    ...(first === undefined
      ? []
      : [
          `They differ most on ${first.sample}: ${printBareLevel(first.means.arm, unit)} against ${printBareLevel(first.means.control, unit)}, from ${first.scores.arm} and ${formatQuantity(first.scores.control, "score")}.`,
        ]),
    ...clusterSentence(subject, answer),
    ...towardsSentence(subject, answer),
    "This is a way to look at an effect, not a test: whether it is there is said by the lead.",
  ];
}
