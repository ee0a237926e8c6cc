import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const BINARY = fileURLToPath(new URL("../../apps/cli/bin/holdfast.js", import.meta.url));

export interface RunOptions {
  readonly cwd: string;
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Another binary than the one of this repository. */
  readonly binary?: string;
  /** What stands before node, such as `setpriv`, and its arguments. */
  readonly prefix?: readonly string[];
}

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that runs, and how it ended. */
export interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
}

/** The environment without what would point holdfast elsewhere. */
function ownEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(HOLDFAST_|NODE_OPTIONS|VITEST|NO_COLOR|FORCE_COLOR)/.test(name),
  );
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** Starts `holdfast` with these words in a process of its own. */
export function startHoldfast(words: readonly string[], options: RunOptions): Running {
  const { cwd, stdin = "", env = {}, binary = BINARY, prefix = [] } = options;
  const [program = process.execPath, ...before] = [...prefix, process.execPath];
  const child = spawn(program, [...before, binary, ...words], {
    cwd,
    env: { ...ownEnvironment(), ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  child.stdin.on("error", () => {});
  child.stdin.end(stdin);
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, finished };
}

/** Runs `holdfast` to its end. */
export function holdfast(words: readonly string[], options: RunOptions): Promise<Finished> {
  return startHoldfast(words, options).finished;
}

/** Runs it and takes what it printed. @throws where it failed, with what it said */
export async function holdfastOk(words: readonly string[], options: RunOptions): Promise<string> {
  const { code, stdout, stderr } = await holdfast(words, options);
  if (code !== 0) throw new Error(`holdfast ${words.join(" ")} ended with ${code}:\n${stderr}`);
  return stdout;
}
