import { type MessagePort, parentPort } from "node:worker_threads";
import { createApp } from "../app.js";
import { ACTOR_HEADER, actorNamed } from "../attribute.js";
import type { Principal } from "../principal.js";
import { TOKEN_ID_HEADER } from "./answer-elsewhere.js";
import { carriedFault, faultOf } from "./carried-fault.js";
import { storeOverPort } from "./store-over-port.js";
import type { FromThread, StoreAnswer, StoreQuestion, ToThread } from "./thread-message.js";

/*
 * The program of an answering thread: the whole API over the server's store. It ends with its server.
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

function answerOver(port: MessagePort): void {
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  const send = (message: FromThread, handOver: ArrayBuffer[] = []) => port.postMessage(message, handOver);
  const ask = (question: StoreQuestion) =>
    new Promise<StoreAnswer>((resolve, reject) => {
      asked += 1;
      waiting.set(asked, { resolve, reject });
      send({ kind: "store", id: asked, question });
    });
  const app = createApp(
    { store: storeOverPort(ask), now: () => new Date(), actor: "anonymous" },
    { isBehindServer: true, onFault: (error) => send({ kind: "unforeseen", fault: carriedFault(error) }) },
  );

  async function respond({ id, url, headers }: Extract<ToThread, { kind: "request" }>): Promise<void> {
    const given = headers.map(([name, value]): [string, string] => [name, value]);
    const principal = principalIn(new Headers(given));
    const response = await app.request(url, { headers: given }, { principal });
    const body = await response.arrayBuffer();
    send({ kind: "response", id, status: response.status, headers: [...response.headers], body }, [body]);
  }

  port.on("message", (message: ToThread) => {
    if (message.kind === "request") {
      void respond(message);
      return;
    }
    const open = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === "stored") open?.resolve(message.answer);
    else open?.reject(faultOf(message.fault));
  });
}

if (parentPort === null) throw new Error("this program runs as a thread of a server");
answerOver(parentPort);
