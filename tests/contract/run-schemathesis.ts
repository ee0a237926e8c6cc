import { spawn, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PROGRAM = process.env.HOLDFAST_TEST_PYTHON_SCHEMATHESIS;
const CONFIG = fileURLToPath(new URL("./schemathesis.toml", import.meta.url));
const HOOKS = fileURLToPath(new URL("./ndjson_body.py", import.meta.url));

function runs(program: string): boolean {
  return spawnSync(program, ["-c", "import schemathesis"], { stdio: "ignore" }).status === 0;
}

/** Whether there is a schemathesis; where CI requires one it is taken to be there, and fails if it is not. */
export const HAS_SCHEMATHESIS =
  process.env.HOLDFAST_REQUIRE_ALL === "1" || (PROGRAM !== undefined && runs(PROGRAM));

/** For the name of a test. */
export const SCHEMATHESIS = HAS_SCHEMATHESIS
  ? "schemathesis"
  : "schemathesis (skipped: HOLDFAST_TEST_PYTHON_SCHEMATHESIS names no Python with it)";

export interface FuzzRun {
  /** The document that the server is held to. */
  readonly document: unknown;
  readonly url: string;
  /** Where the document and the reports may be written. */
  readonly folder: string;
  readonly phases: readonly string[];
  /** Requests an operation, where a phase draws them by chance. */
  readonly examples: number;
  readonly token?: string;
  readonly words?: readonly string[];
}

export interface FuzzResult {
  readonly code: number | null;
  /** All that it printed: each failure with the request that shows it. */
  readonly said: string;
}

/** Runs schemathesis with every check that it has, and the seed 1. */
export function runSchemathesis(run: FuzzRun): Promise<FuzzResult> {
  const document = join(run.folder, "openapi.json");
  writeFileSync(document, JSON.stringify(run.document));
  const words = [
    ...[
      "-m",
      "schemathesis.cli",
      "--config-file",
      CONFIG,
      "run",
      document,
      "--url",
      run.url,
      "--checks",
      "all",
    ],
    ...["--phases", run.phases.join(","), "--max-examples", String(run.examples), "--seed", "1"],
    ...["--request-timeout", "30", "--continue-on-failure", "--no-color", "--warnings", "off", "--no-shrink"],
    ...(run.token === undefined ? [] : ["-H", `Authorization: Bearer ${run.token}`]),
    ...(run.words ?? []),
  ];
  const child = spawn(PROGRAM ?? "HOLDFAST_TEST_PYTHON_SCHEMATHESIS-is-not-set", words, {
    cwd: run.folder,
    env: {
      ...{ PATH: process.env.PATH ?? "", HOME: run.folder, LANG: "C.UTF-8" },
      ...{ SCHEMATHESIS_HOOKS: HOOKS, PYTHONDONTWRITEBYTECODE: "1" },
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, said }));
  });
}
