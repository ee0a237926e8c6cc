import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openLocal } from "@holdfast/api/local";
import { type AblationInput, defineAblation, type ImportReport, ImportReportSchema } from "@holdfast/core";
import { runInProcess } from "../cli/run-in-process.js";

/** A registered ablation in memory, and a folder from which the command line is used. */
export interface ImportPlace {
  readonly folder: string;
  readonly client: Awaited<ReturnType<typeof openLocal>>["client"];
  readonly write: (name: string, content: string | Uint8Array) => void;
  readonly run: (
    ...words: string[]
  ) => Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;
  /** The report of `holdfast import --json`. */
  readonly report: (...words: string[]) => Promise<ImportReport & { readonly code: number }>;
  readonly close: () => Promise<void>;
}

const binary = { kind: "binary" } as const;

/** Two arms, two stages; evals on a binary and on a graded scale. */
export const ADVICE: AblationInput = {
  name: "advice",
  version: "1",
  title: "Advice",
  question: "Does advice hold?",
  baseModel: "m",
  arms: [{ name: "control" }, { name: "principles" }],
  control: "control",
  stages: [{ name: "sft" }, { name: "rl" }],
  evals: [
    {
      id: "blackmail@1",
      metrics: [{ name: "score", direction: "lower-is-better", scale: binary }],
      role: "held-out",
    },
    {
      id: "harm@2",
      metrics: [
        { name: "rating", direction: "lower-is-better", scale: { kind: "graded", lower: 0, upper: 10 } },
      ],
      role: "target",
    },
  ],
};

/** @param given the ablation that is imported into */
export async function importInto(given: AblationInput = ADVICE): Promise<ImportPlace> {
  const local = await openLocal("memory://", {
    actor: "test",
    onFault: () => {},
    now: () => new Date("2026-01-02T03:04:05Z"),
  });
  await local.client.register(defineAblation(given));
  const folder = mkdtempSync(join(tmpdir(), "holdfast-import-"));
  const run: ImportPlace["run"] = (...words) => runInProcess({ cwd: folder, client: local.client }, words);
  return {
    folder,
    client: local.client,
    run,
    write: (name, content) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    },
    report: async (...words) => {
      const { code, stdout } = await run("import", ...words, "--json");
      return { ...ImportReportSchema.parse(JSON.parse(stdout)), code };
    },
    close: async () => {
      await local.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
