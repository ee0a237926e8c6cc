import { Agent, get } from "node:http";
import { createClient } from "@holdfast/api/client";
import { ProblemSchema } from "@holdfast/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type WorkFolder, workFolder } from "../cli/work-folder.js";
import { type Served, serveHoldfast } from "../python/serve-holdfast.js";
import { flowAblation } from "./flow-evidence.js";

const MEGABYTE = 1024 * 1024;
const PROMPTS = Array.from({ length: 1000 }, (_, index) => `prompt-${index}`);

let folder: WorkFolder;
let served: Served;
beforeAll(async () => {
  folder = workFolder();
  served = await serveHoldfast(folder.path, "--db", "memory://", "--log", "json");
  await createClient(served.url, { actor: "tests" }).register(flowAblation("large"));
});
afterAll(async () => {
  await served?.stop();
  folder?.remove();
});

/** A document of outcomes of about so many bytes, each line like those of an eval; the last one is wrong. */
function documentOf(bytes: number): Buffer {
  const lines: string[] = [];
  for (let size = 0, step = 0; size < bytes; step += 1) {
    const score = PROMPTS.map((_, index) => (index + step) % 2);
    const line = JSON.stringify({
      ...{ arm: "advice", seed: step % 3, stage: "rl", step, eval: "blackmail@1" },
      samples: { id: PROMPTS, score },
    });
    lines.push(line);
    size += line.length;
  }
  lines.push(JSON.stringify({ arm: "nobody", seed: 0, stage: "rl", eval: "blackmail@1", point: 0.5 }));
  return Buffer.from(`{"lines": [\n${lines.join(",\n")}\n]}`);
}

/** How long `/healthz` took, again and again, while work was done; in milliseconds, sorted. */
async function pingedDuring<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly took: number[] }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const took: number[] = [];
  let isOver = false;
  const pinging = (async () => {
    while (!isOver) {
      const began = performance.now();
      await new Promise<void>((resolve, reject) => {
        get(`${served.url}/healthz`, { agent }, (response) => {
          response.resume().on("end", resolve);
        }).on("error", reject);
      });
      took.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  try {
    return { result: await work(), took };
  } finally {
    isOver = true;
    await pinging;
    agent.destroy();
    took.sort((a, b) => a - b);
  }
}

function post(body: Buffer<ArrayBuffer> | string): Promise<Response> {
  return fetch(`${served.url}/v1/ablations/large@1/outcomes`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json" },
  });
}

it("100 MB of JSON keep nobody else waiting, and their last line is named", async () => {
  const body = Buffer.from(documentOf(100 * MEGABYTE));
  const lines = body.toString("latin1").split("\n").length - 2;
  const { result, took } = await pingedDuring(async () => {
    const response = await post(body);
    return ProblemSchema.parse(await response.json());
  });
  expect(result).toMatchObject({ code: "unknown-name", place: { key: `lines[${lines - 1}].arm` } });
  // parsed at once it stops the server for seconds; a busy machine is slow by itself, so the median is what is held to
  expect(took.length).toBeGreaterThan(20);
  expect(took[Math.floor(took.length / 2)]).toBeLessThan(250);
}, 300_000);

it.each([
  ["one text of 100 MB", () => `{"lines":["${"x".repeat(100 * MEGABYTE)}"]}`, "too-large"],
  ["five million lists", () => `{"lines":[${"[],".repeat(5 * MEGABYTE)}[]]}`, "invalid-input"],
  ["a key of 100 MB", () => `{"${"x".repeat(100 * MEGABYTE)}":1}`, "invalid-input"],
  ["lists in lists", () => `{"lines":[${"[".repeat(MEGABYTE)}`, "invalid-input"],
  ["a second list", () => `{"lines":[${"1,".repeat(135_000)}1],"more":[]}`, "invalid-input"],
])(
  "%s is refused with a reason",
  async (_what, body, code) => {
    const { result } = await pingedDuring(async () => post(body()));
    expect([result.status < 500, ProblemSchema.parse(await result.json()).code]).toEqual([true, code]);
  },
  120_000,
);
