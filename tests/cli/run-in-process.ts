import type { HoldfastClient } from "@holdfast/api/client";
import { runCommand } from "@holdfast/cli";

/** What a command said, and how it ended. */
export interface SaidInProcess {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a command runs in this process, without a start of Node for each. */
export interface InProcess {
  readonly cwd: string;
  /** Asked instead of a database; without it, the command opens one. */
  readonly client?: HoldfastClient;
  readonly columns?: number;
}

/** `holdfast ...` in this process, by the actor `test`. */
export async function runInProcess(
  { cwd, client, columns = 140 }: InProcess,
  words: readonly string[],
): Promise<SaidInProcess> {
  const said = { stdout: "", stderr: "" };
  const output = (to: "stdout" | "stderr") => ({
    write: (text: string, done?: () => void) => {
      said[to] += text;
      done?.();
      return true;
    },
    columns,
  });
  const code = await runCommand([...words], {
    stdout: output("stdout"),
    stderr: output("stderr"),
    stdin: { [Symbol.asyncIterator]: async function* () {} },
    cwd,
    env: { noColour: true, actor: "test" },
    ...(client === undefined ? {} : { client }),
  });
  return { code, ...said };
}
