import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Local, openLocal } from "@holdfast/api/local";
import { guardHost, type Serving, serveWeb } from "@holdfast/web";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { flowAblation } from "./flow-evidence.js";

const CHUNK = Buffer.alloc(256 * 1024, "[");

let local: Local;
let serving: Serving;
let socket: Socket | undefined;

beforeAll(async () => {
  local = await openLocal("memory://", { actor: "tests", now: () => new Date() });
  const access = local.access({ areTokensRequired: false, publicPaths: new Set() });
  const parts = await local.server({ log: null, access: { guard: guardHost(), ...access } });
  serving = await serveWeb({ client: local.client, fetch: local.fetch, ...parts, port: 0 });
  await local.client.register(flowAblation("refused"));
});
afterEach(() => {
  socket?.destroy();
});
afterAll(async () => {
  await serving?.close();
  await local?.close();
});

/** A connection of its own to the server, and all that came back over it so far. */
async function connected() {
  const { hostname, port } = new URL(serving.url);
  const opened = connect(Number(port), hostname);
  socket = opened;
  const heard = { text: "", hasEnded: false };
  opened.setEncoding("latin1").on("data", (text) => {
    heard.text += text;
  });
  opened.on("end", () => {
    heard.hasEnded = true;
  });
  await once(opened, "connect");
  const head = (length: number) =>
    opened.write(
      `POST /v1/ablations/refused@1/outcomes HTTP/1.1\r\nhost: ${hostname}:${port}\r\n` +
        `content-type: application/json\r\ncontent-length: ${length}\r\n\r\n`,
    );
  const hears = async (pattern: RegExp) => {
    while (!pattern.test(heard.text) && !heard.hasEnded) await sleep(5);
    return heard.text;
  };
  return { opened, heard, head, hears, host: `${hostname}:${port}` };
}

it("is read to its end, so that a slow sender hears the reason and may go on over the same connection", async () => {
  const { opened, heard, head, hears, host } = await connected();
  const chunks = 80;
  head(CHUNK.length * chunks);
  for (let sent = 0; sent < chunks; sent += 1) {
    opened.write(CHUNK);
    // more than half a second in all: the time after which the library below would close the connection
    await sleep(10);
  }
  expect(await hears(/invalid-input/)).toMatch(/^HTTP\/1\.1 4\d\d /);
  heard.text = "";
  opened.write(`GET /healthz HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
  expect(await hears(/\r\n\r\n/)).toMatch(/^HTTP\/1\.1 200 /);
}, 30_000);

it("that stops coming is answered nevertheless, and the connection is closed", async () => {
  const { opened, heard, head, hears } = await connected();
  head(CHUNK.length * 80);
  // more than is read as one document, so that it is refused before it is whole
  for (let sent = 0; sent < 40; sent += 1) opened.write(CHUNK);
  const said = await hears(/invalid-input/);
  expect(said).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(said).toMatch(/\r\nconnection: close\r\n/i);
  while (!heard.hasEnded) await sleep(5);
}, 30_000);
