import { DriverAnswerSchema, GeneralizationAnswerSchema } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { adviceEvidence } from "../testing/advice-evidence.js";
import { adviceRegistration, scriptedStore } from "../testing/scripted-store.js";
import { answerDrivers } from "./answer-drivers.js";
import { answerGeneralization } from "./answer-generalization.js";

const store = scriptedStore({
  registration: async () => adviceRegistration(),
  evidence: async () => adviceEvidence(),
  interventions: async () => [],
  cachedAnalysis: async () => null,
  cacheAnalysis: async () => {},
});
const context = { store, now: () => new Date(0), actor: "test" };
const asked = { identity: "advice@1", excluded: "without" } as const;
const codes = ({ warnings }: { readonly warnings: readonly { readonly code: string }[] }) =>
  warnings.map(({ code }) => code);

describe("a method asked for by name", () => {
  it("marks contrasts as outside the plan, first of all, in words too", async () => {
    const answer = await answerDrivers(context, { ...asked, method: "welch" });
    expect(DriverAnswerSchema.parse(answer)).toEqual(answer);
    expect(answer.warnings[0]).toMatchObject({ code: "outside-plan" });
    expect(answer.sentences[0]).toContain("instead of the default");
    expect(codes(await answerDrivers(context, asked))).not.toContain("outside-plan");
  });

  it("marks nothing where the method is the default of every contrast", async () => {
    const drivers = (await answerDrivers(context, asked)).drivers;
    const defaults = new Set(
      drivers.flatMap(({ contrasts }) => contrasts.map(({ shownMethod }) => shownMethod)),
    );
    expect([...defaults]).toEqual(["pair"]);
    const answer = await answerDrivers(context, { ...asked, method: "pair" });
    expect(codes(answer)).not.toContain("outside-plan");
    expect(answer.sentences[0]).not.toContain("instead of the default");
  });

  it("marks a synthesis the same way", async () => {
    const answer = await answerGeneralization(context, { ...asked, method: "paule-mandel" });
    expect(GeneralizationAnswerSchema.parse(answer)).toEqual(answer);
    expect(answer.warnings[0]).toMatchObject({ code: "outside-plan" });
    expect(answer.sentences[0]).toContain("instead of the default");
    expect(codes(await answerGeneralization(context, { ...asked, method: "reml" }))).not.toContain(
      "outside-plan",
    );
  });
});
