import type { LogSays } from "../logs/eval-log.js";
import type { LmEvalResults } from "./lm-eval-results.js";

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `pretrained=org/name,dtype=float16`, or the same as an object. */
function modelArgs(value: unknown): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value;
  if (typeof value !== "string") return {};
  const pairs = value
    .split(",")
    .map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)]);
  return Object.fromEntries(pairs.filter(([key]) => key !== ""));
}

/** When it was made, from seconds since 1970. */
export function instantOf(date: number | null | undefined): string | null {
  if (typeof date !== "number" || !(date > 0) || date > 253_402_300_799) return null;
  return new Date(Math.round(date * 1000)).toISOString();
}

/** What a results file says of itself; its metadata are those of its configuration that are plain values. */
export function lmEvalSays(file: LmEvalResults, task: string | null): LogSays {
  const config = file.config ?? {};
  const args = modelArgs(config.model_args);
  const named = [file.model_name, args.pretrained, args.peft, args.model].filter(
    (path) => typeof path === "string",
  );
  const shots = [...new Set(Object.values(file["n-shot"] ?? {}))];
  const plain = Object.entries({ ...args, ...config }).filter(([, value]) =>
    ["string", "number", "boolean"].includes(typeof value),
  );
  return {
    task,
    model: named[0] ?? (typeof config.model === "string" ? config.model : null),
    modelPaths: [...new Set(named)],
    created: instantOf(file.date),
    evalId: null,
    taskId: null,
    tags: [],
    metadata: {
      ...Object.fromEntries(plain),
      ...(shots.length === 1 ? { "n-shot": shots[0] } : {}),
      ...(isRecord(config.metadata) ? config.metadata : {}),
    },
  };
}
