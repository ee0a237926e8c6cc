import {
  type Evidence,
  type EvidenceOutcome,
  findingOn,
  OutcomeRecordSchema,
  type SampleDifference,
} from "@holdfast/core";
import type { EvidenceQuestion, OutcomeQuestion, Store } from "@holdfast/store";
import { describe, expect, it } from "vitest";
import { createApp } from "../app.js";
import { createClient } from "../client/create-client.js";
import { factorialAblation, factorialEvidence } from "../testing/factorial-study.js";
import { adviceRegistration, scriptedStore } from "../testing/scripted-store.js";

const LOG = { uri: "logs/advice.eval", sha256: "a".repeat(64) };

function recordOf({ evidence, ...outcome }: EvidenceOutcome) {
  if (evidence.level !== "samples") throw new Error("the study has samples alone");
  const { scored, unscored, epochs } = evidence;
  const { shared: _shared, tokens: _tokens, ...rest } = outcome;
  return OutcomeRecordSchema.parse({
    ...{ ...rest, seed: Number(outcome.run.split("/")[1]), branch: 0, current: true },
    ...{ value: { level: "samples", epochs, scored, unscored, mean: 0.5 }, harness: { name: "inspect" } },
    ...{ source: outcome.arm === "control" ? null : LOG, evaluatedAt: null, correction: null },
    recordedAt: "2026-11-22T12:00:00.000Z",
  });
}

/** A store that gives of the study what it is asked for, and keeps what it was asked. */
function studyStore() {
  const all = factorialEvidence();
  const asked: (EvidenceQuestion | undefined)[] = [];
  const ablation = factorialAblation();
  const outcomes: Store["outcomes"] = async (_identity, question: OutcomeQuestion) => {
    const found = all.outcomes.filter(
      ({ arm, metric, eval: evalId }) =>
        arm === question.arm && metric === question.metric && evalId === question.eval,
    );
    // two pages, so that a reader of one alone would be found out
    const from =
      question.after === undefined ? 0 : found.findIndex(({ outcomeId }) => outcomeId === question.after) + 1;
    const page = found.slice(from, from + 20);
    const next = from + 20 < found.length ? (page.at(-1)?.outcomeId ?? null) : null;
    return { outcomes: page.map(recordOf), next };
  };
  const store = scriptedStore({
    registration: async () => ({ ...adviceRegistration(), identity: "factorial@1", ablation }),
    evidence: async (_identity, question): Promise<Evidence> => {
      asked.push(question);
      const { arms, stages, steps, evals, judge } = question ?? {};
      return {
        ...all,
        outcomes: all.outcomes.filter(
          (outcome) =>
            (arms?.includes(outcome.arm) ?? true) &&
            (stages?.includes(outcome.stage) ?? true) &&
            (steps?.includes(outcome.step) ?? true) &&
            (evals?.includes(outcome.eval) ?? true) &&
            (judge === undefined || judge === outcome.judge),
        ),
      };
    },
    outcomes,
    interventions: async () => [],
    cachedAnalysis: async () => null,
    cacheAnalysis: async () => {},
  });
  const app = createApp({ store, now: () => new Date(0), actor: "ada" });
  const client = createClient("http://holdfast.test", { fetch: (input, init) => app.request(input, init) });
  return { client, asked };
}

const { client, asked } = studyStore();
const IDENTITY = "factorial@1";

describe("a comparison", () => {
  it("gives an arm against its control the numbers of its lead, and reads its checkpoints alone", async () => {
    const answer = await client.comparison(IDENTITY, { a: "arm:advice@rl", b: "arm:control@rl" });
    expect(asked.slice(-2)).toEqual([
      { stages: ["rl"], scoredSteps: [] },
      { stages: ["rl"], scoredSteps: expect.arrayContaining([300, 400, 500]) },
    ]);
    expect(answer).toMatchObject({ exploratory: true, a: { address: "arm:advice@rl", arm: "advice" } });
    expect(answer.sentences[0]).toMatch(
      /^advice after rl against control after rl: 6 comparisons; .*exploratory/,
    );
    const { effects } = await client.effects(IDENTITY);
    const lead = effects.find(({ arm, moment }) => arm === "advice" && moment.stage === "rl");
    const row = answer.rows.find(({ eval: id, judge }) => id === lead?.eval && judge === lead?.judge);
    const [one, other] = [row, lead].map((found) =>
      found === undefined ? undefined : findingOn(found, "difference", "prompt-general"),
    );
    if (one?.status !== "estimated" || other?.status !== "estimated") throw new Error("estimable");
    expect([one.estimate, one.interval, one.pValue]).toEqual([other.estimate, other.interval, other.pValue]);
    expect(one.pAdjusted).toBeNull();
  });

  it("takes checkpoints of runs, and the last stage where none is named", async () => {
    const answer = await client.comparison(IDENTITY, { a: "run:advice/0/0@rl:200", b: "stories" });
    expect(answer.b).toMatchObject({ kind: "arm", stage: "rl", address: "arm:stories@rl" });
    expect(answer.sentences[1]).toContain("these checkpoints only");
    expect(answer.rows.every(({ steps }) => steps.a.join() === "200")).toBe(true);
  });

  it.each([
    [{ a: "arm:nobody", b: "control" }, "unknown-name", "a"],
    [{ a: "advice", b: "arm:control@dpo" }, "unknown-name", "b"],
    [{ a: "two words", b: "control" }, "invalid-input", "a"],
    [{ a: "advice", b: "run:control/9/0@sft" }, "unknown-name", "b"],
  ])("refuses %o, and says where", async (question, code, key) => {
    await expect(client.comparison(IDENTITY, question)).rejects.toMatchObject({ code, place: { key } });
  });
});

describe("differences by prompt", () => {
  const question = { arm: "advice", eval: "blackmail@1", judge: "rule" };

  it("reads the outcomes concerned and no others, and says which they are", async () => {
    const answer = await client.sampleDifferences(IDENTITY, question);
    expect(asked.at(-1)).toEqual({
      ...{ arms: ["advice", "control"], stages: ["rl"], steps: [300, 400, 500] },
      ...{ evals: ["blackmail@1"], metric: "score", judge: "rule", condition: "{}" },
    });
    expect(answer).toMatchObject({ control: "control", stage: "rl", steps: [300, 400, 500], prompts: 12 });
    expect(answer.settings.map(({ judge }) => judge)).toEqual(["model#1", "rule"]);
    expect(answer.outcomes).toHaveLength(18);
    expect(answer.outcomes[0]).toMatchObject({ side: "arm", run: "advice/0/0", source: LOG });
    expect(answer.sentences[0]).toContain("advice against control on blackmail@1");
    const [first] = answer.samples;
    const behind = first?.epochs.map(({ outcome }) => answer.outcomes[outcome]);
    expect(behind?.every((outcome) => outcome !== undefined)).toBe(true);
    expect(first?.epochs.every(({ scores }) => scores.length === 2)).toBe(true);
  });

  it("gives each prompt the mean of the scores that it shows", async () => {
    const { samples, outcomes } = await client.sampleDifferences(IDENTITY, { ...question, stage: "sft" });
    for (const sample of samples) {
      const meanOf = (side: "arm" | "control") => {
        const runs = sample.epochs
          .filter(({ outcome }) => outcomes[outcome]?.side === side)
          .map(({ scores }) => scores.reduce<number>((sum, score) => sum + (score ?? 0), 0) / scores.length);
        return runs.reduce((sum, mean) => sum + mean, 0) / runs.length;
      };
      expect(sample.means.arm).toBeCloseTo(meanOf("arm"), 12);
      expect(sample.difference).toBeCloseTo(meanOf("arm") - meanOf("control"), 10);
    }
  });

  it("is read page by page in one order", async () => {
    const whole = await client.sampleDifferences(IDENTITY, question);
    const paged: SampleDifference[] = [];
    let cursor: string | null = null;
    do {
      const page: typeof whole = await client.sampleDifferences(IDENTITY, {
        ...question,
        limit: 5,
        ...(cursor === null ? {} : { cursor }),
      });
      paged.push(...page.samples);
      cursor = page.next;
    } while (cursor !== null);
    expect(paged).toEqual(whole.samples);
    expect(whole.next).toBeNull();
    const sizes = whole.samples.map(({ shrunken }) => Math.abs(shrunken));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  it("says that nothing is there where nobody scored samples", async () => {
    const answer = await client.sampleDifferences(IDENTITY, { ...question, judge: "nobody", stage: "sft" });
    expect(answer).toMatchObject({ prompts: 0, samples: [], clusters: [], shrinkage: null, next: null });
    expect(answer.sentences[0]).toContain("no prompt has a score on both sides");
  });

  it.each([
    [{ arm: "nobody" }, "unknown-name", "arm"],
    [{ eval: "nothing@1" }, "unknown-name", "eval"],
    [{ metric: "nothing" }, "unknown-name", "metric"],
    [{ stage: "dpo" }, "unknown-name", "stage"],
    [{ control: "advice" }, "invalid-input", "control"],
    [{ arm: "control" }, "invalid-input", "control"],
    [{ cursor: "abc" }, "invalid-input", "cursor"],
  ])("refuses %o, and says where", async (change, code, key) => {
    await expect(client.sampleDifferences(IDENTITY, { ...question, ...change })).rejects.toMatchObject({
      code,
      place: { key },
    });
  });
});
