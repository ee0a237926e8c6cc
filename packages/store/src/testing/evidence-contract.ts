import { type EvidenceOutcome, evidenceFingerprint } from "@holdfast/core";
import { expect, test } from "vitest";
import type { EvidenceQuestion } from "../evidence/evidence-question.js";
import type { Store } from "../store.js";
import { ACTOR, type LineAbout, outcomes, registered, scores, seeded } from "./study.js";

/** Evidence whose values follow from a seed: three levels, two arms, several epochs and holes. */
export function mixedLines(seed: number): LineAbout[] {
  const random = seeded(seed);
  return ["control", "treated"].flatMap((arm) =>
    [0, 1, 2].flatMap((run): LineAbout[] => {
      const cells = Array.from({ length: 300 }, (_, index) => ({
        sample: index % 120,
        epoch: Math.floor(index / 120),
      }));
      const kept = cells.filter(() => random() < 0.9);
      return [
        {
          ...{ arm, seed: run, stage: "rl", step: 100 },
          samples: {
            id: kept.map(({ sample }) => `prompt ${sample}`),
            cluster: kept.map(({ sample }) => `scenario ${sample % 17}`),
            epoch: kept.map(({ epoch }) => epoch),
            score: kept.map(() => (random() < 0.05 ? null : random() < 0.3 ? 1 : 0)),
          },
        },
        { arm, seed: run, counts: { k: Math.floor(random() * 50), n: 50 } },
        { arm, seed: run, eval: "capability@2", summary: { mean: random() * 100, standardError: random() } },
      ];
    }),
  );
}

/** Reading back: evidence, coverage, sums, fingerprints, and writers that come at the same time. */
export function evidenceContract(store: () => Store): void {
  test("evidence does not depend on the order of arrival", async () => {
    const lines = mixedLines(11);
    const forward = await registered(store(), "forward");
    const backward = await registered(store(), "backward");
    await forward.record(...lines);
    for (const line of [...lines].reverse()) await backward.record(line);
    const [one, other] = [
      await store().evidence(forward.identity),
      await store().evidence(backward.identity),
    ];
    expect(evidenceFingerprint(one)).toBe(evidenceFingerprint(other));
    expect(one).toEqual(other);
  });

  test("evidence and coverage are whole beyond what one statement answers with", async () => {
    const { identity, record } = await registered(store(), "many");
    // an embedded engine answers with 500 rows at a time: two full answers, and nothing behind them
    const steps = Array.from({ length: 1000 }, (_, index) => index + 1);
    await record(...steps.map((step) => ({ stage: "rl", step, counts: { k: step % 7, n: 7 } })));
    const { outcomes: read } = await store().evidence(identity);
    expect(read.map(({ step }) => step)).toEqual(steps);
    expect((await store().coverage(identity)).map(({ step }) => step)).toEqual(steps);
  });

  test("a part of the evidence is what the whole holds of it", async () => {
    const { identity, record } = await registered(store(), "part");
    await record(...mixedLines(3));
    await record({ arm: "treated", seed: 0, stage: "rl", step: 200, samples: scores(1, 0, null, 1) });
    await record({ arm: "control", seed: 0, condition: { goal: "explicit" }, judge: "other", point: 0.25 });
    const whole = await store().evidence(identity);
    const samplesOf = (evals: readonly string[]) =>
      Object.fromEntries(Object.entries(whole.samples).filter(([id]) => evals.includes(id)));
    const runsOf = (of: typeof whole.outcomes) =>
      whole.runs.filter(({ run }) => of.some((outcome) => outcome.run === run));
    const questions: [EvidenceQuestion, (outcome: EvidenceOutcome) => boolean][] = [
      [{ arms: ["treated"], stages: ["rl"] }, ({ arm, stage }) => arm === "treated" && stage === "rl"],
      [{ steps: [200, null] }, ({ step }) => step === 200 || step === null],
      [{ evals: ["capability@2"], metric: "score" }, (outcome) => outcome.eval === "capability@2"],
      [{ judge: "other", condition: '{"goal":"explicit"}' }, ({ judge }) => judge === "other"],
      [{ evals: ["nothing@1"] }, () => false],
    ];
    for (const [question, isAsked] of questions) {
      const asked = whole.outcomes.filter(isAsked);
      expect(await store().evidence(identity, question)).toEqual({
        runs: runsOf(asked),
        samples: samplesOf(asked.map((outcome) => outcome.eval)),
        outcomes: asked,
      });
    }
    expect(await store().evidence(identity, {})).toEqual(whole);
    const unread = (outcome: EvidenceOutcome) =>
      outcome.evidence.level === "samples" && outcome.step !== 200
        ? { ...outcome, evidence: { ...outcome.evidence, score: new Float64Array() } }
        : outcome;
    expect(await store().evidence(identity, { scoredSteps: [200] })).toEqual({
      ...whole,
      outcomes: whole.outcomes.map(unread),
    });
  });

  test("coverage counts what has arrived", async () => {
    const { identity, record } = await registered(store(), "coverage");
    await record(
      { samples: scores(0, 1, null) },
      { condition: { goal: "x" }, samples: scores(1) },
      { stage: "rl", step: 5, counts: { k: 2, n: 9 } },
      { eval: "capability@2", summary: { mean: 1, n: 7 } },
      { arm: "control", seed: undefined, point: 0.5 },
    );
    expect(await store().coverage(identity)).toEqual([
      row("control/unknown/0", "control", null, "sft", null, "honeypot@1", "point", 1, 0),
      row("treated/1/0", "treated", 1, "rl", 5, "honeypot@1", "counts", 1, 9),
      row("treated/1/0", "treated", 1, "sft", null, "capability@2", "summary", 1, 7),
      row("treated/1/0", "treated", 1, "sft", null, "honeypot@1", "samples", 2, 3),
    ]);
  });

  test("sums agree with the evidence they are of", async () => {
    const { identity, record } = await registered(store(), "sums");
    await record(...mixedLines(5), {
      arm: "control",
      seed: 9,
      metric: "severity",
      samples: scores(0.5, -1, null, 3),
    });
    await store().exclude(
      identity,
      { what: { kind: "run", run: "treated/2/0" }, author: "a", reason: "r" },
      ACTOR,
    );
    const { samples, outcomes: all } = await store().evidence(identity);
    const expected = all.flatMap((outcome) => {
      if (outcome.evidence.level !== "samples" || outcome.excluded !== null) return [];
      const { score, epochs } = outcome.evidence;
      const cluster = samples[outcome.eval]?.cluster ?? [];
      const cells = [...score].map((value, index) => ({
        value,
        cluster: cluster[Math.floor(index / epochs)] ?? "",
      }));
      const scored = cells.filter(({ value }) => !Number.isNaN(value));
      const sum = scored.reduce((total, { value }) => total + value, 0);
      const residuals = new Map<string, number>();
      for (const { value, cluster: name } of scored)
        residuals.set(name, (residuals.get(name) ?? 0) + value - sum / scored.length);
      return [
        {
          outcomeId: outcome.outcomeId,
          n: scored.length,
          sum,
          sumSquares: scored.reduce((total, { value }) => total + value * value, 0),
          clusters: residuals.size,
          clusteredSumSquares: [...residuals.values()].reduce((total, value) => total + value * value, 0),
        },
      ];
    });
    const sums = await store().aggregate(identity);
    expect(sums).toHaveLength(6);
    sums.forEach((found, index) => {
      const want = expected[index];
      expect(found).toMatchObject({ outcomeId: want?.outcomeId, n: want?.n, clusters: want?.clusters });
      for (const field of ["sum", "sumSquares", "clusteredSumSquares"] as const)
        expect(found[field]).toBeCloseTo(want?.[field] ?? Number.NaN, 10);
    });
  });

  test("writers that send shuffled parts twice, cut differently, lose and double nothing", async () => {
    const { identity } = await registered(store(), "shuffled");
    const random = seeded(3);
    const [runs, samplesOfEach, epochs] = [6, 60, 2];
    const cells = Array.from({ length: runs * samplesOfEach * epochs }, (_, index) => ({
      seed: index % runs,
      id: `s${Math.floor(index / runs) % samplesOfEach}`,
      epoch: Math.floor(index / runs / samplesOfEach),
      score: index % 7 === 0 ? null : index % 2,
    }));
    const shuffle = <T>(list: readonly T[]) =>
      list
        .map((value) => ({ value, key: random() }))
        .sort((a, b) => a.key - b.key)
        .map(({ value }) => value);
    const cut = (size: number) => {
      const shuffled = shuffle(cells);
      return Array.from({ length: Math.ceil(cells.length / size) }, (_, part) => {
        const own = shuffled.slice(part * size, (part + 1) * size);
        return [...new Set(own.map(({ seed }) => seed))].map((seed): LineAbout => {
          const mine = own.filter((cell) => cell.seed === seed);
          return {
            ...{ seed, run: `caller-${seed}`, tokens: 7 },
            samples: {
              id: mine.map(({ id }) => id),
              cluster: mine.map(({ id }) => `c${id.length}`),
              epoch: mine.map(({ epoch }) => epoch),
              score: mine.map(({ score }) => score),
            },
          };
        });
      });
    };
    const parts = shuffle([...cut(16), ...cut(23)]);
    const receipts = { added: 0, recognised: 0 };
    const writer = async () => {
      for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
        const { added, recognised } = await store().record(identity, outcomes(...part), ACTOR);
        receipts.added += added;
        receipts.recognised += recognised;
      }
    };
    await Promise.all(Array.from({ length: 8 }, writer));
    expect(receipts).toEqual({ added: cells.length, recognised: cells.length });
    const { outcomes: found, samples } = await store().evidence(identity);
    const names = samples["honeypot@1"]?.sample ?? [];
    expect(names).toHaveLength(samplesOfEach);
    for (const cell of cells) {
      const outcome = found.find(({ run }) => run === `treated/${cell.seed}/0`);
      if (outcome?.evidence.level !== "samples") throw new Error("sample level");
      const stored = outcome.evidence.score[names.indexOf(cell.id) * epochs + cell.epoch];
      expect(stored).toBe(cell.score ?? Number.NaN);
    }
  });

  test("of writers that disagree at the same time, one wins and the others are told", async () => {
    const { identity } = await registered(store(), "race");
    const results = await Promise.allSettled(
      [0, 1, 0, 1, 0, 1].map((score) =>
        store().record(identity, outcomes({ samples: scores(score) }), ACTOR),
      ),
    );
    const won = results.filter((result) => result.status === "fulfilled");
    const added = won.reduce((total, result) => total + result.value.added, 0);
    expect([won.length, added]).toEqual([3, 1]);
    const lost = results.flatMap((result) => (result.status === "rejected" ? [String(result.reason)] : []));
    expect(lost.every((reason) => reason.includes("sample `p0`, epoch 0 is recorded as"))).toBe(true);
  });

  test("one registers when many do at the same time", async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => registered(store(), "register-race")));
    expect(new Set(results.map(({ identity }) => identity)).size).toBe(1);
    expect((await store().audit({ identity: "register-race@1" })).entries).toHaveLength(1);
  });
}

function row(
  run: string,
  arm: string,
  seed: number | null,
  stage: string,
  step: number | null,
  evalId: string,
  level: string,
  outcomeCount: number,
  scored: number,
) {
  const [metric, judge] = ["score", "rule"];
  return { run, arm, seed, stage, step, eval: evalId, metric, judge, level, outcomes: outcomeCount, scored };
}
