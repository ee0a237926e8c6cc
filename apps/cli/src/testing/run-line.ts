import { readEnv } from "../env.js";
import { runCommand } from "../run-command.js";
import { testOutput } from "./test-output.js";

/** Runs a command line in this process, in a folder, without a database. */
export async function runLine(
  line: string,
  cwd = "/",
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const [stdout, stderr] = [testOutput(), testOutput()];
  const code = await runCommand(
    line.split(" ").filter((word) => word !== ""),
    {
      stdout,
      stderr,
      stdin: { [Symbol.asyncIterator]: async function* () {} },
      cwd,
      env: readEnv({}),
    },
  );
  return { code, stdout: stdout.written(), stderr: stderr.written() };
}
