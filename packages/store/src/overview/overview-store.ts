import type { Session } from "../driver/driver.js";
import type { Transactions } from "../driver/transactions.js";
import { awaitsNumber, numberEvents } from "../live/number-events.js";
import { type ArrivedCell, arrivedCells } from "./arrived-cells.js";
import {
  type HeadlineState,
  headlineState,
  type KeptHeadline,
  keepCounts,
  keepHeadline,
  type OverviewCounts,
} from "./keep-overview.js";
import { type AblationPage, type AblationQuestion, listAblations } from "./list-ablations.js";
import { lastEvent, staleOverviews } from "./stale-overviews.js";

/** What lists say of ablations without reading their evidence. */
export interface OverviewStore {
  /** A page of ablations, with what was counted and said of them last. */
  ablations(question: AblationQuestion): Promise<AblationPage>;
  /** The ablations that are to be counted again, and the event up to which that will reach. */
  staleOverviews(): Promise<{ readonly identities: readonly string[]; readonly throughEvent: number }>;
  /** The places of an ablation that have outcomes. */
  arrivedCells(identity: string): Promise<readonly ArrivedCell[]>;
  /** Keeps what was counted, unless somebody counted later. */
  keepCounts(identity: string, counts: OverviewCounts): Promise<void>;
  /** Where an analysis stands that is about to be made; ask before its evidence is read. Numbers events first. */
  headlineState(identity: string, now: Date): Promise<HeadlineState>;
  /** Keeps what an analysis said, unless one of later evidence did. */
  keepHeadline(identity: string, headline: KeptHeadline): Promise<void>;
}

/** Overviews over the transactions of a store. */
export function overviewStore({ read, write, readOf }: Transactions): OverviewStore {
  return {
    ablations: (question) => read((session) => listAblations(session, question)),
    staleOverviews: () =>
      read(async (session: Session) => ({
        identities: await staleOverviews(session),
        throughEvent: await lastEvent(session),
      })),
    arrivedCells: (identity) => readOf(identity, arrivedCells),
    keepCounts: (identity, counts) => write((session) => keepCounts(session, identity, counts)),
    headlineState: async (identity, now) => {
      while ((await read(awaitsNumber)) && (await write((session) => numberEvents(session, now))) > 0);
      return readOf(identity, headlineState);
    },
    keepHeadline: (identity, headline) => write((session) => keepHeadline(session, identity, headline)),
  };
}
