import { existsSync } from "node:fs";
import * as core from "@holdfast/core";
import { createJiti } from "jiti";
import { systemFault } from "../system-fault.js";
import type { AblationDocument } from "./ablation-document.js";

function looksLikeAblation(value: unknown): boolean {
  return typeof value === "object" && value !== null && "arms" in value && "evals" in value;
}

/** Everything a module exports that looks like an ablation: alone, or in a list. Each once. */
function ablationsIn(module: Readonly<Record<string, unknown>>): unknown[] {
  const exported = Object.values(module).flatMap((value) => (Array.isArray(value) ? value : [value]));
  return [...new Set(exported.filter(looksLikeAblation))];
}

function faultOf(error: unknown, path: string, shown: string): unknown {
  if (core.isHoldfastError(error)) return error.at({ file: shown });
  const known = systemFault(error, shown);
  if (known !== error) return known;
  const text = error instanceof Error ? `${error.message}\n${error.stack ?? ""}` : String(error);
  const line = text.split(path)[1]?.match(/^:(\d+)/)?.[1] ?? text.match(/\((\d+):\d+\)/)?.[1];
  const said = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  return new core.HoldfastError({
    code: "invalid-input",
    message: `the file does not run: ${said.replaceAll(path, shown)}`,
    place: { file: shown, ...(line === undefined ? {} : { line: Number(line) }) },
    remedy: 'Repair it. It may import from "@holdfast/core", from its own folder, and from Node.',
    cause: error,
  });
}

/** Runs a TypeScript or JavaScript file, which gets this installation's own `@holdfast/core`. */
export async function readCode(path: string, shown: string): Promise<readonly AblationDocument[]> {
  if (!existsSync(path)) {
    throw new core.HoldfastError({
      code: "not-found",
      message: "there is no such file.",
      place: { file: shown },
      remedy: "Check the path; `holdfast init` writes an ablation to start from.",
    });
  }
  const jiti = createJiti(path, {
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    virtualModules: { "@holdfast/core": core },
  });
  let module: unknown;
  try {
    module = await jiti.import(path);
  } catch (error) {
    throw faultOf(error, path, shown);
  }
  const found = typeof module === "object" && module !== null ? ablationsIn({ ...module }) : [];
  if (found.length === 0) {
    throw new core.HoldfastError({
      code: "invalid-input",
      message: "the file exports no ablation.",
      place: { file: shown },
      remedy: "Write `export const ablation = defineAblation({ ... })`.",
    });
  }
  return found.map((value) => ({ value, lineOf: () => undefined }));
}
