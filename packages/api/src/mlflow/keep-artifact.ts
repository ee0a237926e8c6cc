import { HoldfastError, isHoldfastError } from "@holdfast/core";
import { MLFLOW_CHUNK_BYTES, type Upload } from "@holdfast/store";
import type { Context } from "../context.js";
import { bodyChunks } from "../request-body.js";

/** The most bytes of one file. */
export const ARTIFACT_LIMIT = 512 * 1024 * 1024;

function tooLarge(limit: number): HoldfastError {
  return new HoldfastError({
    code: "too-large",
    message: `the file has more than ${limit} bytes.`,
    remedy:
      "Keep checkpoints in a bucket: set_experiment with an artifact_location such as s3://... has the client write there, or log the address as a tag.",
  });
}

/** A file comes in, piece by piece, and takes the place of what was there when it is whole. */
export async function keepArtifact(
  { store }: Context,
  upload: Upload,
  request: Request,
  limit: number,
): Promise<number> {
  const stated = Number(request.headers.get("content-length") ?? 0);
  if (stated > limit) throw tooLarge(limit);
  let [size, chunk, held] = [0, 0, Buffer.alloc(0)];
  try {
    for await (const bytes of bodyChunks(request, limit)) {
      held = Buffer.concat([held, bytes]);
      size += bytes.byteLength;
      while (held.length >= MLFLOW_CHUNK_BYTES) {
        await store.mlflow.keepChunk(upload, chunk, held.subarray(0, MLFLOW_CHUNK_BYTES));
        held = held.subarray(MLFLOW_CHUNK_BYTES);
        chunk += 1;
      }
    }
    if (held.length > 0) await store.mlflow.keepChunk(upload, chunk, held);
    await store.mlflow.finishUpload(upload, size);
  } catch (error) {
    await store.mlflow.dropUpload(upload);
    throw isHoldfastError(error) && error.code === "too-large" ? tooLarge(limit) : error;
  }
  return size;
}
