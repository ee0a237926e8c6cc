import type { Registration } from "@holdfast/core";
import { ablationFingerprint, ablationIdentity } from "@holdfast/core";
import type { Store } from "@holdfast/store";
import { adviceAblation } from "./advice-ablation.js";

function unscripted(method: string): never {
  throw new RangeError(`the test does not say what ${method} does`);
}

/** A store for tests of one verb: what a method does is said by the test, and anything else fails. */
export function scriptedStore(script: Partial<Store> = {}): Store {
  return {
    description: "scripted",
    get mlflow(): Store["mlflow"] {
      return unscripted("mlflow");
    },
    register: async () => unscripted("register"),
    amend: async () => unscripted("amend"),
    registration: async () => unscripted("registration"),
    knownRegistration: async (identity) => (script.registration ?? unscripted("registration"))(identity),
    ablations: async () => unscripted("ablations"),
    staleOverviews: async () => unscripted("staleOverviews"),
    arrivedCells: async () => unscripted("arrivedCells"),
    keepCounts: async () => unscripted("keepCounts"),
    headlineState: async () => ({ throughEvent: 0, inputsFingerprint: null }),
    keepHeadline: async () => {},
    record: async () => unscripted("record"),
    recordTogether: async () => unscripted("recordTogether"),
    aggregate: async () => unscripted("aggregate"),
    evidence: async () => unscripted("evidence"),
    coverage: async () => unscripted("coverage"),
    exclude: async () => unscripted("exclude"),
    exclusions: async () => unscripted("exclusions"),
    interventions: async () => [],
    readmit: async () => unscripted("readmit"),
    intervene: async () => unscripted("intervene"),
    archive: async () => unscripted("archive"),
    delete: async () => unscripted("delete"),
    cachedAnalysis: async () => unscripted("cachedAnalysis"),
    cacheAnalysis: async () => unscripted("cacheAnalysis"),
    exportArchive: () => unscripted("exportArchive"),
    importArchive: async () => unscripted("importArchive"),
    audit: async () => unscripted("audit"),
    health: async () => unscripted("health"),
    evidenceStamp: async () => "scripted",
    beginKeyed: async () => unscripted("beginKeyed"),
    keepKeyed: async () => unscripted("keepKeyed"),
    freeKeyed: async () => unscripted("freeKeyed"),
    pruneKeyed: async () => unscripted("pruneKeyed"),
    addToken: async () => unscripted("addToken"),
    tokens: async () => unscripted("tokens"),
    token: async () => unscripted("token"),
    revokeToken: async () => unscripted("revokeToken"),
    noteTokenUse: async () => unscripted("noteTokenUse"),
    runs: async () => unscripted("runs"),
    run: async () => unscripted("run"),
    registerRun: async () => unscripted("registerRun"),
    registerCheckpoint: async () => unscripted("registerCheckpoint"),
    recordMetrics: async () => unscripted("recordMetrics"),
    recordMetricsTogether: async () => unscripted("recordMetricsTogether"),
    metrics: async () => unscripted("metrics"),
    metricSeries: async () => unscripted("metricSeries"),
    numberEvents: async () => unscripted("numberEvents"),
    events: async () => unscripted("events"),
    pruneEvents: async () => unscripted("pruneEvents"),
    watch: async () => unscripted("watch"),
    unwatch: async () => unscripted("unwatch"),
    watches: async () => unscripted("watches"),
    claimWatches: async () => unscripted("claimWatches"),
    settleWatch: async () => unscripted("settleWatch"),
    addWebhook: async () => unscripted("addWebhook"),
    removeWebhook: async () => unscripted("removeWebhook"),
    webhooks: async () => unscripted("webhooks"),
    claimDeliveries: async () => unscripted("claimDeliveries"),
    endDelivery: async () => unscripted("endDelivery"),
    outcomes: async () => unscripted("outcomes"),
    outcome: async () => unscripted("outcome"),
    scores: async () => unscripted("scores"),
    revision: async () => unscripted("revision"),
    close: async () => {},
    ...script,
  };
}

/** The registration of the ablation of these tests. */
export function adviceRegistration(): Registration {
  const ablation = adviceAblation();
  const fingerprint = ablationFingerprint(ablation);
  const registeredAt = "2026-11-22T10:00:00.000Z";
  return {
    identity: ablationIdentity(ablation),
    fingerprint,
    revision: 1,
    retrospective: false,
    archived: false,
    registeredAt,
    ablation,
    revisions: [
      { revision: 1, fingerprint, author: null, reason: null, known: "nothing-run", at: registeredAt },
    ],
  };
}
