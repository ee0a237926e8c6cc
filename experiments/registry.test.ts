import { readFileSync } from "node:fs";
import {
  ablationFingerprint,
  ablationIdentity,
  checkOutcome,
  type Outcome,
  OutcomeLineSchema,
  outcomesOf,
  parseAblation,
  tokensOf,
} from "@holdfast/core";
import { describe, expect, test } from "vitest";
import { EXPERIMENTS } from "./registry.js";
import { CLAIMS } from "./teaching-claude-why/claims.js";

const studies = EXPERIMENTS.flatMap((experiment) => experiment.studies);
const named = studies.map((study) => ({ identity: ablationIdentity(study.ablation), ...study }));
const byName = named.map((study) => [study.identity, study] as const);
const outcomesFor = (lines: (typeof named)[number]["lines"]): Outcome[] =>
  lines.flatMap((line) => outcomesOf(OutcomeLineSchema.parse(line)));

describe("every registered ablation", () => {
  test("has an identity of its own", () => {
    expect(new Set(named.map(({ identity }) => identity)).size).toBe(named.length);
  });

  test.each(byName)("%s parses again to the same fingerprint", (_name, { ablation }) => {
    expect(ablationFingerprint(parseAblation(JSON.parse(JSON.stringify(ablation))))).toBe(
      ablationFingerprint(ablation),
    );
  });

  test.each(byName)("%s takes its own outcomes", (_name, { ablation, lines }) => {
    for (const outcome of outcomesFor(lines)) checkOutcome(ablation, outcome);
  });

  test.each(byName)("%s gives each value once and says where it comes from", (_name, { ablation, lines }) => {
    const keys = outcomesFor(lines).map((outcome) =>
      JSON.stringify([outcome.run, outcome.checkpoint, outcome.eval, outcome.condition]),
    );
    expect(new Set(keys).size).toBe(keys.length);
    const cited = ablation.citations.map((citation) => citation.url);
    // What was trained here, with a score for every prompt, was published nowhere.
    for (const line of lines) if (line.samples === undefined) expect(cited).toContain(line.source?.uri);
  });

  test.each(byName)("%s cites its source", (_name, { ablation }) => {
    expect(ablation.citations.length).toBeGreaterThan(0);
  });
});

test("fingerprints are those of the lock file", () => {
  const lock: unknown = JSON.parse(readFileSync(new URL("./fingerprints.json", import.meta.url), "utf8"));
  const now = Object.fromEntries(
    named.map(({ identity, ablation }) => [identity, ablationFingerprint(ablation)]),
  );
  expect(
    now,
    "A registered ablation changed. If that was not meant, take the change back. If it was, give the ablation a new version, so that databases which hold the old one do not report drift, and write the new fingerprints into experiments/fingerprints.json.",
  ).toEqual(lock);
});

describe("baselines", () => {
  const levels = named.map(({ identity, ablation, lines }) => ({
    identity,
    control: ablation.control,
    baselines: outcomesFor(lines)
      .filter((outcome) => outcome.run.arm === ablation.control)
      .flatMap((outcome) => (outcome.evidence.level === "point" ? [outcome.evidence.point] : [])),
  }));
  const seed = levels.filter(({ identity }) => identity.startsWith("teaching-claude-why"));

  test("22% and 65% never stand in one ablation", () => {
    expect(seed.flatMap(({ baselines }) => baselines).sort()).toEqual([0.01, 0.22, 0.6, 0.65]);
    for (const { baselines } of seed) expect(baselines.length).toBeLessThanOrEqual(1);
  });

  test("ablations with different baselines share no eval, unless the control is another arm of the same model", () => {
    const evalsOf = (identity: string) =>
      named.find((study) => study.identity === identity)?.ablation.evals.map((value) => value.id) ?? [];
    expect(evalsOf("teaching-claude-why-honeypot-data@2026.05.08")).not.toContain("blackmail@2026.05");
    expect(evalsOf("teaching-claude-why-constitution-stories@2026.05.08")).toEqual(["blackmail@2026.05"]);
    expect(evalsOf("teaching-claude-why-document-diversity@2026.05.08")).toEqual(["blackmail-suite@2026.05"]);
  });
});

describe("claims", () => {
  const carried = named.flatMap(({ identity, ablation, lines }) =>
    ablation.claims.map((claim) => ({ identity, ablation, lines, claim, id: claim.id })),
  );

  test("every claim of the seed publication is carried by its ablation", () => {
    for (const [name, claims] of Object.entries(CLAIMS)) {
      expect(named.find(({ ablation }) => ablation.name === name)?.ablation.claims).toEqual(
        expect.arrayContaining([...claims]),
      );
    }
  });

  test("a claim is made once", () => {
    const spelled = carried.map(({ identity, id }) => `${identity} ${id}`);
    expect(new Set(spelled).size).toBe(spelled.length);
  });

  test.each(carried.map((one) => [`${one.identity} ${one.id}`, one] as const))(
    "%s: has numbers behind its contrast, or says that there are none",
    (_name, { ablation, lines, claim }) => {
      const { contrast } = claim;
      if (contrast === null || lines.length === 0) {
        expect(claim.note).toBeTruthy();
        return;
      }
      const arms = contrast.question === "level" ? [contrast.arm] : [contrast.arm, ablation.control];
      const stages = contrast.question === "retention" ? [contrast.from, contrast.to] : [contrast.stage];
      const condition = contrast.question === "retention" ? undefined : (contrast.condition ?? {});
      for (const arm of arms) {
        for (const stage of stages) {
          const found = outcomesFor(lines).filter(
            (outcome) =>
              outcome.run.arm === arm &&
              outcome.eval === contrast.eval &&
              outcome.checkpoint.stage === stage &&
              (condition === undefined || JSON.stringify(outcome.condition) === JSON.stringify(condition)),
          );
          expect(found.length).toBeGreaterThan(0);
        }
      }
    },
  );
});

describe("demonstrations, principles and tools", () => {
  const study = named.find(({ ablation }) => ablation.name === "demonstrations-principles-tools");
  if (study === undefined) throw new Error("the registry has no demonstrations-principles-tools");
  const { ablation } = study;

  test("is a full factorial, planned and awaiting outcomes", () => {
    expect(ablation.arms.map((arm) => arm.name).sort()).toEqual([
      "control",
      "demonstrations",
      "demonstrations+principles",
      "demonstrations+principles+tool-definitions",
      "demonstrations+tool-definitions",
      "principles",
      "principles+tool-definitions",
      "tool-definitions",
    ]);
    expect(ablation.seeds).toBe(5);
    expect(study.lines).toEqual([]);
    expect(study.retrospective).toBe(false);
  });

  test("its control is matched: same tokens and same recipe at every stage", () => {
    const control = ablation.arms.find((arm) => arm.name === "control");
    for (const arm of ablation.arms) {
      expect(arm.recipes).toEqual(control?.recipes);
      for (const [stage, mix] of Object.entries(arm.mixes)) {
        const matched = control?.mixes[stage];
        expect(tokensOf(mix)).toBe(matched === undefined ? undefined : tokensOf(matched));
      }
    }
  });

  test("asks for no lead that cannot be there yet", () => {
    const [leads] = ablation.plan.families;
    const early = leads?.members.filter((member) => "stage" in member && member.stage === "sft") ?? [];
    expect(early.map((member) => member.arm)).not.toContain("tool-definitions");
    expect(leads?.members).toHaveLength(26);
  });
});
