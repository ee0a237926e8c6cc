import type { ErrorCode } from "@holdfast/core";

/** What is asked of an operation to know how it can fail. */
export interface AskedOperation {
  readonly operationId: string;
  readonly path: string;
  readonly hasBody: boolean;
  readonly hasParameters: boolean;
}

/** Any operation may be refused so: who asks, how often, and the state of the server. */
const ANY: readonly ErrorCode[] = [
  "unauthenticated",
  "forbidden",
  "rate-limited",
  "internal",
  "unavailable",
  "newer-database",
];

const BODY: readonly ErrorCode[] = ["invalid-input", "unsupported-media", "too-large", "conflict"];

/** What an operation finds out by itself. `conflict` of a body is that of an idempotency key, or one of these. */
const OWN: Readonly<Record<string, readonly ErrorCode[]>> = {
  registerAblation: ["unknown-name", "drift"],
  amendAblation: ["unknown-name", "conflict"],
  recordOutcomes: ["unknown-name", "conflict"],
  recordMetrics: ["unknown-name", "conflict"],
  registerRun: ["unknown-name", "conflict"],
  registerCheckpoint: ["unknown-name", "conflict"],
  readRun: ["not-found"],
  readOutcome: ["not-found"],
  listScores: ["not-found"],
  readRevision: ["not-found"],
  analyseAblation: ["not-estimable"],
  answerEffects: ["unknown-name", "not-estimable"],
  answerComparison: ["unknown-name"],
  answerDrivers: ["unknown-name", "not-estimable"],
  answerGeneralization: ["unknown-name", "not-estimable"],
  answerMonitor: ["unknown-name", "not-estimable"],
  answerPower: ["unknown-name", "not-estimable"],
  answerSampleDifferences: ["unknown-name"],
  planPower: ["not-estimable"],
  reportComparison: ["not-found"],
  importArchive: ["unknown-name", "conflict", "drift", "newer-format"],
  excludeEvidence: ["not-found", "unknown-name", "conflict"],
  readmitEvidence: ["not-found"],
  recordIntervention: ["not-found", "unknown-name", "conflict"],
  createToken: ["not-found", "conflict"],
  revokeToken: ["not-found"],
  readInboxLog: ["not-found"],
  dropFromInbox: ["not-found"],
  addWatch: ["unknown-name"],
  removeWatch: ["not-found"],
  removeWebhook: ["not-found"],
};

/** The codes of the problems that an operation can answer with. */
export function operationFaults(asked: AskedOperation): readonly ErrorCode[] {
  return [
    ...new Set<ErrorCode>([
      ...(asked.hasParameters ? (["invalid-input"] as const) : []),
      ...(asked.hasBody ? BODY : []),
      ...(asked.path.includes("{identity}") ? (["not-found"] as const) : []),
      ...(OWN[asked.operationId] ?? []),
      ...ANY,
    ]),
  ];
}
