import {
  type AblationInput,
  type CheckpointStatementInput,
  encodeSpoolLine,
  formatIdentity,
  HoldfastError,
  type Intervention,
  isHoldfastError,
  type MetricLineInput,
  type OutcomeLineInput,
  parseIdentity,
  type RunStatementInput,
  type SpoolKind,
  type SpoolLine,
} from "@holdfast/core";
import { refuseNonFinite } from "./refuse-non-finite.js";
import { retryDelay } from "./retry-delay.js";
import { type SpooledCalls, sendSpooled } from "./send-spooled.js";

/** Where records are safe before any server has them. `openFileSpool` of `@holdfast/api/local` is one on disk. */
export interface RecorderSpool {
  /** Keeps lines. Resolves to false where it cannot; rejects never. */
  append(lines: readonly string[]): Promise<boolean>;
  /** Everything that was appended is with the server: it need not be kept. */
  clear(): Promise<void>;
  /** Keeps a record that was refused, with the reason. */
  reject(line: string, reason: HoldfastError): Promise<void>;
  close(): Promise<void>;
}

export interface RecorderOptions {
  readonly spool: RecorderSpool;
  /** A number from 0 to below 1, for the jitter of retries. */
  readonly random: () => number;
  /** Resolves after so many milliseconds, and at once when the signal is aborted. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Told once of each kind of trouble; nothing else ever says a word. */
  readonly onTrouble?: (message: string) => void;
  /** The most that waits in memory: records, and characters of their JSON. */
  readonly queueRecords?: number;
  readonly queueLength?: number;
  /** How long one attempt to send may take; then it is made again, since all of it is idempotent. A minute unless said. */
  readonly attemptMilliseconds?: number;
}

/** What became of everything that was recorded. */
export interface RecorderHealth {
  readonly accepted: number;
  /** Kept by the spool. */
  readonly spooled: number;
  /** Acknowledged by the server. */
  readonly sent: number;
  readonly rejected: number;
  /** Lost: no room in memory, or neither spool nor server took it. */
  readonly dropped: number;
  readonly retries: number;
}

/**
 * Records in the background: no call waits or throws, and a server that is down or slow costs nothing. Calls give false
 * where a record could not even be queued.
 */
export interface Recorder {
  /** The same content again is no change; a different one is refused, and kept with the reason. */
  register(ablation: AblationInput, options?: { readonly retrospective?: boolean }): boolean;
  outcome(identity: string, line: OutcomeLineInput): boolean;
  run(identity: string, statement: RunStatementInput): boolean;
  checkpoint(identity: string, statement: CheckpointStatementInput): boolean;
  metric(identity: string, line: MetricLineInput): boolean;
  intervene(identity: string, intervention: Intervention): boolean;
  /** Resolves to true when all is with the server, or to false after so many milliseconds. */
  flush(milliseconds: number): Promise<boolean>;
  /** Flushes for a bounded time; what the server did not take stays in the spool, for `holdfast replay`. */
  close(milliseconds: number): Promise<void>;
  health(): RecorderHealth;
}

const BATCH = 500;

/** @param client of a server, or of a database in this process */
export function createRecorder(client: SpooledCalls, options: RecorderOptions): Recorder {
  const { spool, random, wait, onTrouble = () => {}, queueRecords = 10_000 } = options;
  const { queueLength = 64 * 1024 * 1024, attemptMilliseconds = 60_000 } = options;
  const counts = { accepted: 0, spooled: 0, sent: 0, rejected: 0, dropped: 0, retries: 0 };
  const said = new Set<string>();
  const stop = new AbortController();
  let queue: { record: SpoolLine; text: string; isSpooled: Promise<boolean> }[] = [];
  let unwritten: { text: string; settle: (isKept: boolean) => void }[] = [];
  let length = 0;
  let left = false;
  let writing: Promise<void> | undefined;
  let sending: Promise<void> | undefined;

  const trouble = (topic: string, message: string) => {
    if (said.has(topic)) return;
    said.add(topic);
    onTrouble(message);
  };

  // All that came while the last write went on is the next write.
  const write = async () => {
    while (unwritten.length > 0) {
      const batch = unwritten;
      unwritten = [];
      const isKept = await spool.append(batch.map(({ text }) => text));
      if (isKept) counts.spooled += batch.length;
      else trouble("spool", "the spool takes no records; they go to the server alone.");
      for (const { settle } of batch) settle(isKept);
    }
    writing = undefined;
  };

  /** A server that holds its answer back for ever is one that does not answer. */
  const inTime = async <T>(work: Promise<T>): Promise<T> => {
    const over = new AbortController();
    const late = wait(attemptMilliseconds, over.signal).then(() => {
      throw new HoldfastError({
        code: "unavailable",
        message: `the server did not answer within ${attemptMilliseconds / 1000} s.`,
      });
    });
    late.catch(() => {});
    work.catch(() => {});
    return Promise.race([work, late]).finally(() => over.abort());
  };

  const drain = async () => {
    for (let failures = 0; queue.length > 0 && !stop.signal.aborted; ) {
      const batch = queue.slice(0, BATCH);
      await Promise.all(batch.map(({ isSpooled }) => isSpooled));
      try {
        const records = batch.map(({ record }) => record);
        const refused = await inTime(sendSpooled(client, records));
        for (const { record, reason } of refused) {
          trouble("refused", `a record was refused, and is kept in the spool: ${reason.message}`);
          await spool.reject(encodeSpoolLine(record), reason);
        }
        counts.rejected += refused.length;
        counts.sent += batch.length - refused.length;
        queue = queue.slice(batch.length);
        length -= batch.reduce((total, { text }) => total + text.length, 0);
        failures = 0;
        said.delete("server");
      } catch (error) {
        failures += 1;
        counts.retries += 1;
        trouble(
          "server",
          `${error instanceof Error ? error.message : String(error)} Records are kept and sent later.`,
        );
        await wait(retryDelay(failures, random, isHoldfastError(error) ? error : undefined), stop.signal);
      }
    }
  };

  const send = async () => {
    do {
      await drain();
      if (queue.length === 0 && !left) await spool.clear();
    } while (queue.length > 0 && !stop.signal.aborted);
    sending = undefined;
  };

  const put = (kind: SpoolKind, identity: string | null, value: unknown): boolean => {
    let record: SpoolLine;
    try {
      const subject =
        identity === null
          ? "-"
          : encodeURIComponent(formatIdentity(parseIdentity(identity))).replaceAll("%40", "@");
      record = { kind, subject, body: JSON.stringify(refuseNonFinite(value)) };
    } catch (error) {
      counts.dropped += 1;
      trouble("invalid", `this was not recorded: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
    const text = encodeSpoolLine(record);
    const isFull = queue.length >= queueRecords || length + text.length > queueLength;
    if (isFull && unwritten.length >= queueRecords) {
      counts.dropped += 1;
      trouble("queue", "more is recorded than server and spool take; records are lost.");
      return false;
    }
    counts.accepted += 1;
    const isSpooled = new Promise<boolean>((settle) => {
      unwritten.push({ text, settle });
    });
    writing ??= write();
    if (isFull) {
      // It spills: the spool alone has it, and `holdfast replay` records it.
      left = true;
      trouble("spill", "the server is behind; some records stay in the spool, for `holdfast replay`.");
      isSpooled.then((isKept) => {
        if (!isKept) counts.dropped += 1;
      });
      return true;
    }
    queue.push({ record, text, isSpooled });
    length += text.length;
    sending ??= send();
    return true;
  };

  const flush = async (milliseconds: number): Promise<boolean> => {
    const timer = new AbortController();
    const all = async () => {
      while (writing !== undefined || sending !== undefined) await Promise.all([writing, sending]);
    };
    await Promise.race([all(), wait(milliseconds, timer.signal)]);
    timer.abort();
    return queue.length === 0 && unwritten.length === 0;
  };

  return {
    outcome: (identity, line) => put("outcome", identity, line),
    register: (ablation, { retrospective = false } = {}) =>
      put("register", null, { ablation, retrospective }),
    run: (identity, statement) => put("run", identity, statement),
    checkpoint: (identity, statement) => put("checkpoint", identity, statement),
    metric: (identity, line) => put("metric", identity, line),
    intervene: (identity, intervention) => put("intervention", identity, intervention),
    flush,
    close: async (milliseconds) => {
      if (!(await flush(milliseconds)))
        trouble("left", "the server did not take all records in time; `holdfast replay` sends the rest.");
      stop.abort();
      await writing;
      await spool.close();
    },
    health: () => ({ ...counts }),
  };
}
