import { analyse } from "@holdfast/analysis";
import { AnalysisSchema, canonicalJson, type Evidence, fingerprintOf } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { adviceEvidence } from "../testing/advice-evidence.js";
import { adviceRegistration, scriptedStore } from "../testing/scripted-store.js";
import { analyseAblation, type Excluded } from "./analyse-ablation.js";
import { ANALYSIS_METHODS } from "./analysis-methods.js";

/** JSON as jsonb gives it back: the keys in another order. */
function asStored(value: unknown): unknown {
  return JSON.parse(canonicalJson(value), (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).reverse())
      : inner,
  );
}

function cachingContext(evidence: Evidence = adviceEvidence()) {
  const cache = new Map<string, unknown>();
  const store = scriptedStore({
    registration: async () => adviceRegistration(),
    evidence: async () => evidence,
    cachedAnalysis: async (_identity, key) => cache.get(key),
    cacheAnalysis: async (_identity, key, analysis) => {
      cache.set(key, asStored(analysis));
    },
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
    cache.set(key, { ...analysis, seed: 7 });
    expect((await analyseAblation(context, ask("without"))).analysis.seed).toBe(7);
    cache.set(key, { ...analysis, format: "holdfast-analysis/0" });
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

describe("ANALYSIS_METHODS", () => {
  it("is the fingerprint of what the methods give: where it differs, cached analyses are not today's, so write the new one down", () => {
    const { ablation } = adviceRegistration();
    expect(fingerprintOf(analyse(ablation, adviceEvidence()))).toBe(ANALYSIS_METHODS);
  });
});
