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
    register: async () => unscripted("register"),
    amend: async () => unscripted("amend"),
    registration: async () => unscripted("registration"),
    registrations: async () => unscripted("registrations"),
    record: async () => unscripted("record"),
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
