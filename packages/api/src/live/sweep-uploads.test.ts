import { randomUUID } from "node:crypto";
import { MLFLOW_CHUNK_BYTES, openStore, type Store } from "@holdfast/store";
import { afterAll, beforeAll, expect, it } from "vitest";
import { uploadSweeper } from "./sweep-uploads.js";

const RUN = "0".repeat(32);
let store: Store;
beforeAll(async () => {
  store = await openStore("memory://");
  const experimentId = await store.mlflow.createExperiment(
    { name: "sweep", artifactLocation: "mlflow-artifacts:/sweep", tags: [] },
    0,
  );
  await store.mlflow.createRun(
    {
      runId: RUN,
      experimentId,
      runName: "r",
      userId: "u",
      startMs: 0,

      tags: [],
    },
    null,
    { name: "tester", at: new Date(0) },
  );
}, 60_000);
afterAll(() => store.close());

/** An upload of which so many pieces have arrived. */
async function begun(path: string, pieces: number) {
  const upload = { runId: RUN, path, contentId: randomUUID() };
  for (let piece = 0; piece < pieces; piece += 1)
    await store.mlflow.keepChunk(
      upload,
      piece,
      Buffer.alloc(piece + 1 < pieces ? MLFLOW_CHUNK_BYTES : 10, 7),
    );
  return upload;
}

it("removes what a killed server left, after two looks, and neither a file nor an upload that goes on", async () => {
  const sweep = uploadSweeper(store.mlflow);
  const file = await begun("whole.bin", 2);
  await store.mlflow.finishUpload(file, MLFLOW_CHUNK_BYTES + 10);
  const dead = await begun("dead.bin", 3);
  const slow = await begun("slow.bin", 1);
  expect(await sweep()).toBe(0);
  expect(await store.mlflow.orphanUploads()).toHaveLength(2);
  await store.mlflow.finishUpload(slow, 10);
  const fresh = await begun("fresh.bin", 1);
  expect(await sweep()).toBe(1);
  expect((await store.mlflow.orphanUploads()).map(({ contentId }) => contentId)).toEqual([fresh.contentId]);
  expect(dead.contentId).not.toBe(fresh.contentId);
  expect((await store.mlflow.artifacts(RUN)).map(({ path }) => path)).toEqual(["slow.bin", "whole.bin"]);
  expect(await sweep()).toBe(1);
  expect(await store.mlflow.orphanUploads()).toEqual([]);
});
