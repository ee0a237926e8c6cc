import type { RegistrationSummary } from "@holdfast/core";
import { expect, it } from "vitest";
import { listText } from "./list-text.js";

const plain = (text: string) => text;

function summary(over: Partial<RegistrationSummary>): RegistrationSummary {
  return {
    ...{ identity: "advice@1", title: "Advice", question: "Does it hold?", revision: 1 },
    fingerprint: `sha256:${"0".repeat(64)}`,
    ...{ retrospective: false, archived: false, registeredAt: "2026-01-01T00:00:00.000Z" },
    ...{ runs: 6, outcomes: 1200, observational: false, coverage: null, headline: null },
    ...over,
  };
}

it("says how much of each plan has arrived and what its last analysis said", () => {
  const headline = {
    verdict: "partly-retained",
    sentence: "It shrank.",
    at: "2026-01-02T00:00:00.000Z",
  } as const;
  const text = listText(
    {
      next: null,
      ablations: [
        summary({ coverage: { expected: 36, present: 31 }, headline: { ...headline, outdated: false } }),
        summary({ identity: "stories@1", headline: { ...headline, verdict: null, outdated: false } }),
      ],
    },
    120,
    plain,
  );
  expect(text).toMatch(/advice@1 .* 31\/36 +partly retained +2026-01-01/);
  expect(text).toMatch(/stories@1 .* no verdict/);
  expect(text).not.toContain("*");
});

it("marks what was said of other evidence than there is now", () => {
  const headline = { verdict: "lost", sentence: "It is gone.", at: "2026-01-02T00:00:00.000Z" } as const;
  const list = { next: null, ablations: [summary({ headline: { ...headline, outdated: true } })] };
  expect(listText(list, 120, plain)).toMatch(/lost \*[\s\S]*\* the evidence changed since that was said$/);
});

it("says how to register the first one", () => {
  expect(listText({ ablations: [], next: null }, 80, plain)).toContain("holdfast init");
});
