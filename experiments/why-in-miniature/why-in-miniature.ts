import { ablationIdentity, addReceipts, type OutcomeLineInput, type Receipt } from "@holdfast/core";
import type { Experiment, Study } from "../experiment.js";
import { STUDIES } from "./plan/studies.js";
import { committedLines } from "./runner/committed-lines.js";

/** A study whose outcomes are unpacked when they are first asked for. */
function studyOf(ablation: Study["ablation"]): Study {
  let lines: readonly OutcomeLineInput[] | undefined;
  return {
    ablation,
    retrospective: false,
    get lines() {
      lines ??= committedLines(ablationIdentity(ablation));
      return lines;
    },
  };
}

const studies = STUDIES.map(({ ablation }) => studyOf(ablation));

/** Small models, really trained: planned before the first run, with the outcomes that the training gave. */
export const whyInMiniature: Experiment = {
  slug: "why-in-miniature",
  studies,
  ablations: studies.map(({ ablation }) => ablation),
  get lines() {
    return Object.fromEntries(studies.map((study) => [ablationIdentity(study.ablation), study.lines]));
  },
  record: async (client) => {
    let receipt: Receipt = { outcomes: 0, added: 0, recognised: 0, corrected: 0 };
    for (const { ablation, lines, retrospective } of studies) {
      await client.register(ablation, { retrospective });
      if (lines.length === 0) continue;
      receipt = addReceipts(receipt, await client.recordLines(ablationIdentity(ablation), lines));
    }
    return receipt;
  },
};
