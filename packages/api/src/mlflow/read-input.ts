import { HoldfastError, parseWith } from "@holdfast/core";
import type { Context } from "hono";
import type { z } from "zod";
import type { RequestEnv } from "../context.js";
import { jsonText } from "../json-text.js";

/** The most bytes of one body; MLflow's own clients stay below 1 MB. */
const BODY_LIMIT = 16 * 1024 * 1024;

async function bodyOf(c: Context<RequestEnv>): Promise<unknown> {
  const text = await jsonText(c.req.raw, BODY_LIMIT);
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HoldfastError({ code: "invalid-input", message: "the body is not JSON.", cause });
  }
}

/** Older clients name a run by `run_uuid`, and some by both. */
function withRunId(given: unknown): unknown {
  if (typeof given !== "object" || given === null || !("run_uuid" in given)) return given;
  const runId = "run_id" in given ? given.run_id : undefined;
  return { ...given, run_id: runId ?? given.run_uuid };
}

/** What a call says: the query of a GET, the JSON of anything else. Fields that nobody knows are passed over. */
export async function inputOf<S extends z.ZodType>(c: Context<RequestEnv>, schema: S): Promise<z.output<S>> {
  const given: unknown = c.req.method === "GET" ? c.req.query() : await bodyOf(c);
  return parseWith(schema, withRunId(given), "request");
}
