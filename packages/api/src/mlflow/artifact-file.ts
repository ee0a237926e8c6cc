import { isHoldfastError } from "@holdfast/core";
import { MLFLOW_CHUNK_BYTES } from "@holdfast/store";
import type { Context } from "../context.js";
import type { ArtifactFile } from "./artifact-importer.js";

/** A file of a run as it is kept: it is read piece by piece, so that a large one is never held whole. */
export async function artifactFile(
  { store }: Pick<Context, "store">,
  runId: string,
  path: string,
): Promise<ArtifactFile> {
  const { contentId, size } = await store.mlflow.artifact(runId, path);
  let last: { readonly number: number; readonly bytes: Buffer } | null = null;
  const chunk = async (number: number): Promise<Buffer> => {
    if (last?.number !== number) last = { number, bytes: await store.mlflow.chunk(runId, contentId, number) };
    return last.bytes;
  };
  return {
    path,
    size,
    async read(offset, length) {
      const end = Math.min(size, offset + length);
      const parts: Buffer[] = [];
      for (let at = offset; at < end; ) {
        const number = Math.floor(at / MLFLOW_CHUNK_BYTES);
        const start = number * MLFLOW_CHUNK_BYTES;
        const part = (await chunk(number)).subarray(at - start, end - start);
        if (part.length === 0) break;
        parts.push(part);
        at += part.length;
      }
      return Buffer.concat(parts);
    },
    async beside(name, use) {
      const folder = path.slice(0, path.lastIndexOf("/") + 1);
      let file: ArtifactFile;
      try {
        file = await artifactFile({ store }, runId, `${folder}${name}`);
      } catch (error) {
        if (isHoldfastError(error) && error.code === "not-found") return undefined;
        throw error;
      }
      return use(file);
    },
  };
}
