import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Finished } from "../cli/run-holdfast.js";
import { PACKAGE } from "./pythons.js";

export interface PythonOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A program that runs, what it has said so far, and how it ended. */
export interface RunningProgram {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** Resolves as soon as it has printed that. */
  readonly said: (text: string) => Promise<void>;
}

function environment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(HOLDFAST_|PYTHON|VITEST|NODE_)/.test(name));
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** Starts a program with the Python package on its path, and nothing of Holdfast in its environment but `env`. */
export function startProgram(
  program: string,
  words: readonly string[],
  options: PythonOptions,
): RunningProgram {
  const child = spawn(program, words, {
    cwd: options.cwd,
    env: {
      ...environment(),
      PYTHONPATH: join(PACKAGE, "src"),
      PYTHONDONTWRITEBYTECODE: "1",
      HOME: options.cwd,
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const said = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (stdout.includes(text)) resolve();
      };
      look();
      child.stdout.on("data", look);
      finished.then(
        () => reject(new Error(`it ended before it said ${text}:\n${stdout}\n${stderr}`)),
        reject,
      );
    });
  return { child, finished, said };
}

/** Runs a program to its end. @throws where it failed, with what it said */
export async function programOk(
  program: string,
  words: readonly string[],
  options: PythonOptions,
): Promise<Finished> {
  const done = await startProgram(program, words, options).finished;
  if (done.code !== 0)
    throw new Error(`${program} ended with ${done.code ?? done.signal}:\n${done.stdout}\n${done.stderr}`);
  return done;
}
