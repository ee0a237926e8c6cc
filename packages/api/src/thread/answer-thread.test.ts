import { HoldfastError } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { adviceRegistration, scriptedStore } from "../testing/scripted-store.js";
import { answerThread } from "./answer-thread.js";

/** A program that answers a request with what the store says of the registration, and ends itself when told to. */
const program = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from "node:worker_threads";
    const open = new Map();
    parentPort.on("message", (message) => {
      if (message.kind === "end") { parentPort.close(); return; }
      if (message.kind === "request") {
        if (message.url.endsWith("/end")) process.exit(3);
        if (message.url.endsWith("/silence")) return;
        open.set(message.id, message);
        parentPort.postMessage({ kind: "store", id: message.id, question: { ask: "registration", identity: "advice@1" } });
        return;
      }
      const text = message.kind === "stored" ? message.answer.value.identity : message.fault.code;
      const body = new TextEncoder().encode(text).buffer;
      parentPort.postMessage({ kind: "response", id: message.id, status: 200, headers: [["x-from", "thread"]], body }, [body]);
    });
  `)}`,
);

const ask = (path: string) => new Request(`http://holdfast.local${path}`);

describe("answerThread", () => {
  it("answers in the thread from the store of this one, again and again", async () => {
    const thread = answerThread({
      store: scriptedStore({ registration: async () => adviceRegistration() }),
      program,
      database: null,
    });
    const answers = await Promise.all([thread.fetch(ask("/a")), thread.fetch(ask("/b"))]);
    expect(answers.map(({ headers }) => headers.get("x-from"))).toEqual(["thread", "thread"]);
    expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(["advice@1", "advice@1"]);
    await thread.close();
  });

  it("carries a refusal of the store to the thread", async () => {
    const thread = answerThread({
      store: scriptedStore({
        registration: () => Promise.reject(new HoldfastError({ code: "not-found", message: "none." })),
      }),
      program,
      database: null,
    });
    expect(await (await thread.fetch(ask("/a"))).text()).toBe("not-found");
    await thread.close();
  });

  it("refuses what it had when its thread ends, and starts another", async () => {
    const thread = answerThread({
      store: scriptedStore({ registration: async () => adviceRegistration() }),
      program,
      database: null,
    });
    await expect(thread.fetch(ask("/end"))).rejects.toMatchObject({ code: "unavailable" });
    expect((await thread.fetch(ask("/a"))).status).toBe(200);
    const waiting = thread.fetch(ask("/silence"));
    await Promise.all([expect(waiting).rejects.toMatchObject({ code: "unavailable" }), thread.close()]);
  });
});
