import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { HoldfastError } from "@holdfast/core";
import type { Store } from "@holdfast/store";
import { answerStoreQuestion, handedOver } from "./answer-store-question.js";
import { carriedFault, faultOf } from "./carried-fault.js";
import type { FromThread, StoreQuestion, ToThread } from "./thread-message.js";
import type { WorkerDatabase } from "./worker-database.js";

export interface AnswerThreadOptions {
  readonly store: Store;
  /** The program of the thread. */
  readonly program: URL;
  /** The database server that the thread asks by itself; null: it asks `store`, over this thread. */
  readonly database: WorkerDatabase;
  /** Told of every fault that nobody foresaw. */
  readonly onFault?: (error: unknown) => void;
}

/** A thread that answers requests, so that the one that takes them is free for others. */
export interface AnswerThread {
  readonly fetch: (request: Request) => Promise<Response>;
  /** Ends the thread; what it still works on is refused. */
  readonly close: () => Promise<void>;
}

/** How long a thread is given to say goodbye to its database. */
const END_MS = 1000;

interface Waiting {
  readonly resolve: (response: Response) => void;
  readonly reject: (error: Error) => void;
}

/**
 * An answering thread, started by the first request and kept. Should it end by itself, the requests it had are
 * refused and the next one starts another.
 */
export function answerThread({ store, program, database, onFault }: AnswerThreadOptions): AnswerThread {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let asked = 0;

  const refuseAll = (reason: string) => {
    const error = new HoldfastError({
      code: "unavailable",
      message: `the thread that was computing the answer ended: ${reason}.`,
      remedy: "Ask again; where it happens again, the machine may be short of memory.",
    });
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };

  async function ask(to: Worker, id: number, question: StoreQuestion): Promise<void> {
    const send = (message: ToThread, handOver: ArrayBuffer[]) => to.postMessage(message, handOver);
    try {
      const answer = await answerStoreQuestion(store, question);
      send({ kind: "stored", id, answer }, handedOver(answer));
    } catch (error) {
      send({ kind: "refused", id, fault: carriedFault(error) }, []);
    }
  }

  function take(from: Worker, message: FromThread): void {
    if (message.kind === "store") {
      void ask(from, message.id, message.question);
      return;
    }
    if (message.kind === "unforeseen") {
      onFault?.(faultOf(message.fault));
      return;
    }
    const open = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === "failed") {
      open?.reject(faultOf(message.fault));
      return;
    }
    const { status, headers, body } = message;
    open?.resolve(
      new Response(body, {
        status,
        headers: headers.map(([name, value]): [string, string] => [name, value]),
      }),
    );
  }

  function start(): Worker {
    const started = new Worker(program, { execArgv: [], workerData: database });
    started.on("message", (message: FromThread) => take(started, message));
    started.on("error", (error) => onFault?.(error));
    started.on("exit", (code) => {
      if (worker !== started) return;
      worker = null;
      refuseAll(`it stopped with ${code}`);
    });
    return started;
  }

  return {
    fetch: (request) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        asked += 1;
        waiting.set(asked, { resolve, reject });
        const message: ToThread = {
          kind: "request",
          id: asked,
          url: request.url,
          headers: [...request.headers],
        };
        worker.postMessage(message);
      }),
    async close() {
      const ending = worker;
      worker = null;
      refuseAll("the server is closing");
      if (ending === null) return;
      const ended = once(ending, "exit");
      const message: ToThread = { kind: "end" };
      ending.postMessage(message);
      // one that computes hears nothing; it has nothing that is not written
      const overdue = setTimeout(() => void ending.terminate(), END_MS);
      await ended;
      clearTimeout(overdue);
    },
  };
}
