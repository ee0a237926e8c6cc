import type { Ablation, Analysis } from "@holdfast/core";
import { registered } from "../sections/registered.js";
import { roleOf, type Subject, subjectOf } from "../subject.js";
import { decaySentence } from "./decay-sentence.js";
import {
  areaSentence,
  boundsSentence,
  endStateSentence,
  selectionSentence,
} from "./durability-context-sentence.js";
import { durabilitySentence } from "./durability-sentence.js";

type Followed = Pick<Analysis, "durability" | "trajectories">;

const said = (sentence: string | null): string[] => (sentence === null ? [] : [sentence]);

/** What stands beside a verdict: the lead at the end on its own, the whole stage, runs that are missing, selection. */
export function contextSentences(subject: Subject, one: Followed["durability"][number]): string[] {
  return [
    ...said(endStateSentence(subject, one)),
    ...said(areaSentence(one)),
    ...said(boundsSentence(subject, one)),
    ...said(selectionSentence(subject, one)),
  ];
}

/** How fast leads fade: those that have an answer, guardrails left out; the others only where none has. */
export function decaySentences(subject: Subject, { trajectories }: Pick<Followed, "trajectories">): string[] {
  const all = trajectories
    .filter(({ eval: id }) => roleOf(subject, id) !== "guardrail")
    .flatMap((trajectory) => trajectory.decays.map((decay) => ({ trajectory, decay })));
  const answered = all.filter(
    ({ decay }) => decay.halfLife.kind !== "not-estimable" || decay.direction !== null,
  );
  return (answered.length > 0 ? answered : all).map(({ trajectory, decay }) =>
    decaySentence(subject, trajectory, decay),
  );
}

/** Durability in words: what became of each registered lead, then what stands beside it, then how fast leads fade. */
export function durabilitySentences(ablation: Ablation, analysis: Followed): string[] {
  const subject = subjectOf(ablation);
  const leads = registered(analysis.durability).filter(({ eval: id }) => roleOf(subject, id) !== "guardrail");
  return [
    ...leads.map((one) => durabilitySentence(subject, one)),
    ...leads.flatMap((one) => [
      ...said(boundsSentence(subject, one)),
      ...said(selectionSentence(subject, one)),
    ]),
    ...decaySentences(subject, analysis),
  ];
}
