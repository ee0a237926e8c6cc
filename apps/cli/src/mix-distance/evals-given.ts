import { resolve } from "node:path";
import { type DistanceEval, isHoldfastError, parseIdentity } from "@holdfast/core";
import { type EvalPrompt, readEvalPrompts } from "@holdfast/importers";
import type { Given } from "../given.js";
import { withMixBytes } from "../mix/open-mix-file.js";
import { systemFault } from "../system-fault.js";
import { UsageError } from "../usage-error.js";

/** The evals that were named, and their prompts. */
export interface EvalsGiven {
  readonly prompts: ReadonlyMap<string, readonly EvalPrompt[]>;
  readonly read: readonly Pick<DistanceEval, "eval" | "file" | "format" | "read">[];
}

/** `name@version` and the file. @throws UsageError */
function parted(typed: string): readonly [id: string, file: string] {
  const at = typed.indexOf("=");
  const [id, file] = [typed.slice(0, at), typed.slice(at + 1)];
  if (at > 0 && file !== "")
    try {
      parseIdentity(id);
      return [id, file];
    } catch (error) {
      if (!isHoldfastError(error)) throw error;
    }
  throw new UsageError(
    `--eval \`${typed}\` does not name an eval and a file.`,
    "Write --eval NAME@VERSION=FILE, such as --eval blackmail@1=prompts.jsonl.",
  );
}

/**
 * Reads the prompts of every `--eval`; several files of one eval are taken together.
 *
 * @throws UsageError where none is named, HoldfastError for a file that cannot be read
 */
export async function evalsGiven(given: Given, cwd: string): Promise<EvalsGiven> {
  const typed = given.texts("eval").map(parted);
  if (typed.length === 0)
    throw new UsageError("--eval is missing.", "Write --eval NAME@VERSION=FILE, once for each eval.");
  const prompts = new Map<string, readonly EvalPrompt[]>();
  const read: EvalsGiven["read"][number][] = [];
  for (const [id, file] of typed) {
    const found = await withMixBytes(resolve(cwd, file), file, (bytes) =>
      readEvalPrompts({ file, bytes }),
    ).catch((error: unknown) => {
      throw systemFault(error, file);
    });
    prompts.set(id, [...(prompts.get(id) ?? []), ...found.prompts]);
    read.push({ eval: id, file, format: found.format, read: found.prompts.length });
  }
  return { prompts, read };
}
