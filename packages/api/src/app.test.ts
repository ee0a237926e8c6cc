import { ERROR_CODES, HoldfastError, type Problem, ProblemSchema } from "@holdfast/core";
import type { Actor, AuditAction, Store } from "@holdfast/store";
import { describe, expect, it } from "vitest";
import { createApp } from "./app.js";
import { PROBLEMS } from "./client/problem.js";
import { adviceAblation } from "./testing/advice-ablation.js";
import { adviceRegistration, scriptedStore } from "./testing/scripted-store.js";

const now = () => new Date("2026-11-22T12:00:00Z");

function appOver(script: Partial<Store>, onFault: (error: unknown) => void = () => {}) {
  return createApp({ store: scriptedStore(script), now, actor: "anonymous" }, { onFault });
}

async function problemIn(response: Response): Promise<Problem> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = ProblemSchema.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return problem;
}

const json = (body: string, method = "POST") => ({
  method,
  body,
  headers: { "content-type": "application/json" },
});
const OUTCOMES = "/v1/ablations/advice@1/outcomes";
const registered: Partial<Store> = { registration: async () => adviceRegistration() };
const line = { arm: "advice", seed: 0, stage: "sft", eval: "blackmail@1", counts: { k: 1, n: 10 } };

describe("faults", () => {
  it.each(ERROR_CODES)("%s has its status and the one shape", async (code) => {
    const app = appOver({
      registration: async () => {
        throw new HoldfastError({ code, message: "no.", place: { key: "k" }, remedy: "Then yes." });
      },
    });
    const problem = await problemIn(await app.request("/v1/ablations/advice@1"));
    expect(problem).toMatchObject({
      code,
      status: PROBLEMS[code].status,
      detail: "no.",
      place: { key: "k" },
    });
  });

  it("that nobody foresaw tell the caller nothing, and the log everything", async () => {
    const seen: unknown[] = [];
    const cause = new Error("connect postgres://me:hunter2@db");
    const app = appOver({ health: () => Promise.reject(cause) }, (error) => seen.push(error));
    const problem = await problemIn(await app.request("/v1/health"));
    expect(problem.code).toBe("internal");
    expect(JSON.stringify(problem)).not.toContain("hunter2");
    expect(seen).toEqual([cause]);
  });

  it.each([
    ["a path that there is not", "/v1/nothing", {}, "not-found", undefined],
    ["an identity without a version", "/v1/ablations/advice", {}, "invalid-input", "identity"],
    ["a query that is not known", "/v1/ablations?archive=true", {}, "invalid-input", undefined],
    ["a limit that is no number", "/v1/audit?limit=many", {}, "invalid-input", "limit"],
    ["a body that is not JSON", OUTCOMES, json('{"lines": [NaN]}'), "invalid-input", undefined],
    ["a body that is cut off", OUTCOMES, json('{"lines": ['), "invalid-input", undefined],
    [
      "a number beyond every double",
      OUTCOMES,
      json(`{"lines": [{"arm":"advice","stage":"sft","eval":"blackmail@1","point":1e400}]}`),
      "invalid-input",
      "lines[0].point",
    ],
    ["no body", OUTCOMES, { method: "POST" }, "invalid-input", undefined],
    [
      "a body of another media type",
      OUTCOMES,
      { method: "POST", body: "<a/>", headers: { "content-type": "text/xml" } },
      "unsupported-media",
      "content-type",
    ],
    ["a body nested too deep", OUTCOMES, json("[".repeat(100_000)), "invalid-input", undefined],
    ["an empty batch", OUTCOMES, json('{"lines": []}'), "invalid-input", "lines"],
    [
      "an actor with a line break",
      "/v1/health",
      { headers: { "x-holdfast-actor": "a%0Ab" } },
      "invalid-input",
      "x-holdfast-actor",
    ],
    [
      "an actor that is not percent-encoded",
      "/v1/health",
      { headers: { "x-holdfast-actor": "50%" } },
      "invalid-input",
      "x-holdfast-actor",
    ],
    [
      "neither run nor outcome to readmit",
      "/v1/ablations/advice@1/exclusions",
      { method: "DELETE" },
      "invalid-input",
      undefined,
    ],
  ] as const)("%s", async (_name, path, init, code, key) => {
    const problem = await problemIn(await appOver(registered).request(path, init));
    expect([problem.code, problem.place.key]).toEqual([code, key]);
    expect(problem.detail).not.toBe("");
  });

  it.each(["application/json", "application/x-ndjson"])("a body of %s that is too large", async (type) => {
    const app = createApp({ store: scriptedStore(registered), now, actor: "anonymous" }, { bodyLimit: 1000 });
    const response = await app.request(OUTCOMES, {
      method: "POST",
      body: JSON.stringify({ ...line, run: "x".repeat(1000) }),
      headers: { "content-type": type },
    });
    expect((await problemIn(response)).code).toBe("too-large");
  });

  it("a body that is not UTF-8", async () => {
    const body = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]);
    const response = await appOver(registered).request(OUTCOMES, { ...json(""), body });
    expect((await problemIn(response)).detail).toContain("UTF-8");
  });
});

describe("recording", () => {
  const recording = (seen: unknown[]): Partial<Store> => ({
    ...registered,
    record: async (identity, outcomes, actor) => {
      seen.push({ identity, outcomes: outcomes.length, actor });
      return { outcomes: outcomes.length, added: outcomes.length, recognised: 0, corrected: 0 };
    },
  });
  const ndjson = (lines: readonly unknown[]) => ({
    method: "POST",
    body: lines.map((value) => `${JSON.stringify(value)}\n`).join(""),
    headers: { "content-type": "application/x-ndjson", "x-holdfast-actor": encodeURIComponent("Zoë") },
  });

  it("hands a batch to the store in one call, from JSON and from NDJSON", async () => {
    const seen: { actor: Actor }[] = [];
    const app = appOver(recording(seen));
    const first = await app.request(OUTCOMES, json(JSON.stringify({ lines: [line, line] })));
    const second = await app.request(OUTCOMES, ndjson([line, line, line]));
    expect(await first.json()).toMatchObject({ outcomes: 2 });
    expect(await second.json()).toMatchObject({ outcomes: 3 });
    expect(seen).toEqual([
      { identity: "advice@1", outcomes: 2, actor: { name: "anonymous", at: now(), tokenId: null } },
      { identity: "advice@1", outcomes: 3, actor: { name: "Zoë", at: now(), tokenId: null } },
    ]);
  });

  it("names line and key of a line that does not fit its schema or its ablation", async () => {
    const seen: unknown[] = [];
    const app = appOver(recording(seen));
    const wrongArm = { ...line, arm: "adivce" };
    const graded = {
      ...line,
      eval: "capability@1",
      counts: undefined,
      samples: { id: ["a", "b"], score: [3, 101] },
    };
    const several = {
      ...line,
      counts: undefined,
      samples: { id: ["a", "b"], scores: { score: [0, 1], harm: [3, 11] } },
    };
    const tooMany = { ...line, counts: { k: 11, n: 10 } };
    for (const [bad, code, key] of [
      [wrongArm, "unknown-name", "arm"],
      [graded, "invalid-input", "samples.score[1]"],
      [several, "invalid-input", "samples.scores.harm[1]"],
      [tooMany, "invalid-input", "counts.k"],
    ] as const) {
      const document = await problemIn(
        await app.request(OUTCOMES, json(JSON.stringify({ lines: [line, bad] }))),
      );
      expect([document.code, document.place]).toEqual([code, { key: `lines[1].${key}` }]);
      const stream = await problemIn(await app.request(OUTCOMES, ndjson([line, bad])));
      expect([stream.code, stream.place]).toEqual([code, { key, line: 2 }]);
    }
    expect(seen).toEqual([]);
  });

  it("names the line of a conflict, where a line before it holds several outcomes", async () => {
    const app = appOver({
      ...registered,
      record: () => {
        throw new HoldfastError({
          code: "conflict",
          message: "another value.",
          place: { key: "[3].samples.score[0]" },
        });
      },
    });
    const several = { ...line, counts: undefined, samples: { id: ["a"], scores: { score: [0], harm: [3] } } };
    const problem = await problemIn(
      await app.request(OUTCOMES, json(JSON.stringify({ lines: [several, line, line] }))),
    );
    expect(problem.place).toEqual({ key: "lines[2].samples.score[0]" });
    const stream = await problemIn(await app.request(OUTCOMES, ndjson([several, line, line])));
    expect(stream.place).toEqual({ key: "samples.score[0]", line: 3 });
  });
});

describe("registering", () => {
  const register = async (audit: readonly AuditAction[], retrospective?: boolean) => {
    const seen: boolean[] = [];
    const app = appOver({
      registration: async () => {
        throw new HoldfastError({ code: "not-found", message: "no advice@1 here." });
      },
      audit: async () => ({
        entries: audit.map((action) => ({
          at: now().toISOString(),
          actor: "a",
          tokenId: null,
          action,
          identity: "advice@1",
          detail: "",
        })),
        next: null,
      }),
      register: async (_ablation, _actor, options) => {
        seen.push(options.retrospective);
        return { created: true, registration: adviceRegistration() };
      },
    });
    const body = { ablation: adviceAblation(), ...(retrospective === undefined ? {} : { retrospective }) };
    const response = await app.request("/v1/ablations", json(JSON.stringify(body)));
    return [response.status, ...seen];
  };

  it("is retrospective when the caller says so, or when outcomes of the identity are on record", async () => {
    expect(await register([])).toEqual([201, false]);
    expect(await register([], true)).toEqual([201, true]);
    expect(await register(["delete", "record", "register"])).toEqual([201, true]);
  });

  it("names the key of a rule that the ablation breaks", async () => {
    const ablation = { ...adviceAblation(), control: "nobody" };
    const response = await appOver({}).request("/v1/ablations", json(JSON.stringify({ ablation })));
    expect(await problemIn(response)).toMatchObject({
      code: "unknown-name",
      place: { key: "ablation.control" },
    });
  });

  it("refuses an amendment that renames", async () => {
    const body = { ablation: adviceAblation("2"), amendment: { author: "a", reason: "b" } };
    const response = await appOver({}).request(
      "/v1/ablations/advice@1/amendments",
      json(JSON.stringify(body)),
    );
    expect(await problemIn(response)).toMatchObject({
      code: "invalid-input",
      place: { key: "ablation.version" },
    });
  });
});

describe("an archive", () => {
  it("that is not there is an answer and not a broken stream", async () => {
    const app = appOver({
      exportArchive: () => ({
        [Symbol.asyncIterator]: () => ({
          next: () => Promise.reject(new HoldfastError({ code: "not-found", message: "no advice@1 here." })),
        }),
      }),
    });
    expect((await problemIn(await app.request("/v1/ablations/advice@1/archive"))).code).toBe("not-found");
  });

  it("that breaks in the middle is a body that breaks", async () => {
    const app = appOver({
      exportArchive: async function* () {
        yield "first";
        throw new Error("lost");
      },
    });
    const response = await app.request("/v1/ablations/advice@1/archive");
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow("lost");
  });
});
