import { runCommand } from "@holdfast/cli";

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Client = NonNullable<Parameters<typeof runCommand>[1]["client"]>;

/** `holdfast mix ...` in a folder, without a database unless a client is given. */
export function runMix(cwd: string, words: readonly string[], client?: Client): Promise<Said> {
  return runHoldfast(cwd, ["mix", ...words], client);
}

/** `holdfast ...` in a folder. */
export async function runHoldfast(cwd: string, words: readonly string[], client?: Client): Promise<Said> {
  const said = { stdout: "", stderr: "" };
  const output = (to: "stdout" | "stderr") => ({
    write: (text: string, done?: () => void) => {
      said[to] += text;
      done?.();
      return true;
    },
    columns: 110,
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
