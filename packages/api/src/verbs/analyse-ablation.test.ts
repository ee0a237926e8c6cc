import { analyse } from "@holdfast/analysis";
import { AnalysisSchema, canonicalJson, EFFECT_METHODS, type Evidence, fingerprintOf } from "@holdfast/core";
import type { KeptHeadline, Store } from "@holdfast/store";
import { describe, expect, it } from "vitest";
import { adviceEvidence } from "../testing/advice-evidence.js";
import { factorialAblation, factorialEvidence } from "../testing/factorial-study.js";
import { adviceRegistration, scriptedStore } from "../testing/scripted-store.js";
import { analyseAblation, type Excluded } from "./analyse-ablation.js";
import { ANALYSIS_METHODS } from "./analysis-methods.js";

function cachingContext(evidence: Evidence = adviceEvidence(), script: Partial<Store> = {}) {
  const cache = new Map<string, string>();
  const store = scriptedStore({
    registration: async () => adviceRegistration(),
    evidence: async () => evidence,
    cachedAnalysis: async (_identity, key) => cache.get(key) ?? null,
    cacheAnalysis: async (_identity, key, analysis) => {
      cache.set(key, analysis);
    },
    ...script,
  });
  return { cache, context: { store, now: () => new Date(0), actor: "test" } };
}

const ask = (excluded: Excluded) => ({ identity: "advice@1", excluded });

describe("analyseAblation", () => {
  it("gives the same bytes from the cache as from the computation", async () => {
    const { cache, context } = cachingContext();
    const computed = (await analyseAblation(context, ask("without"))).analysis;
    expect(cache.size).toBe(1);
    const fetched = (await analyseAblation(context, ask("without"))).analysis;
    expect(cache.size).toBe(1);
    expect(JSON.stringify(fetched)).toBe(JSON.stringify(computed));
    expect(AnalysisSchema.parse(computed)).toEqual(computed);
    expect(computed.effects.length).toBeGreaterThan(0);
  });

  it("takes what is in the cache, and not one of an earlier format", async () => {
    const { cache, context } = cachingContext();
    const { analysis } = await analyseAblation(context, ask("without"));
    const [key = ""] = cache.keys();
    cache.set(key, canonicalJson({ ...analysis, seed: 7 }));
    expect((await analyseAblation(context, ask("without"))).analysis.seed).toBe(7);
    cache.set(key, canonicalJson({ ...analysis, format: "holdfast-analysis/0" }));
    expect((await analyseAblation(context, ask("without"))).analysis).toEqual(analysis);
  });

  it("keeps apart what is asked of the same evidence, and the same question of other evidence", async () => {
    const { cache, context } = cachingContext();
    await analyseAblation(context, ask("without"));
    const { analysis } = await analyseAblation(context, ask("with"));
    expect(analysis.includesExcluded).toBe(true);
    const [first, ...others] = adviceEvidence().outcomes;
    if (first === undefined) throw new Error("there is evidence");
    const other = cachingContext({ ...adviceEvidence(), outcomes: others });
    await analyseAblation(other.context, ask("without"));
    expect(new Set([...cache.keys(), ...other.cache.keys()]).size).toBe(3);
  });
});

describe("what an analysis leaves for lists", () => {
  function keeping(inputsFingerprint: string | null) {
    const kept: KeptHeadline[] = [];
    const { context } = cachingContext(adviceEvidence(), {
      headlineState: async () => ({ throughEvent: 7, inputsFingerprint }),
      keepHeadline: async (_identity, headline) => void kept.push(headline),
    });
    return { kept, context };
  }

  it("is what it says in one line, of the evidence that was there when it began", async () => {
    const { kept, context } = keeping(null);
    const { analysis } = await analyseAblation(context, ask("without"));
    expect(kept).toEqual([
      {
        ...{ analysedEvent: 7, inputsFingerprint: analysis.inputsFingerprint, at: new Date(0) },
        ...{ verdict: expect.anything(), sentence: expect.stringMatching(/^The lead of /) },
      },
    ]);
  });

  it("is kept once, and not of an analysis that was asked for otherwise", async () => {
    const first = await analyseAblation(keeping(null).context, ask("without"));
    const { kept, context } = keeping(first.analysis.inputsFingerprint);
    await analyseAblation(context, ask("without"));
    await analyseAblation(context, ask("with"));
    await analyseAblation(context, { ...ask("without"), method: EFFECT_METHODS[0]?.name });
    expect(kept).toEqual([]);
  });
});

/** Versions of Node may differ in the last digits of a logarithm; a method that changed differs in the first nine. */
function inNineDigits(document: unknown): unknown {
  const rounded = (value: number) => (Math.abs(value) < 1e-12 ? 0 : Number(value.toPrecision(9)));
  return JSON.parse(JSON.stringify(document), (_, value: unknown) =>
    typeof value === "number" ? rounded(value) : value,
  );
}

describe("ANALYSIS_METHODS", () => {
  it("is the fingerprint of what the methods give: where it differs, cached analyses are not today's, so write the new one down", () => {
    const { ablation } = adviceRegistration();
    const given = [
      analyse(ablation, adviceEvidence()),
      analyse(factorialAblation(), factorialEvidence()),
      ...EFFECT_METHODS.map(({ name }) => analyse(ablation, adviceEvidence(), { method: name })),
    ];
    for (const key of ["drivers", "efficiency", "generalization", "origins", "judges", "rankings"] as const)
      expect(given[1]?.[key], key).not.toEqual([]);
    expect(fingerprintOf(inNineDigits(given))).toBe(ANALYSIS_METHODS);
  });
});
