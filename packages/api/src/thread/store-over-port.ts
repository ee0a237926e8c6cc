import { HoldfastError } from "@holdfast/core";
import type { Store } from "@holdfast/store";
import type { StoreAnswer, StoreQuestion } from "./thread-message.js";

function notHere(method: string): never {
  throw new HoldfastError({
    code: "internal",
    message: `${method} is not asked of the store outside the server's main thread.`,
    remedy: "Report this: the question belongs into packages/api/src/thread.",
  });
}

/** The store as an answering thread sees it: what answers read is asked of the server, and nothing is written but the cache. */
export function storeOverPort(ask: (question: StoreQuestion) => Promise<StoreAnswer>): Store {
  const mixedUp = (): never => notHere("An answer to another question");
  return {
    description: "the store of the server",
    get mlflow(): Store["mlflow"] {
      return notHere("mlflow");
    },
    async registration(identity) {
      const answer = await ask({ ask: "registration", identity });
      return answer.ask === "registration" ? answer.value : mixedUp();
    },
    async headlineState(identity, now) {
      const answer = await ask({ ask: "headlineState", identity, now });
      return answer.ask === "headlineState" ? answer.value : mixedUp();
    },
    async keepHeadline(identity, headline) {
      await ask({ ask: "keepHeadline", identity, headline });
    },
    async evidence(identity, question) {
      const answer = await ask({ ask: "evidence", identity, question: question ?? null });
      return answer.ask === "evidence" ? answer.value : mixedUp();
    },
    async outcomes(identity, question) {
      const answer = await ask({ ask: "outcomes", identity, question });
      return answer.ask === "outcomes" ? answer.value : mixedUp();
    },
    async coverage(identity) {
      const answer = await ask({ ask: "coverage", identity });
      return answer.ask === "coverage" ? answer.value : mixedUp();
    },
    async exclusions(identity) {
      const answer = await ask({ ask: "exclusions", identity });
      return answer.ask === "exclusions" ? answer.value : mixedUp();
    },
    async interventions(identity) {
      const answer = await ask({ ask: "interventions", identity });
      return answer.ask === "interventions" ? answer.value : mixedUp();
    },
    async cachedAnalysis(identity, key) {
      const answer = await ask({ ask: "cachedAnalysis", identity, key });
      return answer.ask === "cachedAnalysis" ? answer.value : mixedUp();
    },
    async cacheAnalysis(identity, key, analysis, actor) {
      await ask({ ask: "cacheAnalysis", identity, key, analysis, actor });
    },
    register: async () => notHere("register"),
    amend: async () => notHere("amend"),
    record: async () => notHere("record"),
    knownRegistration: async () => notHere("knownRegistration"),
    recordTogether: async () => notHere("recordTogether"),
    aggregate: async () => notHere("aggregate"),
    exclude: async () => notHere("exclude"),
    readmit: async () => notHere("readmit"),
    intervene: async () => notHere("intervene"),
    archive: async () => notHere("archive"),
    delete: async () => notHere("delete"),
    exportArchive: () => notHere("exportArchive"),
    importArchive: async () => notHere("importArchive"),
    audit: async () => notHere("audit"),
    health: async () => notHere("health"),
    evidenceStamp: async () => notHere("evidenceStamp"),
    beginKeyed: async () => notHere("beginKeyed"),
    keepKeyed: async () => notHere("keepKeyed"),
    freeKeyed: async () => notHere("freeKeyed"),
    pruneKeyed: async () => notHere("pruneKeyed"),
    addToken: async () => notHere("addToken"),
    tokens: async () => notHere("tokens"),
    token: async () => notHere("token"),
    revokeToken: async () => notHere("revokeToken"),
    noteTokenUse: async () => notHere("noteTokenUse"),
    runs: async () => notHere("runs"),
    run: async () => notHere("run"),
    registerRun: async () => notHere("registerRun"),
    registerCheckpoint: async () => notHere("registerCheckpoint"),
    recordMetrics: async () => notHere("recordMetrics"),
    recordMetricsTogether: async () => notHere("recordMetricsTogether"),
    metrics: async () => notHere("metrics"),
    metricSeries: async () => notHere("metricSeries"),
    numberEvents: async () => notHere("numberEvents"),
    events: async () => notHere("events"),
    pruneEvents: async () => notHere("pruneEvents"),
    watch: async () => notHere("watch"),
    unwatch: async () => notHere("unwatch"),
    watches: async () => notHere("watches"),
    claimWatches: async () => notHere("claimWatches"),
    settleWatch: async () => notHere("settleWatch"),
    addWebhook: async () => notHere("addWebhook"),
    removeWebhook: async () => notHere("removeWebhook"),
    webhooks: async () => notHere("webhooks"),
    claimDeliveries: async () => notHere("claimDeliveries"),
    endDelivery: async () => notHere("endDelivery"),
    outcome: async () => notHere("outcome"),
    scores: async () => notHere("scores"),
    revision: async () => notHere("revision"),
    ablations: async () => notHere("ablations"),
    staleOverviews: async () => notHere("staleOverviews"),
    arrivedCells: async () => notHere("arrivedCells"),
    keepCounts: async () => notHere("keepCounts"),
    close: async () => {},
  };
}
