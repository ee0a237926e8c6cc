import { z } from "zod";
import type { Row } from "../driver/driver.js";
import { INBOX_ID } from "./inbox.js";
import type { MlflowInput, MlflowPair, MlflowPoint, MlflowRun } from "./mlflow-run.js";

// PostgreSQL writes what JSON has no number for as a text
const stored = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity"]).transform(Number)]);
const texts = z.array(z.string()).nullable();
const maybeTexts = z.array(z.string().nullable()).nullable();
const numbers = z.array(z.number()).nullable();
const pairs = z.tuple([texts, texts]);
const points = z.tuple([texts, numbers, numbers, z.array(stored).nullable()]);
const tags = z.array(z.array(z.object({ key: z.string(), value: z.string() }))).nullable();
const inputs = z.tuple([texts, texts, texts, texts, maybeTexts, maybeTexts, tags]);

/** Columns that PostgreSQL gave as lists; all null where there is no row. */
function columnsIn<T>(schema: z.ZodType<T>, text: unknown): T {
  return schema.parse(JSON.parse(String(text)));
}

function pairsIn(text: unknown): MlflowPair[] {
  const [keys, values] = columnsIn(pairs, text);
  return (keys ?? []).map((key, index) => ({ key, value: values?.[index] ?? "" }));
}

function pointsIn(text: unknown): MlflowPoint[] {
  const [keys, steps, times, values] = columnsIn(points, text);
  return (keys ?? []).map((key, index) => ({
    key,
    step: steps?.[index] ?? 0,
    atMs: times?.[index] ?? 0,
    value: values?.[index] ?? Number.NaN,
  }));
}

function inputsIn(text: unknown): MlflowInput[] {
  const [names, digests, types, sources, schemas, profiles, tagLists] = columnsIn(inputs, text);
  return (names ?? []).map((name, index) => ({
    name,
    digest: digests?.[index] ?? "",
    sourceType: types?.[index] ?? "",
    source: sources?.[index] ?? "",
    schema: schemas?.[index] ?? null,
    profile: profiles?.[index] ?? null,
    tags: tagLists?.[index] ?? [],
  }));
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
      params: pairsIn(paramText),
      tags: pairsIn(tagText),
      metrics: pointsIn(metricText),
      inputs: inputsIn(inputText),
    },
  };
}
