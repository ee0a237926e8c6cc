import { type ErrorCode, type ImportedLog, type ImportReport, isHoldfastError } from "@holdfast/core";
import { checkFile } from "./check-file.js";
import type { ImportRules } from "./check-log.js";
import { type FileMark, fileMark } from "./file-mark.js";
import { type ImportClient, importReport, type ReadLog, recordLogs } from "./import-logs.js";
import type { LogFile } from "./log-files.js";

/** What following needs of the world. */
export interface FollowMeans {
  readonly client: ImportClient;
  /** The files as they are now. */
  readonly list: () => Promise<readonly LogFile[]>;
  /** How logs are bound, with the checkpoints that are registered now. */
  readonly rules: () => Promise<ImportRules>;
  readonly now: () => number;
  /** Waits until the next look, or until the work is to stop. */
  readonly wait: () => Promise<void>;
  readonly isStopped: () => boolean;
  /** How long a file must have been as it is before it is read. */
  readonly quietMs: number;
  /** Told of each log when something became of it, and once of each whose eval is under way. */
  readonly onLog: (log: ImportedLog) => void;
  readonly onRunning: (file: string) => void;
  /** Something failed that may be well at the next look. */
  readonly onInterrupted: (error: unknown) => void;
}

/** What is known of a file. */
interface Seen {
  readonly file: LogFile;
  /** How it looked at the last look, with the files that it asked for. */
  mark: string;
  /** The mark at which it was dealt with. */
  dealtWith: string | null;
  beside: readonly string[];
  isRunning: boolean;
  /** Null where it is no log. */
  logs: ImportedLog[] | null;
}

/** What may be over at the next look. */
const PASSING: ReadonlySet<ErrorCode> = new Set(["unavailable", "rate-limited", "locked", "internal"]);
const STILL_RUNNING =
  "its eval had not ended when the watch did. Import it again when it has; without --watch it is taken as it is.";

/** Follows folders while logs are written into them, and imports each log once it is whole. */
class LogFollower {
  readonly #means: FollowMeans;
  readonly #seen = new Map<string, Seen>();
  /** Checkpoints by which logs were bound at the last look. */
  #checkpoints = "";

  constructor(means: FollowMeans) {
    this.#means = means;
  }

  /** Looks once. @throws HoldfastError that will not pass */
  async look(): Promise<void> {
    try {
      const due = await this.#due(await this.#means.list());
      const isUnbound = [...this.#seen.values()].some((seen) => this.#isUnbound(seen));
      if (due.length === 0 && !isUnbound) return;
      const rules = await this.#means.rules();
      await this.#import(isUnbound ? this.#withUnbound(due, rules) : due, rules);
    } catch (error) {
      if (isHoldfastError(error) && !PASSING.has(error.code)) throw error;
      this.#means.onInterrupted(error);
    }
  }

  #isUnbound({ logs }: Seen): boolean {
    return logs?.some(({ state }) => state === "unbound") === true;
  }

  /** A checkpoint that was registered meanwhile may be that of a log that nobody bound. */
  #withUnbound(due: readonly Seen[], { checkpoints }: ImportRules): Seen[] {
    const before = this.#checkpoints;
    this.#checkpoints = JSON.stringify(checkpoints);
    if (this.#checkpoints === before) return [...due];
    return [...this.#seen.values()].filter((seen) => due.includes(seen) || this.#isUnbound(seen));
  }

  /** The files that changed since they were dealt with, and do so no more. */
  async #due(files: readonly LogFile[]): Promise<Seen[]> {
    const due: Seen[] = [];
    for (const file of files) {
      const known = this.#seen.get(file.path);
      const { text, changedMs } = await fileMark(file, known?.beside ?? []);
      const seen: Seen = { ...(known ?? NEW), file, mark: text };
      this.#seen.set(file.path, seen);
      if (seen.dealtWith !== text && (known?.mark === text || this.#isQuiet(changedMs))) due.push(seen);
    }
    return due;
  }

  #isQuiet(changedMs: FileMark["changedMs"]): boolean {
    return this.#means.now() - changedMs >= this.#means.quietMs;
  }

  async #import(due: readonly Seen[], rules: ImportRules): Promise<void> {
    const read: ReadLog[] = [];
    for (const seen of due) {
      if (this.#means.isStopped()) return;
      try {
        read.push(...(await this.#read(seen, rules)));
      } catch (error) {
        this.#means.onInterrupted(error);
      }
    }
    await recordLogs(read, {
      client: this.#means.client,
      rules,
      isStopped: this.#means.isStopped,
      done: (file, log) => this.#done(file, log),
    });
  }

  /** The logs of a file, where they may be recorded now. */
  async #read(seen: Seen, rules: ImportRules): Promise<ReadLog[]> {
    const { logs, beside } = await checkFile(seen.file, rules);
    const asked = beside.some((name) => !seen.beside.includes(name));
    const { text, changedMs } = await fileMark(seen.file, beside);
    Object.assign(seen, { beside, mark: text });
    // samples of lm_eval are written after its results
    if (asked && !this.#isQuiet(changedMs)) return [];
    const isRunning = logs?.some((log) => log.isRunning) === true;
    if (isRunning && !seen.isRunning) this.#means.onRunning(seen.file.shown);
    const waits = isRunning ? { logs: (logs ?? []).map(({ report }) => report) } : {};
    if (logs === null || isRunning) Object.assign(seen, { dealtWith: text, ...waits });
    seen.isRunning = isRunning;
    if (logs === null || isRunning) return [];
    return logs.map(({ lines: _lines, unbound: _unbound, ...rest }) => ({ ...rest, file: seen.file }));
  }

  #done({ path }: LogFile, log: ImportedLog): void {
    const seen = this.#seen.get(path);
    if (seen === undefined) return;
    const before = seen.logs?.find((one) => one.file === log.file);
    const others = (seen.logs ?? []).filter((one) => one !== before);
    Object.assign(seen, { logs: [...others, log], dealtWith: seen.mark });
    if (JSON.stringify(before) !== JSON.stringify(log)) this.#means.onLog(log);
  }

  /** What became of everything, as it stands. */
  report(rules: Pick<ImportRules, "identity" | "cluster">): ImportReport {
    const seen = [...this.#seen.values()];
    const logs = seen.flatMap(({ logs: all, isRunning }) =>
      (all ?? []).map((log) =>
        isRunning ? { ...log, state: "refused" as const, reason: STILL_RUNNING, outcomes: [] } : log,
      ),
    );
    const passedOver = seen.filter(({ logs: all, dealtWith }) => all === null && dealtWith !== null).length;
    return importReport(rules, logs, { passedOver, isDryRun: false });
  }
}

const NEW: Omit<Seen, "file" | "mark"> = { dealtWith: null, beside: [], isRunning: false, logs: null };

/**
 * Looks at the files again and again until it is to stop. A log whose eval is under way, or that grows, waits until
 * neither is so; a file that changes afterwards is read again; what is wrong with one log does not keep the others.
 *
 * @returns what became of all of them
 * @throws HoldfastError where the ablation is gone, or the caller may not record
 */
export async function followLogs(
  rules: Pick<ImportRules, "identity" | "cluster">,
  means: FollowMeans,
): Promise<ImportReport> {
  const follower = new LogFollower(means);
  while (!means.isStopped()) {
    await follower.look();
    if (!means.isStopped()) await means.wait();
  }
  return follower.report(rules);
}
