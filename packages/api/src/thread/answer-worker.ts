import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { Store } from "@holdfast/store";
import { type App, createApp } from "../app.js";
import { ACTOR_HEADER, actorNamed } from "../attribute.js";
import type { Principal } from "../principal.js";
import { TOKEN_ID_HEADER } from "./answer-elsewhere.js";
import { carriedFault, faultOf } from "./carried-fault.js";
import { storeOfThread } from "./store-of-thread.js";
import { storeOverPort } from "./store-over-port.js";
import type { FromThread, StoreAnswer, StoreQuestion, ToThread } from "./thread-message.js";
import { type WorkerDatabase, WorkerDatabaseSchema } from "./worker-database.js";

/*
 * The program of an answering thread: the whole API over the server's database. It ends with its server.
 */

interface Waiting {
  readonly resolve: (answer: StoreAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** Who asked: the server has let it in, and checked what it may do. */
function principalIn(headers: Headers): Principal {
  const actor = headers.get(ACTOR_HEADER);
  return {
    actor: actor === null ? "anonymous" : actorNamed(actor),
    role: "admin",
    ablation: null,
    tokenId: headers.get(TOKEN_ID_HEADER),
  };
}

function answerOver(port: MessagePort, database: WorkerDatabase): void {
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  const send = (message: FromThread, handOver: ArrayBuffer[] = []) => port.postMessage(message, handOver);
  const ask = (question: StoreQuestion) =>
    new Promise<StoreAnswer>((resolve, reject) => {
      asked += 1;
      waiting.set(asked, { resolve, reject });
      send({ kind: "store", id: asked, question });
    });
  const onFault = (error: unknown) => send({ kind: "unforeseen", fault: carriedFault(error) });
  const store = storeOfThread(database, storeOverPort(ask));
  const appOver = (opened: Store) =>
    createApp(
      { store: opened, now: () => new Date(), actor: "anonymous" },
      { isBehindServer: true, onFault },
    );
  let app: { readonly over: Store; readonly api: App } | null = null;

  async function answering(): Promise<App> {
    const over = await store.opened();
    if (app?.over !== over) app = { over, api: appOver(over) };
    return app.api;
  }

  async function respond({ id, url, headers }: Extract<ToThread, { kind: "request" }>): Promise<void> {
    const given = headers.map(([name, value]): [string, string] => [name, value]);
    const principal = principalIn(new Headers(given));
    try {
      const response = await (await answering()).request(url, { headers: given }, { principal });
      const body = await response.arrayBuffer();
      send({ kind: "response", id, status: response.status, headers: [...response.headers], body }, [body]);
    } catch (error) {
      send({ kind: "failed", id, fault: carriedFault(error) });
    }
  }

  port.on("message", (message: ToThread) => {
    if (message.kind === "request") {
      void respond(message);
      return;
    }
    if (message.kind === "end") {
      void store.close().finally(() => port.close());
      return;
    }
    const open = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === "stored") open?.resolve(message.answer);
    else open?.reject(faultOf(message.fault));
  });
}

if (parentPort === null) throw new Error("this program runs as a thread of a server");
answerOver(parentPort, WorkerDatabaseSchema.parse(workerData));
