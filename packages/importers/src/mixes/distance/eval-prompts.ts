import { HoldfastError, isHoldfastError } from "@holdfast/core";
import { rootKeys } from "../../json/root-keys.js";
import { findLogImporter } from "../../logs/read-log.js";
import type { TrainingSource } from "../rows/training-source.js";
import { inspectPrompts } from "./inspect-prompts.js";
import { isLmEvalSamples, lmEvalPrompts } from "./lm-eval-prompts.js";
import { promptRecords } from "./prompt-records.js";
import type { EvalPrompt } from "./prompt-set.js";

/** The prompts of an eval, and what they were read from. */
export interface EvalPrompts {
  readonly format: "inspect" | "lm-eval" | "prompts";
  readonly prompts: readonly EvalPrompt[];
}

/** What was read of a file; none is a fault. */
async function gathered(
  format: EvalPrompts["format"],
  found: AsyncIterable<EvalPrompt>,
): Promise<EvalPrompts> {
  const prompts: EvalPrompt[] = [];
  for await (const prompt of found) prompts.push(prompt);
  if (prompts.length > 0) return { format, prompts };
  throw new HoldfastError({
    code: "invalid-input",
    message: "there are no prompts in it.",
    remedy: "Name a file of prompts, or a log that holds its samples.",
  });
}

async function read(source: TrainingSource): Promise<EvalPrompts> {
  const { bytes } = source;
  const importer = await findLogImporter(bytes);
  if (importer?.format === "inspect") return gathered("inspect", inspectPrompts(source));
  const isResults =
    importer?.format === "lm-eval" && (await rootKeys(bytes, (keys) => keys.has("results"))).has("results");
  if (isResults)
    throw new HoldfastError({
      code: "invalid-input",
      message: "the results of lm-evaluation-harness hold no prompts.",
      remedy: "Name the `samples_*.jsonl` beside it, which --log_samples writes.",
    });
  if (await isLmEvalSamples(source)) return gathered("lm-eval", lmEvalPrompts(source));
  return gathered("prompts", promptRecords(source));
}

/**
 * The prompts of an eval, from a log of Inspect AI (`.eval` or `.json`: the input of each sample), a samples file of
 * lm-evaluation-harness (what the model was shown), or a file of prompts in any shape that training data may have.
 *
 * @throws HoldfastError with file and line or member for what cannot be read; it is refused whole
 */
export async function readEvalPrompts(source: TrainingSource): Promise<EvalPrompts> {
  try {
    return await read(source);
  } catch (error) {
    throw isHoldfastError(error) ? error.at({ file: source.file }) : error;
  }
}
