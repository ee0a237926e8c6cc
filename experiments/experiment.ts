import type { HoldfastClient } from "@holdfast/api/client";
import {
  type Ablation,
  ablationIdentity,
  addReceipts,
  type OutcomeLineInput,
  type Receipt,
} from "@holdfast/core";

/** One ablation with the outcomes that are known of it. */
export interface Study {
  readonly ablation: Ablation;
  /** Empty while outcomes are awaited, or where none were published as numbers. */
  readonly lines: readonly OutcomeLineInput[];
  /** Outcomes existed before this was registered, whether or not they are public. */
  readonly retrospective: boolean;
}

/** The ablations of one source, kept apart wherever baseline or eval differ. */
export interface Experiment {
  /** The folder it stands in. */
  readonly slug: string;
  readonly ablations: readonly Ablation[];
  /** Outcome lines by `name@version`; every ablation has an entry. */
  readonly lines: Readonly<Record<string, readonly OutcomeLineInput[]>>;
  readonly studies: readonly Study[];
  /** Registers every ablation and records its outcomes; doing it again adds nothing. */
  readonly record: (client: HoldfastClient) => Promise<Receipt>;
}

/** Gathers the studies of one folder. */
export function defineExperiment(slug: string, studies: readonly Study[]): Experiment {
  return {
    slug,
    studies,
    ablations: studies.map(({ ablation }) => ablation),
    lines: Object.fromEntries(studies.map(({ ablation, lines }) => [ablationIdentity(ablation), lines])),
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
}
