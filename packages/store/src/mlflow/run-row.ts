import { z } from "zod";
import type { Row } from "../driver/driver.js";
import { INBOX_ID } from "./inbox.js";
import type { MlflowRun } from "./mlflow-run.js";

// PostgreSQL writes what JSON has no number for as a text
const stored = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity"]).transform(Number)]);
const pairs = z.array(z.tuple([z.string(), z.string()]));
const points = z.array(z.tuple([z.string(), z.number(), z.number(), stored]));
const inputs = z.array(
  z.tuple([
    z.string(),
    z.string(),
    z.string(),
    z.string(),
    z.string().nullable(),
    z.string().nullable(),
    z.array(z.object({ key: z.string(), value: z.string() })),
  ]),
);

function listIn<T>(schema: z.ZodType<T[]>, text: unknown): T[] {
  return typeof text === "string" ? schema.parse(JSON.parse(text)) : [];
}

/** A run out of the columns of `readMlflowRun`, and the ablation that keeps it. */
export function runOfRow(row: Row): { readonly ablationId: number; readonly run: MlflowRun } {
  const [ablationId, runId, experimentId, runName, userId, status, startMs, endMs, lifecycle, uri] = row;
  const [key, stage, identity, paramText, tagText, metricText, inputText] = row.slice(10);
  return {
    ablationId: Number(ablationId),
    run: {
      runId: String(runId),
      experimentId: Number(experimentId),
      runName: String(runName),
      userId: String(userId),
      status: String(status),
      startMs: Number(startMs),
      endMs: endMs === null ? null : Number(endMs),
      lifecycle: lifecycle === "deleted" ? "deleted" : "active",
      artifactUri: String(uri),
      binding:
        Number(ablationId) === INBOX_ID
          ? null
          : { identity: String(identity), run: String(key), stage: String(stage) },
      params: listIn(pairs, paramText).map(([name, value]) => ({ key: name, value })),
      tags: listIn(pairs, tagText).map(([name, value]) => ({ key: name, value })),
      metrics: listIn(points, metricText).map(([name, step, atMs, value]) => ({
        key: name,
        step,
        atMs,
        value,
      })),
      inputs: listIn(inputs, inputText).map(([name, digest, sourceType, source, schema, profile, tags]) => ({
        name,
        digest,
        sourceType,
        source,
        schema,
        profile,
        tags,
      })),
    },
  };
}
