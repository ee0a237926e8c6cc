import { HoldfastError } from "@holdfast/core";
import { parseJson } from "../../json/parse-json.js";
import { isMembers } from "../rows/members.js";
import type { TrainingSource } from "../rows/training-source.js";
import { promptLines } from "./prompt-lines.js";
import type { EvalPrompt } from "./prompt-set.js";
import { idIn } from "./prompt-text.js";

const LOOKED_AT = 1024 * 1024;

/** Whether the first line is a sample as lm-evaluation-harness writes it. */
export async function isLmEvalSamples({ bytes }: TrainingSource): Promise<boolean> {
  const head = (await bytes.read(0, LOOKED_AT)).toString("utf8").trimStart();
  const end = head.indexOf("\n");
  const line = end === -1 ? head : head.slice(0, end);
  // where the first line is longer than that, its keys are still in their order
  if (end === -1 && bytes.size > LOOKED_AT) return /^\{\s*"doc_id"\s*:/.test(line);
  try {
    const first = parseJson(line);
    return isMembers(first) && "doc_id" in first && ("arguments" in first || "doc" in first);
  } catch {
    return false;
  }
}

/** What was shown of one request: the context, or where that is empty what follows it. */
function shownIn(request: unknown): string | undefined {
  const [context, continuation] = Array.isArray(request)
    ? request
    : isMembers(request)
      ? [request.arg_0, request.arg_1]
      : [request];
  if (typeof context === "string" && context.trim() !== "") return context;
  return typeof continuation === "string" ? continuation : undefined;
}

/** The prompt of a sample: the context of its first request, which for choices is the same in all. */
function promptIn(row: unknown, line: number): EvalPrompt {
  const given = isMembers(row) ? row.arguments : undefined;
  const requests: readonly unknown[] = Array.isArray(given)
    ? given
    : isMembers(given)
      ? Object.values(given)
      : [];
  const text = shownIn(requests[0]);
  if (text === undefined || !isMembers(row))
    throw new HoldfastError({
      code: "invalid-input",
      message: "the sample does not say what the model was shown.",
      place: { key: "arguments" },
      remedy: "Name a samples file as lm-evaluation-harness writes it, or a file of prompts.",
    });
  return { id: idIn(row, ["doc_id", "doc_hash"]) ?? String(line), text };
}

/** What the model was shown for each document; where shots were given, they are part of it. */
export function lmEvalPrompts(source: TrainingSource): AsyncGenerator<EvalPrompt> {
  return promptLines(source, promptIn);
}
