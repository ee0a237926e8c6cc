import type { Registration } from "@holdfast/core";
import { amendAblation } from "./ablation/amend.js";
import { keepAnalysis, readAnalysis } from "./ablation/analysis-store.js";
import { noteInAudit, readAudit } from "./ablation/audit-trail.js";
import { intervene, listInterventions } from "./ablation/intervene.js";
import { registerAblation } from "./ablation/register.js";
import { listRegistrations, readRegistration } from "./ablation/registration.js";
import { removeAblation, setArchived } from "./ablation/remove.js";
import { exclude, listExclusions, readmit } from "./ablation/set-aside.js";
import { ablationNamed } from "./ablation/stored-ablation.js";
import { answerStore } from "./answers/answer-store.js";
import { archiveLines } from "./archive/export-archive.js";
import { handoff } from "./archive/handoff.js";
import { importArchive } from "./archive/import-archive.js";
import { appliedMigrations, serverVersion } from "./driver/applied-migrations.js";
import type { Driver, Session, TransactionOptions } from "./driver/driver.js";
import { refreshStatistics } from "./driver/refresh-statistics.js";
import { aggregateScores } from "./evidence/aggregate.js";
import { readCoverage } from "./evidence/read-coverage.js";
import { readEvidence } from "./evidence/read-evidence.js";
import { liveStore } from "./live/live-store.js";
import { recordedPlaces } from "./live/recorded-places.js";
import { metricStore } from "./metrics/metric-store.js";
import type { KnownMigrations } from "./migrations-folder.js";
import { mlflowStore } from "./mlflow/mlflow-store.js";
import { outcomeStore } from "./outcomes/outcome-store.js";
import { isTransient, storeError } from "./pg-errors.js";
import { recordOutcomes } from "./record/record-outcomes.js";
import { runStore } from "./runs/run-store.js";
import type { Store } from "./store.js";
import { tokenStore } from "./token/token-store.js";

const ATTEMPTS = 5;
/** Outcomes after which the planner is told for the first time; from then on each time they have doubled. */
const STATISTICS_FROM = 200;
/** Connections that share the reading of many scores: one is decoded while the other sends. */
const READERS = 2;

/** The store over one open database. */
export function databaseStore(driver: Driver, known: KnownMigrations, release: () => Promise<void>): Store {
  const attempt = <T>(work: (session: Session) => Promise<T>, options: TransactionOptions) =>
    attemptOf(() => driver.transaction(work, options));
  async function attemptOf<T>(work: () => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await work();
      } catch (error) {
        if (tried === ATTEMPTS || !isTransient(error)) throw storeError(error, driver.description);
        await new Promise((resolve) => setTimeout(resolve, 10 * 2 ** tried));
      }
    }
  }
  const alone = <T>(work: (session: Session) => Promise<T>) => attemptOf(() => work(driver));
  const write = <T>(work: (session: Session) => Promise<T>) => attempt(work, { mode: "write" });
  const read = <T>(work: (session: Session) => Promise<T>) => attempt(work, { mode: "snapshot" });
  const readOf = <T>(identity: string, work: (session: Session, ablationId: number) => Promise<T>) =>
    read(async (session) => work(session, (await ablationNamed(session, identity)).ablationId));

  async function* exported(identity: string): AsyncGenerator<string> {
    // an embedded database has one connection: a slow reader must not hold it
    const { put, end, items } = handoff<string>(driver.engine === "pglite" ? Number.POSITIVE_INFINITY : 100);
    const done = read(async (session) => {
      for await (const line of archiveLines(session, await ablationNamed(session, identity)))
        if (!(await put(line))) return;
    }).then(
      () => end(),
      (error: unknown) => end(error),
    );
    try {
      yield* items();
    } finally {
      await done;
    }
  }

  let [counted, uncounted] = [0, 0];
  async function grown(outcomes: number): Promise<void> {
    uncounted += outcomes;
    if (driver.engine !== "pglite" || uncounted < Math.max(STATISTICS_FROM, counted)) return;
    [counted, uncounted] = [counted + uncounted, 0];
    await refreshStatistics(driver);
  }

  return {
    ...tokenStore({ read, write }),
    ...answerStore({ read, write }),
    ...liveStore({ read, write, readOf }),
    ...runStore({ read, write, readOf }),
    ...metricStore({ read, write, readOf }),
    ...outcomeStore({ read, write, readOf }),
    mlflow: mlflowStore({ read, write, readOf, alone }),
    description: driver.description,
    register: (ablation, actor, options) =>
      write((session) => registerAblation(session, ablation, actor, options)),
    amend: (identity, ablation, amendment, actor) =>
      write((session) => amendAblation(session, identity, ablation, amendment, actor)),
    registration: (identity): Promise<Registration> => read((session) => readRegistration(session, identity)),
    registrations: (options = {}) => read((session) => listRegistrations(session, options)),

    record: async (identity, outcomes, actor) => {
      const recorded = await write(async (session) => {
        const { ablationId } = await ablationNamed(session, identity, "write");
        const { receipt, notes } = await recordOutcomes(session, ablationId, outcomes, () => actor.at);
        const { added, recognised, corrected } = receipt;
        if (added + corrected + notes.length > 0) {
          const counts = `${receipt.outcomes} outcomes: ${added} added, ${recognised} recognised, ${corrected} corrected`;
          const about = recordedPlaces(outcomes, receipt);
          await noteInAudit(session, actor, "record", identity, [counts, ...notes].join("; "), about);
        }
        return receipt;
      });
      await grown(recorded.outcomes);
      return recorded;
    },
    evidence: (identity) => readOf(identity, readEvidence),
    coverage: (identity) => readOf(identity, readCoverage),
    aggregate: (identity) =>
      driver
        .snapshot(READERS, async ([session, ...more]) => {
          if (session === undefined) throw new Error("a snapshot has a session");
          const { ablationId } = await ablationNamed(session, identity);
          return aggregateScores([session, ...more], ablationId);
        })
        .catch((error: unknown) => {
          throw storeError(error, driver.description);
        }),

    exclude: (identity, exclusion, actor) => write((session) => exclude(session, identity, exclusion, actor)),
    readmit: (identity, what, actor) => write((session) => readmit(session, identity, what, actor)),
    exclusions: (identity) => readOf(identity, listExclusions),
    intervene: (identity, intervention, actor) =>
      write((session) => intervene(session, identity, intervention, actor)),
    interventions: (identity) => readOf(identity, listInterventions),
    archive: (identity, archived, actor) =>
      write((session) => setArchived(session, identity, archived, actor)),
    delete: (identity, actor) => write((session) => removeAblation(session, identity, actor)),

    cachedAnalysis: (identity, fingerprint) =>
      read((session) => readAnalysis(session, identity, fingerprint)),
    cacheAnalysis: (identity, fingerprint, analysis, actor) =>
      write((session) => keepAnalysis(session, identity, fingerprint, analysis, actor)),

    exportArchive: (identity) => exported(identity),
    async importArchive(lines, actor) {
      // not tried again after a deadlock: the lines can be read once only
      try {
        return await driver.transaction((session) => importArchive(session, lines, actor));
      } catch (error) {
        throw storeError(error, driver.description);
      }
    },

    audit: (options = {}) => read((session) => readAudit(session, options)),
    health: () =>
      read(async (session) => ({
        engine: driver.engine,
        serverVersion: await serverVersion(session),
        migrations: { applied: (await appliedMigrations(session)).length, known: known.when.length },
      })),
    async close() {
      await driver.close();
      await release();
    },
  };
}
