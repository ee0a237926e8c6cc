import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { HoldfastError } from "@holdfast/core";
import type { z } from "zod";
import type { ByteSource } from "../../bytes/byte-source.js";
import { decodePart, type MeasuredPart } from "./measured-part.js";
import { measuredParts } from "./measured-parts.js";
import { openTokenCounter, type TokenCounter } from "./token-counter.js";
import { WorkerAnswerSchema, type WorkerFaultSchema, type WorkUnit } from "./work-unit.js";

/** Measures one unit after the other. */
export interface UnitRunner {
  /** @throws HoldfastError for a file that is damaged */
  readonly run: (unit: WorkUnit, onPart: (part: MeasuredPart) => Promise<void> | void) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Does `use` with the bytes of a file, which are open that long. */
export type WithBytes = <T>(path: string, file: string, use: (bytes: ByteSource) => Promise<T>) => Promise<T>;

const WORKER = new URL("./measure-worker.js", import.meta.url);

/** Whether threads can be started: from what was built, and not from the sources. */
export function hasWorkers(): boolean {
  return existsSync(fileURLToPath(WORKER));
}

/** Measures in this thread. */
export function ownThread(withBytes: WithBytes): UnitRunner {
  const counters = new Map<string, Promise<TokenCounter>>();
  return {
    run: ({ path, file, range, settings }, onPart) =>
      withBytes(path, file, async (bytes) => {
        const { encoding } = settings;
        const opening = encoding === null ? null : (counters.get(encoding) ?? openTokenCounter(encoding));
        if (encoding !== null && opening !== null) counters.set(encoding, opening);
        const counter = await opening;
        for await (const part of measuredParts({ file, bytes }, range ?? undefined, settings, counter))
          await onPart(part);
      }),
    close: async () => {},
  };
}

function faultOf({ code, message, place, remedy }: z.infer<typeof WorkerFaultSchema>): HoldfastError {
  const { file, line, key } = place;
  return new HoldfastError({
    code,
    message,
    place: {
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
      ...(key === undefined ? {} : { key }),
    },
    remedy,
  });
}

/** Measures in a thread of its own. */
export function anotherThread(): UnitRunner {
  const worker = new Worker(WORKER);
  return {
    run: (unit, onPart) =>
      new Promise((resolve, reject) => {
        let taken: Promise<void> = Promise.resolve();
        const settle = (end: () => void) => {
          worker.off("message", onMessage);
          worker.off("error", onError);
          taken.then(end, reject);
        };
        const onError = (error: unknown) => settle(() => reject(error));
        const onMessage = (message: unknown) => {
          const answer = WorkerAnswerSchema.parse(message);
          if (answer.is === "done") settle(resolve);
          else if (answer.is === "fault") settle(() => reject(faultOf(answer.fault)));
          else if (answer.is === "failed") settle(() => reject(new Error(answer.message)));
          else {
            const part = decodePart(answer.bytes);
            if (part === undefined) settle(() => reject(new Error("a thread sent half a part")));
            else taken = taken.then(() => onPart(part));
          }
        };
        worker.on("message", onMessage);
        worker.on("error", onError);
        worker.postMessage(unit);
      }),
    close: async () => {
      await worker.terminate();
    },
  };
}
