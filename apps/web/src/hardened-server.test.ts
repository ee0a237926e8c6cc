import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as after } from "node:timers/promises";
import { ProblemSchema } from "@holdfast/core";
import { afterEach, describe, expect, it } from "vitest";
import { SERVER_LIMITS, type ServerLimits } from "./hardened-server.js";
import { type Serving, serveWeb } from "./serve-web.js";
import { cannedClient } from "./testing/canned-client.js";

let serving: Serving | undefined;
afterEach(async () => {
  await serving?.close();
  serving = undefined;
});

interface Seen {
  readonly bodies: (string | Error)[];
  readonly faults: unknown[];
}

/** A server whose API reads the whole body, tells what became of it, and answers with its length. */
async function serve(limits: Partial<ServerLimits> = {}): Promise<Seen> {
  const seen: Seen = { bodies: [], faults: [] };
  serving = await serveWeb({
    client: cannedClient({}),
    fetch: async (request) => {
      try {
        const text = await request.text();
        seen.bodies.push(text);
        return Response.json({ length: text.length });
      } catch (error) {
        seen.bodies.push(error instanceof Error ? error : new Error(String(error)));
        throw error;
      }
    },
    port: 0,
    limits: { ...SERVER_LIMITS, ...limits },
    onFault: (error) => seen.faults.push(error),
  });
  return seen;
}

async function open(): Promise<Socket> {
  const socket = connect(Number(new URL(serving?.url ?? "").port), "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

/** Everything that comes until the other end hangs up. */
async function rest(socket: Socket): Promise<string> {
  let text = "";
  socket.setEncoding("utf8").on("data", (more: string) => {
    text += more;
  });
  await once(socket, "close");
  return text;
}

function problemIn(answer: string) {
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  expect(head).toContain("application/problem+json");
  const problem = ProblemSchema.parse(JSON.parse(body));
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${problem.status} `));
  return problem;
}

const stillAnswers = async () =>
  (await fetch(`${serving?.url}/v1/ok`, { method: "POST", body: "hello" })).json();

const POST = "POST /v1/x HTTP/1.1\r\nhost: 127.0.0.1\r\n";

describe("a server that is spoken to badly", () => {
  it("cuts off a head that comes letter by letter, and says so", async () => {
    await serve({ headersMs: 300 });
    const socket = await open();
    const answer = rest(socket);
    for (const letter of "GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: ") {
      if (socket.destroyed) break;
      socket.write(letter);
      await after(20);
    }
    expect(problemIn(await answer)).toMatchObject({ status: 408, code: "invalid-input" });
    expect(await stillAnswers()).toEqual({ length: 5 });
  });

  it("cuts off a body that stops coming", async () => {
    const seen = await serve({ bodyIdleMs: 200 });
    const socket = await open();
    const answer = rest(socket);
    socket.write(`${POST}content-length: 100\r\n\r\nhalf`);
    expect(problemIn(await answer).status).toBe(408);
    expect(seen.bodies).toEqual([expect.any(Error)]);
    expect(await stillAnswers()).toEqual({ length: 5 });
  });

  it("bears a body that comes slowly, but comes", async () => {
    await serve({ bodyIdleMs: 300 });
    const socket = await open();
    const answer = rest(socket);
    socket.write(`${POST}connection: close\r\ncontent-length: 8\r\n\r\n`);
    for (const letter of "slowness") {
      await after(80);
      socket.write(letter);
    }
    expect(await answer).toContain('{"length":8}');
  });

  it("takes a connection that breaks in the middle of a body for no fault of its own", async () => {
    const seen = await serve();
    const socket = await open();
    socket.write(`${POST}content-length: 100\r\n\r\nhalf`);
    await after(50);
    socket.resetAndDestroy();
    await expect.poll(() => seen.bodies.length).toBe(1);
    expect(seen.bodies[0]).toBeInstanceOf(Error);
    expect(await stillAnswers()).toEqual({ length: 5 });
  });

  it.each([
    [
      "a head that is too large",
      `GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ${"a".repeat(20_000)}\r\n\r\n`,
      431,
    ],
    ["an address that is too long", `GET /${"a".repeat(20_000)} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`, 431],
    ["bytes of something else", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400],
    ["two lengths", `${POST}content-length: 5\r\ncontent-length: 6\r\n\r\nhello`, 400],
    [
      "a length and chunks, by which requests are smuggled",
      `${POST}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ["a chunk that has no length", `${POST}transfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n`, 400],
    ["a header with a line break in it", "GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx: a\rb\r\n\r\n", 400],
    ["HTTP/9", "GET / HTTP/9.9\r\nhost: 127.0.0.1\r\n\r\n", 400],
  ])("refuses %s", async (_name, bytes, status) => {
    await serve();
    const socket = await open();
    const answer = rest(socket);
    socket.write(bytes, "latin1");
    expect(problemIn((await answer).replace(/^HTTP\/1\.1 100 .*\r\n\r\n/, "")).status).toBe(status);
    expect(await stillAnswers()).toEqual({ length: 5 });
  });

  it("answers what came whole before the garbage behind it, and hangs up", async () => {
    const seen = await serve();
    const socket = await open();
    const answer = rest(socket);
    socket.write(`${POST}content-length: 5\r\n\r\nhello`);
    await expect.poll(() => seen.bodies.length).toBe(1);
    socket.write("garbage garbage\r\n\r\n");
    const text = await answer;
    expect(text).toContain('{"length":5}');
    expect(text).toContain("HTTP/1.1 400");
    expect(seen.faults).toEqual([]);
  });

  it.each([
    ["no host", "GET / HTTP/1.0\r\n\r\n"],
    ["a host that is none", "GET / HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n"],
    [
      "a path that is not percent-encoded",
      "GET /ablations/%ff%fe HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n",
    ],
    ["a path with NUL", "GET /ablations/%00@1 HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n"],
    ["a path that climbs", "GET /../../etc/passwd HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n"],
    [
      "an address of another server",
      "GET http://evil.example/ HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n",
    ],
    ["CONNECT", "CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example:443\r\n\r\n"],
  ])("answers %s with a refusal, and never with 5xx", async (_name, bytes) => {
    const seen = await serve();
    const socket = await open();
    const answer = rest(socket);
    socket.write(bytes);
    const text = await answer;
    if (text !== "") expect(text).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(seen.faults).toEqual([]);
    expect(await stillAnswers()).toEqual({ length: 5 });
  });

  it("takes no more connections than it is told to", async () => {
    await serve({ connections: 2 });
    const held = [await open(), await open()];
    for (const socket of held) socket.write("GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
    const third = connect(Number(new URL(serving?.url ?? "").port), "127.0.0.1");
    third.on("error", () => {});
    await once(third, "close");
    for (const socket of held) socket.destroy();
    await expect.poll(stillAnswers).toEqual({ length: 5 });
  });
});

describe("closing", () => {
  it("cuts off what is not finished in time", async () => {
    serving = await serveWeb({
      client: cannedClient({}),
      fetch: () => new Promise(() => {}),
      port: 0,
      graceMs: 200,
    });
    const socket = await open();
    const answer = rest(socket);
    socket.write("GET /v1/never HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
    await after(50);
    await serving.close();
    serving = undefined;
    expect(await answer).toBe("");
  });

  it("says at its beginning that streams are to end", async () => {
    let ended = () => {};
    let hasBegun = () => {};
    const began = new Promise<void>((resolve) => {
      hasBegun = resolve;
    });
    serving = await serveWeb({
      client: cannedClient({}),
      fetch: () =>
        new Response(
          new ReadableStream<Uint8Array>({
            start: (controller) => {
              controller.enqueue(new TextEncoder().encode(": first\n\n"));
              ended = () => controller.close();
              hasBegun();
            },
          }),
          { headers: { "content-type": "text/event-stream" } },
        ),
      port: 0,
      onClosing: () => ended(),
    });
    const streamed = fetch(`${serving.url}/v1/events`).then((response) => response.text());
    await began;
    const at = Date.now();
    await serving.close();
    serving = undefined;
    expect(await streamed).toBe(": first\n\n");
    expect(Date.now() - at).toBeLessThan(5000);
  });
});
