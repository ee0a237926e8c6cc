import { describe, expect, it } from "vitest";
import { createApp } from "../app.js";
import { createClient } from "../client/create-client.js";
import { adviceEvidence } from "../testing/advice-evidence.js";
import { adviceRegistration, scriptedStore } from "../testing/scripted-store.js";

const now = () => new Date("2026-11-22T12:00:00Z");
const app = createApp({
  store: scriptedStore({
    registration: async () => adviceRegistration(),
    evidence: async () => adviceEvidence(),
  }),
  now,
  actor: "anonymous",
});
const client = createClient("http://holdfast.test", { fetch: (input, init) => app.request(input, init) });

describe("power", () => {
  it("is answered for every eval, with how seeds differ taken from the outcomes", async () => {
    const answer = await client.power("advice@1", { effect: 0.1 });
    expect(answer.rows.map((row) => row.eval)).toEqual(["blackmail@1", "capability@1"]);
    expect(answer.rows[0]).toMatchObject({ stage: "rl", smallestEffect: 0.1 });
    expect(answer.rows[0]?.spread.seed).toMatchObject({ from: "evidence", df: 6 });
    expect(answer.sentences[0]).toMatch(/within reach on \d of 2 evals/);
    const other = await client.power("advice@1", { effect: 0.2 });
    expect(other.inputsFingerprint).not.toBe(answer.inputsFingerprint);
  });
  it("is answered without an ablation, and refuses what is no design", async () => {
    const plan = await client.powerPlan({ runs: 3, arms: 8, effect: 0.05 });
    expect(plan.row.design.runs).toEqual({ value: 3, from: "given", df: null, atMost: null });
    await expect(client.powerPlan({ runs: 0 })).rejects.toMatchObject({
      code: "invalid-input",
      place: { key: "runs" },
    });
  });
});

describe("power curve", () => {
  it("is about the first eval or the one that is named, and goes through its row", async () => {
    const first = await client.powerCurve("advice@1", { effect: 0.1 });
    expect(first.curve).toMatchObject({ eval: "blackmail@1", smallestEffect: 0.1 });
    expect(first.sentences.join(" ")).toContain("z-test");
    const { curve } = await client.powerCurve("advice@1", { eval: "capability@1" });
    const row = (await client.power("advice@1")).rows.find((one) => one.eval === "capability@1");
    const found = curve.lines
      .find(({ prompts }) => prompts === row?.design.prompts.value)
      ?.points.find(({ runs }) => runs === row?.design.runs.value);
    const own = row?.leads.find(
      (lead) => lead.variance === "pair" && lead.target === row.shownTarget && lead.step === "alone",
    );
    expect(found?.detectable).toBe(own?.ownTest?.detectable);
    await expect(client.powerCurve("advice@1", { eval: "none@1" })).rejects.toMatchObject({
      code: "unknown-name",
      place: { key: "eval" },
    });
  });
  it("needs no ablation", async () => {
    const curve = await client.powerPlanCurve({ runs: 4, prompts: 60 });
    expect(curve.lines.map(({ prompts }) => prompts)).toEqual([15, 60, 240]);
  });
});

describe("monitor", () => {
  it("watches every run of the last reinforcement stage", async () => {
    const answer = await client.monitor("advice@1", { eval: ["blackmail@1"], limit: 0.3 });
    expect(answer.guarantee).toMatchObject({ stage: "rl", watched: 9, alphaEach: 0.05 / 9 });
    expect(answer.rows.map(({ run, points }) => [run, points.length])).toContainEqual(["control/1/0", 1]);
    expect(answer.sentences).toHaveLength(2 + answer.rows.length);
  });
  it("takes several evals, and another way to look at scores", async () => {
    const answer = await client.monitor("advice@1", {
      eval: ["blackmail@1"],
      limit: 0.05,
      sampling: "independent",
      arm: "control",
    });
    expect(answer.rows.map(({ alarm }) => alarm)).toEqual([{ step: null }, { step: null }, { step: null }]);
  });
  it("names the limit that no score can pass", async () => {
    await expect(client.monitor("advice@1", { eval: ["blackmail@1"], limit: 5 })).rejects.toMatchObject({
      code: "invalid-input",
      place: { key: "limit" },
    });
  });
});
