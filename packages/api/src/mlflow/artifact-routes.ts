import { Hono } from "hono";
import { z } from "zod";
import type { Context, RequestEnv } from "../context.js";
import type { ArtifactImporter } from "./artifact-importer.js";
import { artifactFolder, artifactPath, decodedPath } from "./artifact-path.js";
import { artifactPlace } from "./artifact-place.js";
import { importArrived } from "./import-artifact.js";
import { ARTIFACT_LIMIT, keepArtifact } from "./keep-artifact.js";
import { MlflowRefusal } from "./mlflow-refusal.js";
import { inputOf } from "./read-input.js";
import { visibleRun } from "./visible-run.js";
import { ofRun } from "./wire.js";

const List = z.object({ path: z.string().max(2000).nullish() });
const ListOfRun = ofRun({ path: z.string().max(2000).nullish() });

export interface ArtifactRouteOptions {
  readonly importers: readonly ArtifactImporter[];
  /** Names the content of an upload. */
  readonly newContentId: () => string;
  /** The most bytes of one file; 512 MiB without it. */
  readonly artifactLimit?: number | undefined;
}

/** What lies directly in a folder of a run, which for a path that names a file is nothing; a folder has no size. */
async function entries({ store }: Context, runId: string, folder: string) {
  const found = new Map<string, { is_dir: boolean; file_size?: number }>();
  const start = folder === "" ? "" : `${folder}/`;
  for (const { path, size } of await store.mlflow.artifacts(runId)) {
    if (!path.startsWith(start)) continue;
    const [name = "", ...deeper] = path.slice(start.length).split("/");
    if (deeper.length === 0) found.set(name, { is_dir: false, file_size: size });
    else if (!found.has(name)) found.set(name, { is_dir: true });
  }
  return [...found].map(([name, entry]) => ({ name, entry }));
}

/** The path behind the door of artifacts, as it stands in the address. */
function pathIn(url: string): string {
  const { pathname } = new URL(url);
  return decodedPath(pathname.slice(pathname.indexOf("/artifacts/") + "/artifacts/".length));
}

async function* pieces(context: Context, runId: string, contentId: string, chunks: number) {
  for (let chunk = 0; chunk < chunks; chunk += 1)
    yield Uint8Array.from(await context.store.mlflow.chunk(runId, contentId, chunk));
}

function noMultipart(): never {
  // its client then sends the file in one piece
  throw new MlflowRefusal(
    "NOT_IMPLEMENTED",
    "Multipart upload is not supported for the current artifact repository",
  );
}

/** Files that runs leave: kept in the database, so that every server has them. */
export function artifactRoutes({
  importers,
  newContentId,
  artifactLimit = ARTIFACT_LIMIT,
}: ArtifactRouteOptions) {
  return new Hono<RequestEnv>()
    .get("/mlflow/artifacts/list", async (c) => {
      const given = await inputOf(c, ListOfRun);
      const run = await visibleRun(c.var.context, given.run_id);
      const folder = artifactFolder(given.path ?? "");
      const files = await entries(c.var.context, run.runId, folder);
      const inside = (name: string) => (folder === "" ? name : `${folder}/${name}`);
      return c.json({
        root_uri: run.artifactUri,
        files: files.map(({ name, entry }) => ({ path: inside(name), ...entry })),
      });
    })
    .get("/mlflow-artifacts/artifacts", async (c) => {
      const { path } = await inputOf(c, List);
      const place = await artifactPlace(c.var.context, path ?? "");
      const files = await entries(c.var.context, place.run.runId, place.path);
      return c.json({ files: files.map(({ name, entry }) => ({ path: name, ...entry })) });
    })
    .put("/mlflow-artifacts/artifacts/*", async (c) => {
      const { context } = c.var;
      const { run, path } = await artifactPlace(context, artifactPath(pathIn(c.req.url)));
      const upload = { runId: run.runId, path: artifactPath(path), contentId: newContentId() };
      await keepArtifact(context, upload, c.req.raw, artifactLimit);
      await importArrived(context, importers, run, path);
      return c.json({});
    })
    .get("/mlflow-artifacts/artifacts/*", async (c) => {
      const { context } = c.var;
      const { run, path } = await artifactPlace(context, artifactPath(pathIn(c.req.url)));
      const { contentId, size, chunks } = await context.store.mlflow.artifact(run.runId, path);
      const stream = ReadableStream.from(pieces(context, run.runId, contentId, chunks));
      // a file of a run is never a page of this server
      return c.body(stream, 200, {
        "content-type": "application/octet-stream",
        "content-length": String(size),
        "content-disposition": "attachment",
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
      });
    })
    .delete("/mlflow-artifacts/artifacts/*", async (c) => {
      const { context } = c.var;
      const { run, path } = await artifactPlace(context, artifactPath(pathIn(c.req.url)));
      await context.store.mlflow.deleteArtifacts(run.runId, path);
      return c.json({});
    })
    .post("/mlflow-artifacts/mpu/*", () => noMultipart());
}
