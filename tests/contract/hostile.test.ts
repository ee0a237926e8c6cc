import { type Local, openLocal } from "@holdfast/api/local";
import { ProblemSchema } from "@holdfast/core";
import { guardHost, type Serving, serveWeb } from "@holdfast/web";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { flowAblation, flowLines } from "./flow-evidence.js";

let local: Local;
let serving: Serving;
const faults: unknown[] = [];

beforeAll(async () => {
  const onFault = (error: unknown) => void faults.push(error);
  local = await openLocal("memory://", { actor: "hostile", now: () => new Date(), onFault });
  const access = local.access({ areTokensRequired: false, publicPaths: new Set() });
  const parts = await local.server({ log: null, access: { guard: guardHost(), ...access } });
  serving = await serveWeb({ client: local.client, fetch: local.fetch, ...parts, port: 0, onFault });
  await local.client.register(flowAblation("hostile"));
  await local.client.recordLines("hostile@1", flowLines());
});
afterEach(() => {
  faults.length = 0;
});
afterAll(async () => {
  await serving?.close();
  await local?.close();
});

const ONE = "/v1/ablations/hostile@1";
const post = (path: string, body: string | Buffer<ArrayBuffer>, type = "application/json") =>
  fetch(`${serving.url}${path}`, { method: "POST", body, headers: { "content-type": type } });

/** The refusal of what was sent: 4xx with a reason, and no fault of the server. */
async function refusal(response: Response) {
  const problem = ProblemSchema.parse(await response.json());
  expect(problem.status).toBeGreaterThanOrEqual(400);
  expect(problem.status).toBeLessThan(500);
  expect(problem.detail).not.toBe("");
  expect(faults).toEqual([]);
  return problem;
}

async function nothingChanged<T>(work: () => Promise<T>): Promise<T> {
  const before = await local.client.status("hostile@1");
  const result = await work();
  expect(await local.client.status("hostile@1")).toEqual(before);
  return result;
}

describe("bodies", () => {
  const MEGABYTE = 1024 * 1024;

  it("of 100 MB are refused with the reason, and the memory comes back", async () => {
    const filler = "x".repeat(100 * MEGABYTE);
    const before = process.memoryUsage().rss;
    for (const body of [
      `{"lines":["${filler}"]}`,
      `{"lines":[${"[],".repeat(5 * MEGABYTE)}[]]}`,
      `{"${filler}":1}`,
    ])
      await nothingChanged(async () => refusal(await post(`${ONE}/outcomes`, body)));
    expect(process.memoryUsage().rss - before).toBeLessThan(2000 * MEGABYTE);
  }, 120_000);

  it.each([
    ["brackets", "[".repeat(5_000_000)],
    ["objects", '{"a":'.repeat(1_000_000)],
    ["brackets that are closed", `{"lines":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
  ])("nested without end are refused: %s", async (_name, body) => {
    const problem = await refusal(await post(`${ONE}/outcomes`, body));
    // what is not the list that the operation reads is refused at its first byte, however deep it is
    expect(problem.detail).toMatch(/nested deeper|of the form/);
  });

  it.each([
    ["bytes that are not UTF-8", Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d])],
    ["overlong UTF-8", Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
    ["UTF-16", Buffer.from('{"lines":[]}', "utf16le")],
    ["NUL", Buffer.from('{"lines":\0[]}')],
    ["half a document", Buffer.from('{"lines": [{"arm": "adv')],
    ["two documents", Buffer.from('{"lines":[]}{"lines":[]}')],
    ["NaN", Buffer.from('{"lines":[{"arm":"advice","stage":"rl","eval":"blackmail@1","point":NaN}]}')],
    ["a prototype", Buffer.from('{"__proto__":{"lines":[]},"lines":[{"__proto__":{"arm":"advice"}}]}')],
    ["a list", Buffer.from("[]")],
    ["null", Buffer.from("null")],
    ["nothing", Buffer.from("")],
  ])("that hold %s are refused", async (_name, body) => {
    for (const type of ["application/json", "application/x-ndjson"])
      await nothingChanged(async () => refusal(await post(`${ONE}/outcomes`, body, type)));
  });

  it.each([
    "text/xml",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
    "nonsense",
    ";;;",
  ])("of the type %s are refused", async (type) => {
    await refusal(await post(`${ONE}/outcomes`, "<lines/>", type));
    await refusal(await post("/v1/ablations", "<ablation/>", type));
  });

  it("whose strings hold SQL, HTML or control characters are texts, or refused", async () => {
    const [line] = flowLines();
    for (const text of [
      "'; drop table outcome; --",
      "<script>alert(1)</script>",
      "\u0000",
      "\ud800",
      "a\u202eb",
      "../../etc/passwd",
      "{{7*7}}",
    ]) {
      const response = await post(
        `${ONE}/interventions`,
        JSON.stringify({ run: "advice/0/0", stage: "rl", step: 1, author: text, reason: text, change: text }),
      );
      expect(response.status).toBeLessThan(500);
      const arm = await post(`${ONE}/outcomes`, JSON.stringify({ lines: [{ ...line, arm: text }] }));
      await refusal(arm);
    }
    expect(faults).toEqual([]);
    expect((await local.client.status("hostile@1")).present).toBeGreaterThan(0);
  });
});

describe("addresses", () => {
  it.each([
    "/v1/ablations/%ff%fe",
    "/v1/ablations/%00@1",
    "/v1/ablations/a@1%2f..%2f..%2fetc",
    "/v1/ablations/..%2f..@1/effects",
    "/v1/ablations/'%20or%201=1--@1/status",
    `/v1/ablations/${"a".repeat(5000)}@1/effects`,
    "/v1/ablations/%E0%A4%A/effects",
    "/v1/ablations/hostile@1/effects?groupBy=%ff",
    "/v1/ablations/hostile@1/effects?groupBy=__proto__",
    "/v1/ablations/hostile@1/effects?method=constructor",
    "/v1/ablations/hostile@1/effects?excluded=with&excluded=without",
    "/v1/ablations/hostile@1/report?format=pdf",
    "/v1/ablations/hostile@1/monitor?eval=blackmail@1&limit=1e999",
    "/v1/ablations/hostile@1/power?effect=-1",
    "/v1/audit?limit=99999999999999999999",
    "/v1/power?runs=1e9",
    "//v1/ablations",
    "/v1//ablations",
    "/v1/",
    "/V1/ablations",
  ])("%s is answered, and never with 5xx", async (path) => {
    for (const method of ["GET", "HEAD", "DELETE"]) {
      const response = await fetch(`${serving.url}${path}`, { method });
      await response.text();
      expect([method, response.status]).toEqual([method, expect.toSatisfy((status: number) => status < 500)]);
    }
    expect(faults).toEqual([]);
  });

  it.each(["PUT", "PATCH", "PROPFIND", "LINK"])("that do not know %s say what they know", async (method) => {
    const response = await fetch(`${serving.url}/v1/ablations`, { method });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD, POST, OPTIONS"]);
    expect((await refusal(response)).code).toBe("not-allowed");
  });
});
