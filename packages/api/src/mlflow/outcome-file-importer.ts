import { isUtf8 } from "node:buffer";
import { HoldfastError, isHoldfastError, OutcomeLineSchema, parseWith } from "@holdfast/core";
import { z } from "zod";
import type { PlacedLine } from "../verbs/record-outcomes.js";
import type { ArtifactImporter, ImportedFor } from "./artifact-importer.js";

/** The largest file that lines are read from: it is held in memory while they are. */
const LARGEST = 128 * 1024 * 1024;

const Said = z.record(z.string(), z.unknown());

function decoded(text: string, file: string, line: number): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new HoldfastError({
      code: "invalid-input",
      message: "the line is not JSON.",
      place: { file, line },
      remedy: "Write one outcome a line, as `holdfast record` takes them.",
      cause,
    });
  }
  return parseWith(Said, json, "outcome", { file, line });
}

/** What a line leaves out is what its run is; what it says of it must agree. */
function completed(
  said: Record<string, unknown>,
  { run, stage }: Pick<ImportedFor, "run" | "stage">,
  file: string,
  line: number,
) {
  const own = { arm: run.arm, branch: run.branch, stage, ...(run.seed === null ? {} : { seed: run.seed }) };
  const isUnknown = run.seed === null && run.callerId !== null;
  const value = { ...own, ...(isUnknown ? { run: run.callerId } : {}), ...said };
  for (const key of ["arm", "seed", "branch"] as const) {
    const expected = run[key] ?? undefined;
    if (value[key] === expected) continue;
    throw new HoldfastError({
      code: "invalid-input",
      message: `the line is about ${key} ${String(value[key])}, and this run about ${String(expected)}.`,
      place: { file, line, key },
      remedy:
        "Leave it out: a line takes arm, seed, branch and stage from its run. Record others with `holdfast record`.",
    });
  }
  return value;
}

/** Files called `*.outcomes.ndjson`: one outcome a line, as `holdfast record` takes them. */
export const outcomeFileImporter: ArtifactImporter = {
  recognises: (path) => path.endsWith(".outcomes.ndjson"),
  async read({ path: file, size, read }, by) {
    if (size > LARGEST)
      throw new HoldfastError({
        code: "too-large",
        message: `the file has ${size} bytes, and outcomes are read from files of up to ${LARGEST}.`,
        place: { file },
        remedy: "Record it with `holdfast record`, which reads it as a stream.",
      });
    const bytes = await read(0, size);
    if (!isUtf8(bytes))
      throw new HoldfastError({ code: "invalid-input", message: "the file is not UTF-8.", place: { file } });
    const lines: PlacedLine[] = [];
    const texts = new TextDecoder().decode(bytes).split("\n");
    for (const [index, text] of texts.entries()) {
      if (text.trim() === "") continue;
      const place = { file, line: index + 1 };
      const value = completed(decoded(text, file, index + 1), by, file, index + 1);
      try {
        lines.push({ place, value: parseWith(OutcomeLineSchema, value, "outcome") });
      } catch (error) {
        throw isHoldfastError(error) ? error.at(place) : error;
      }
    }
    return { lines, leftOut: [] };
  },
};
