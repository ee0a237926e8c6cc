import { type Running, startHoldfast } from "../cli/run-holdfast.js";

/** A server on a port of its own, over a database in `cwd`. */
export interface Served {
  readonly url: string;
  readonly stop: () => Promise<void>;
  readonly running: Running;
}

/** Starts `holdfast serve` and waits until it says where. */
export async function serveHoldfast(cwd: string, ...words: readonly string[]): Promise<Served> {
  const running = startHoldfast(["serve", "--port", "0", ...words], { cwd });
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    running.child.stdout?.on("data", (text: string) => {
      said += text;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (address !== undefined) resolve(address);
    });
    running.finished.then(({ stderr }) => reject(new Error(stderr)), reject);
  });
  const stop = async () => {
    running.child.kill("SIGTERM");
    await running.finished;
  };
  return { url, stop, running };
}
