import type { Registration } from "@holdfast/core";
import { amendAblation } from "./ablation/amend.js";
import { keepAnalysis, readAnalysis } from "./ablation/analysis-store.js";
import { readAudit } from "./ablation/audit-trail.js";
import { intervene, listInterventions } from "./ablation/intervene.js";
import { knownRegistrations } from "./ablation/known-registrations.js";
import { packedAnalysis } from "./ablation/packed-analysis.js";
import { registerAblation } from "./ablation/register.js";
import { readRegistration } from "./ablation/registration.js";
import { removeAblation, setArchived } from "./ablation/remove.js";
import { exclude, listExclusions, readmit } from "./ablation/set-aside.js";
import { ablationNamed } from "./ablation/stored-ablation.js";
import { answerStore } from "./answers/answer-store.js";
import { archiveText } from "./archive/archive-text.js";
import { exportedLines } from "./archive/exported-lines.js";
import { importArchive } from "./archive/import-archive.js";
import { appliedMigrations, serverVersion } from "./driver/applied-migrations.js";
import type { Driver, Session, TransactionOptions } from "./driver/driver.js";
import { growingStatistics } from "./driver/growing-statistics.js";
import { aggregateScores } from "./evidence/aggregate.js";
import { readCoverage } from "./evidence/read-coverage.js";
import { readEvidence } from "./evidence/read-evidence.js";
import { liveStore } from "./live/live-store.js";
import { metricStore } from "./metrics/metric-store.js";
import type { KnownMigrations } from "./migrations-folder.js";
import { mlflowStore } from "./mlflow/mlflow-store.js";
import { outcomeStore } from "./outcomes/outcome-store.js";
import { overviewStore } from "./overview/overview-store.js";
import { isTransient, storeError } from "./pg-errors.js";
import { knownSamples } from "./record/known-samples.js";
import { recordBatches } from "./record/record-batches.js";
import { runStore } from "./runs/run-store.js";
import type { Store } from "./store.js";
import { tokenStore } from "./token/token-store.js";

const ATTEMPTS = 5;
/** Connections that share the reading of many scores: one is decoded while the other sends. */
const READERS = 2;

/** The store over one open database. */
export function databaseStore(
  driver: Driver,
  migrations: KnownMigrations,
  release: () => Promise<void>,
): Store {
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
  const readAtLength = <T>(work: (session: Session) => Promise<T>) =>
    attempt(work, { mode: "snapshot", isLong: true });
  const readOf = <T>(identity: string, work: (session: Session, ablationId: number) => Promise<T>) =>
    read(async (session) => work(session, (await ablationNamed(session, identity)).ablationId));

  const grown = growingStatistics(driver);
  const known = knownRegistrations();
  const registration = async (identity: string): Promise<Registration> => {
    try {
      return known.keep(await read((session) => readRegistration(session, identity)));
    } catch (error) {
      known.forget(identity);
      throw error;
    }
  };
  const knownRecord = {
    samples: knownSamples({ connectionsClosed: driver.connectionsClosed }),
    ablationIds: new Map<string, number>(),
  };
  const recordTogether: Store["recordTogether"] = async (identity, batches) => {
    const receipts = await write((session) => recordBatches(session, identity, batches, knownRecord));
    await grown(receipts.reduce((sum, { outcomes }) => sum + outcomes, 0));
    return receipts;
  };

  return {
    ...tokenStore({ read, write }),
    ...answerStore({ read, write }),
    ...liveStore({ read, write, readOf }),
    ...runStore({ read, write, readOf }),
    ...metricStore({ read, write, readOf }),
    ...outcomeStore({ read, write, readOf }),
    ...overviewStore({ read, write, readOf }),
    mlflow: mlflowStore({ read, write, readOf, alone }),
    description: driver.description,
    register: (ablation, actor, options) =>
      write((session) => registerAblation(session, ablation, actor, options)),
    amend: (identity, ablation, amendment, actor) =>
      write((session) => amendAblation(session, identity, ablation, amendment, actor)),
    registration,
    knownRegistration: async (identity) => known.of(identity) ?? registration(identity),

    record: async (identity, outcomes, actor, checkedAgainst) => {
      const [receipt] = await recordTogether(identity, [{ outcomes, actor, checkedAgainst }]);
      if (receipt === undefined) throw new Error("a batch has a receipt");
      return receipt;
    },
    recordTogether,
    evidence: (identity, question) =>
      readAtLength(async (session) =>
        readEvidence(session, (await ablationNamed(session, identity)).ablationId, question),
      ),
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
    delete: (identity, actor) =>
      attempt((session) => removeAblation(session, identity, actor), { isLong: true }),

    cachedAnalysis: (identity, fingerprint) =>
      read((session) => readAnalysis(session, identity, fingerprint)),
    async cacheAnalysis(identity, fingerprint, analysis, actor) {
      const packed = await packedAnalysis(analysis);
      await write((session) => keepAnalysis(session, identity, fingerprint, packed, actor));
    },

    exportArchive: (identity) =>
      archiveText(identity, exportedLines(driver.engine, { read: readAtLength }, identity)),
    async importArchive(lines, actor) {
      // not tried again after a deadlock: the lines can be read once only
      try {
        return await driver.transaction((session) => importArchive(session, lines, actor), { isLong: true });
      } catch (error) {
        throw storeError(error, driver.description);
      }
    },

    audit: (question = {}) => read((session) => readAudit(session, question)),
    health: () =>
      read(async (session) => ({
        engine: driver.engine,
        serverVersion: await serverVersion(session),
        migrations: { applied: (await appliedMigrations(session)).length, known: migrations.when.length },
      })),
    async close() {
      await driver.close();
      await release();
    },
  };
}
