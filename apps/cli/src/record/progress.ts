import type { Print } from "../print.js";

/** Shows how far a long work has come. */
export interface Progress {
  readonly step: (title: string) => void;
  readonly add: (bytes: number) => void;
  /** Says how much is safe; in a log, where there is no bar. */
  readonly acknowledge: (done: number, all: number) => void;
  readonly done: () => void;
}

/** Below this many bytes the work is over before a bar could be read. */
const LONG = 4 * 1024 * 1024;

/** A bar on the terminal's stderr where the input is long; otherwise nothing. */
export async function openProgress(print: Print, bytes: number): Promise<Progress> {
  const { stderr, quiet, json } = print.settings;
  const acknowledge = (done: number, all: number) => {
    if (bytes >= LONG && done < all) print.note(`${done} of ${all} lines are recorded`);
  };
  if (quiet || json || bytes < LONG || stderr.isTTY !== true)
    return { step: () => {}, add: () => {}, done: () => {}, acknowledge };
  const { default: cliProgress } = await import("cli-progress");
  const bar = new cliProgress.SingleBar({
    format: "{title} {bar} {percentage}% | {megabytes} of {size} MB | {eta_formatted} left",
    hideCursor: true,
    clearOnComplete: true,
  });
  const size = (bytes / 1e6).toFixed(0);
  let [read, title] = [0, ""];
  return {
    step: (next) => {
      [read, title] = [0, next.padEnd(9)];
      bar.start(bytes, 0, { title, megabytes: "0", size });
    },
    add: (more) => {
      read += more;
      bar.update(Math.min(read, bytes), { title, megabytes: (read / 1e6).toFixed(0), size });
    },
    done: () => bar.stop(),
    acknowledge: () => {},
  };
}
