import { createHash, randomUUID } from "node:crypto";
import type { Alarm } from "@holdfast/core";
import { CHUNK_BYTES } from "../mlflow/artifacts.js";
import { contentUuid } from "../record/outcome-key.js";
import type { Store } from "../store.js";
import { ACTOR } from "./study.js";

const NOW = ACTOR.at.getTime();

/** The size of the largest file: a whole piece and a part of one. */
export const BIG_FILE = CHUNK_BYTES + 777;

/** Bytes that do not repeat in step with pieces or lines. */
export function fileBytes(size: number): Buffer {
  return Buffer.from(Uint8Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8) * 7) % 251));
}

async function keepFile(store: Store, runId: string, path: string, bytes: Buffer): Promise<void> {
  const upload = { runId, path, contentId: randomUUID() };
  for (let piece = 0; piece * CHUNK_BYTES < bytes.length; piece += 1)
    await store.mlflow.keepChunk(
      upload,
      piece,
      bytes.subarray(piece * CHUNK_BYTES, (piece + 1) * CHUNK_BYTES),
    );
  await store.mlflow.finishUpload(upload, bytes.length);
}

/** Two MLflow runs of an ablation, one finished with everything a client can log, one deleted. @returns the first */
export async function recordMlflow(store: Store, identity: string): Promise<string> {
  const { mlflow } = store;
  const given = {
    name: `of ${identity}`,
    artifactLocation: null,
    tags: [{ key: "team", value: "alignment" }],
  };
  const experimentId = await mlflow.createExperiment(given, NOW);
  const begin = async (seed: number, runName: string) => {
    const runId = digestOf(Buffer.from(`${identity} ${seed}`)).slice(0, 32);
    const nothing = { callerId: null, parent: null, recipe: null, environment: null };
    const run = { arm: "treated", seed, branch: 0, ...nothing };
    await mlflow.createRun(
      {
        runId,
        experimentId,
        runName,
        userId: "ada",
        startMs: NOW + seed,
        tags: [{ key: "mlflow.user", value: "ada" }],
      },
      { identity, run, stage: "rl" },
      ACTOR,
    );
    return runId;
  };
  const runId = await begin(41, "the whole of it");
  const gone = await begin(42, "deleted");
  await mlflow.log(gone, { metrics: [], params: [{ key: "lr", value: "2" }], tags: [] }, ACTOR);
  await mlflow.setLifecycle(gone, "deleted");
  await mlflow.log(
    runId,
    {
      metrics: [
        ...Array.from({ length: 1300 }, (_, step) => ({
          key: "loss",
          step,
          atMs: NOW + step,
          value: 1 / (step + 1),
        })),
        ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((value, step) => ({
          ...{ key: "grad norm", step, atMs: NOW, value },
        })),
        ...[3, 1, 2].map((value) => ({ key: "Unsteady", step: 0, atMs: NOW, value })),
      ],
      params: Array.from({ length: 250 }, (_, index) => ({ key: `p/${index}`, value: `value ${index}` })),
      tags: [{ key: "note", value: "<b>it\u2019s; DROP TABLE run; --</b>" }],
    },
    ACTOR,
  );
  const tags = [{ key: "mlflow.data.context", value: "training" }];
  const input = { sourceType: "http", source: "{}", schema: null, profile: '{"num_rows":9}' };
  await mlflow.logInputs(runId, [
    { name: "principles", digest: "1", ...input, tags },
    { name: "chats", digest: "2", ...input, tags: [] },
  ]);
  await keepFile(store, runId, "deep/er/big.bin", fileBytes(BIG_FILE));
  await keepFile(store, runId, "whole.bin", fileBytes(CHUNK_BYTES));
  await keepFile(store, runId, "notes with space \u00e9.txt", Buffer.from("hello\n"));
  await keepFile(store, runId, "empty", Buffer.alloc(0));
  await mlflow.noteImport(runId, "whole.bin", {
    imported: "refused",
    receipt: "line 1: not an outcome.",
    leftOut: [],
  });
  await mlflow.updateRun(runId, { status: "FINISHED", endMs: NOW + 9000 }, ACTOR);
  return runId;
}

/** The digest of bytes: compared element by element, a large file takes seconds. */
export function digestOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The digest of a file of a run. */
export async function fileDigest(store: Store, runId: string, path: string): Promise<string> {
  const { contentId, chunks } = await store.mlflow.artifact(runId, path);
  const pieces: Buffer[] = [];
  for (let piece = 0; piece < chunks; piece += 1)
    pieces.push(await store.mlflow.chunk(runId, contentId, piece));
  return digestOf(Buffer.concat(pieces));
}

/** A watch that raised an alarm, and one that did not. */
export async function recordWatches(store: Store, identity: string): Promise<void> {
  const watchId = contentUuid(["watch", identity, 0]);
  const question = { eval: "honeypot@1", limit: 0.05, alpha: 0.01 };
  await store.watch(identity, watchId, question, ACTOR);
  await store.watch(identity, contentUuid(["watch", identity, 1]), { ...question, arm: "treated" }, ACTOR);
  const alarm: Alarm = {
    ...{ watchId, arm: "treated", run: "treated/1/0", stage: "rl", step: 10, eval: "honeypot@1" },
    ...{ metric: "score", condition: {}, judge: "rule", bad: "above", limit: 0.05, rate: 0.4 },
    ...{ evidence: 900, alphaEach: 0.01, trial: 1, sentences: ["It passed the limit."] },
  };
  await store.numberEvents(ACTOR.at);
  // claimed for no time at all: watches of other cases stay free
  const due = await store.claimWatches(ACTOR.at, new Date(NOW - 1), 1000);
  const own = due.find((one) => one.watchId === watchId);
  if (own === undefined) throw new Error(`the watch ${watchId} was not due`);
  await store.settleWatch(own, [alarm], ACTOR);
}
