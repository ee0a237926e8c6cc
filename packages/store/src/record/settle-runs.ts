import { canonicalJson, type Outcome, type OutcomeRun, runKey } from "@holdfast/core";
import { and, eq } from "drizzle-orm";
import { bulkInsert, bulkUpdate, eachKey, isWanted } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { run } from "../schema/run.js";
import { fieldConflict } from "./conflict.js";
import { type SettledRow, type Settlement, type Settling, settlingRows } from "./settle-rows.js";

type RunRow = typeof run.$inferSelect;

/** What outcomes say of a run, under the names they have on a line. */
const FIELDS = { callerId: "run", parent: "parent", recipe: "recipe", environment: "environment" } as const;

/** As much of an outcome as speaks of its run. */
export type RunSaid = Pick<Outcome, "run" | "correction">;

interface Said {
  readonly index: number;
  readonly outcome: RunSaid;
}

function differs(stored: unknown, given: unknown): boolean {
  return canonicalJson(stored) !== canonicalJson(given);
}

function mergeRun(
  ablationId: number,
  key: string,
  stored: RunRow | undefined,
  said: readonly Said[],
  corrected: (change: string) => void,
): SettledRow<RunRow> {
  const [first] = said;
  if (first === undefined) throw new RangeError("a run that nobody named");
  const { arm, seed, branch } = first.outcome.run;
  let row: RunRow = stored ?? {
    ablationId,
    run: key,
    arm,
    seed,
    branch,
    callerId: null,
    parent: null,
    recipe: null,
    environment: null,
  };
  let changed = false;
  for (const { index, outcome } of said) {
    for (const field of ["callerId", "parent", "recipe", "environment"] as const) {
      const given: OutcomeRun[typeof field] = outcome.run[field] ?? null;
      if (given === null || !differs(row[field], given)) continue;
      if (row[field] !== null) {
        const [before, after] = [canonicalJson(row[field]), canonicalJson(given)];
        if (outcome.correction === null) {
          throw fieldConflict(
            `the ${FIELDS[field]} of ${key}`,
            [index, FIELDS[field]],
            before,
            after,
            "If this is another training, give it another branch; if it replaces the recorded one, send it as a correction with author and reason.",
          );
        }
        corrected(`${key} ${FIELDS[field]} ${before} -> ${after}`);
      }
      row = { ...row, [field]: given };
      changed = true;
    }
  }
  return { row, changed };
}

/** The runs that outcomes name come into being; the same arm, seed and branch trained twice is a conflict. */
export async function settleRuns(
  session: Session,
  ablationId: number,
  outcomes: readonly RunSaid[],
): Promise<readonly string[]> {
  return settlingRuns(session, ablationId, outcomes).settle();
}

/** The same in two steps. The answer says what corrections changed. */
export function settlingRuns(
  session: Session,
  ablationId: number,
  outcomes: readonly RunSaid[],
): Settling<readonly string[]> {
  const said = new Map<string, Said[]>();
  let last: { readonly outcome: RunSaid; readonly key: string } | undefined;
  for (const [index, outcome] of outcomes.entries()) {
    const key = last?.outcome.run === outcome.run ? last.key : runKey(outcome.run);
    last = { outcome, key };
    const list = said.get(key);
    if (list === undefined) said.set(key, [{ index, outcome }]);
    else list.push({ index, outcome });
  }
  const corrections = new Set<string>();
  const settlement: Settlement<RunRow> = {
    keys: new Set(said.keys()),
    async select(keys, lock) {
      const one = session.db
        .select()
        .from(run)
        .where(and(eq(run.ablationId, ablationId), isWanted(run.run)))
        .limit(1);
      const found = (lock ? one.for("no key update") : one).as("found");
      const rows = await session.db.select().from(eachKey(run.run, keys)).crossJoinLateral(found);
      return new Map(rows.map((row) => [row.found.run, row.found]));
    },
    merge: (key, stored) =>
      mergeRun(ablationId, key, stored, said.get(key) ?? [], (change) => corrections.add(change)),
    insert: async (rows) =>
      (await bulkInsert(session, run, rows, { existing: "keep", returning: run.run })).length,
    update: (rows) => bulkUpdate(session, run, [run.ablationId, run.run], rows),
  };
  return settlingRows(settlement, () => [...corrections]);
}
