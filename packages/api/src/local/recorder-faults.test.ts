import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { createClient } from "../client/create-client.js";
import { createRecorder, type RecorderOptions } from "../client/recorder.js";
import { adviceAblation } from "../testing/advice-ablation.js";
import { openFileSpool } from "./open-file-spool.js";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const RECEIPT = { outcomes: 1, added: 1, recognised: 0, corrected: 0 };
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A server that answers its first requests as given, and the rest as it should. */
async function serverThat(...answers: Answer[]): Promise<{
  readonly url: string;
  readonly seen: string[];
  readonly close: () => void;
}> {
  const seen: string[] = [];
  const server: Server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    const answer = answers.shift();
    if (answer !== undefined) return answer(request, response);
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(RECEIPT));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  ends.push(close);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it listens on a port");
  return { url: `http://127.0.0.1:${address.port}`, seen, close };
}

function recorderTo(url: string, more: Partial<RecorderOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-recorder-"));
  ends.push(() => rmSync(folder, { recursive: true }));
  const said: string[] = [];
  const recorder = createRecorder(createClient(url, { actor: "trainer" }), {
    spool: openFileSpool(folder, { unique: "one" }),
    random: () => 0.01,
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        signal.addEventListener("abort", () => {
          clearTimeout(timer);
          resolve();
        });
      }),
    onTrouble: (message) => said.push(message),
    attemptMilliseconds: 300,
    ...more,
  });
  const inSpool = () =>
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .join("");
  return { recorder, said, inSpool };
}

const outcome = (step: number) => ({
  ...{ arm: "advice", seed: 1, stage: "rl", step, eval: "e@1" },
  counts: { k: 1, n: 2 },
});

it("keeps everything where nothing listens, and is done when it was told to be", async () => {
  const { url, close } = await serverThat();
  close();
  const { recorder, said, inSpool } = recorderTo(url);
  for (let step = 0; step < 20; step += 1) expect(recorder.outcome("advice@1", outcome(step))).toBe(true);
  expect(recorder.register(adviceAblation())).toBe(true);
  const began = performance.now();
  await recorder.close(200);
  expect(performance.now() - began).toBeLessThan(2000);
  expect(inSpool().match(/ outcome advice@1 /g)).toHaveLength(20);
  expect(inSpool()).toContain(" register - ");
  expect(recorder.health()).toMatchObject({ accepted: 21, spooled: 21, sent: 0, dropped: 0 });
  expect(said.join()).toContain("Records are kept");
});

it.each<[string, Answer]>([
  ["never answers", () => undefined],
  [
    "sends half an answer and no more",
    (_request, response) =>
      response.writeHead(200, { "content-type": "application/json", "content-length": "500" }).write("{"),
  ],
  [
    "dies in the middle of its answer",
    (request, response) =>
      response.writeHead(200, { "content-length": "500" }).write("{", () => request.socket.destroy()),
  ],
  ["dies in the middle of the request", (request) => request.socket.destroy()],
  ["answers something else", (_request, response) => response.end("<html>a proxy</html>")],
  ["is overloaded", (_request, response) => response.writeHead(503, { "retry-after": "0" }).end()],
])("sends again where the server %s, and then keeps nothing", async (_name, answer) => {
  const { url, seen } = await serverThat(answer, answer);
  const { recorder, said, inSpool } = recorderTo(url);
  recorder.outcome("advice@1", outcome(1));
  expect(await recorder.flush(10_000)).toBe(true);
  expect(seen.length).toBeGreaterThanOrEqual(3);
  expect(said).toHaveLength(1);
  expect(inSpool()).toBe("");
  expect(recorder.health()).toMatchObject({ sent: 1, retries: 2, dropped: 0, rejected: 0 });
  await recorder.close(100);
});

it("costs training nothing while the server is slow: no call waits", async () => {
  const { url } = await serverThat(...Array.from({ length: 500 }, () => () => undefined));
  const { recorder } = recorderTo(url);
  const began = performance.now();
  for (let step = 0; step < 2000; step += 1) recorder.outcome("advice@1", outcome(step));
  expect((performance.now() - began) / 2000).toBeLessThan(1);
  await recorder.close(50);
  expect(recorder.health()).toMatchObject({ accepted: 2000, spooled: 2000, dropped: 0 });
});

it("records checkpoints and registrations as well", async () => {
  const { url, seen } = await serverThat();
  const { recorder } = recorderTo(url);
  recorder.checkpoint("advice@1", {
    arm: "advice",
    seed: 1,
    stage: "rl",
    step: 10,
    checkpointUri: "s3://b/10",
  });
  await recorder.flush(300);
  expect(seen).toContain("POST /v1/ablations/advice%401/checkpoints");
  await recorder.close(10);
});
