import {
  type Analysis,
  AnalysisSchema,
  type AuditEntry,
  fingerprintOf,
  type RevisionAnswer,
} from "@holdfast/core";
import type { IntegrityRecord } from "../exhibits/integrity-record.js";
import type { ReportInput } from "../report-input.js";
import { gridPlaces } from "./coverage-places.js";

const entry = (at: string, action: string, detail: string): AuditEntry => ({
  ...{ at, actor: "ada", tokenId: null, action, identity: "grid@1", detail },
});

/** A made-up record: registered, amended twice (once with results in view), corrected, set aside, analysed, archived. */
export function integrityPlaces(): { readonly input: ReportInput; readonly record: IntegrityRecord } {
  const { registration, status, outcomes } = gridPlaces({ arms: 4, seeds: 2, evals: 3, steps: 4 });
  const { ablation } = registration;
  const before = { ...ablation, arms: ablation.arms.slice(0, 3) };
  const [first] = registration.revisions;
  if (first === undefined) throw new Error("there is no revision");
  const fingerprint = fingerprintOf("amended");
  const revisions: RevisionAnswer[] = [
    { ...first, ablation: before, changes: [] },
    {
      ...{ revision: 2, fingerprint, author: "r. ames", reason: "the note was wrong", known: "no-outcomes" },
      ...{ at: "2026-09-25T08:00:00.000Z", ablation: before },
      changes: [{ key: "note", before: null, after: '"<b>made up</b>"' }],
    },
    {
      ...{ revision: 3, fingerprint, author: "r. ames", reason: "one more arm", known: "analysed" },
      ...{ at: "2026-10-04T08:00:00.000Z", ablation },
      changes: [{ key: "arms.treated-with-ingredient-number-3", before: null, after: '{"name":"x"}' }],
    },
  ];
  const analysis: Analysis = AnalysisSchema.parse({
    format: "holdfast-analysis/1",
    ablation: "grid@1",
    ablationFingerprint: registration.fingerprint,
    inputsFingerprint: fingerprintOf("grid"),
    seed: 1,
    includesExcluded: false,
    ...{ evidence: [], levels: [], effects: [], trajectories: [], durability: [], families: [] },
    recipeChecks: ablation.arms.slice(1).flatMap(({ name }, index) =>
      ["sft", "rl"].map((stage) => ({
        ...{ arm: name, control: "control", stage },
        status: index === 0 ? "matched" : index === 1 ? "differs" : "unknown",
        differences: index === 1 ? [{ setting: "settings.lr", control: "0.1", arm: "0.2" }] : [],
        reason: `\`${name}\` and \`control\` were compared`,
      })),
    ),
    warnings: [
      { code: "unplanned-look", message: "3 of 4 planned runs have a score, which is no planned look." },
    ],
  });
  return {
    input: { registration: { ...registration, revision: 3, revisions }, analysis },
    record: {
      ...{ revisions, status, outcomes, areMoreOutcomes: false, power: "It resolves leads of 12 points." },
      exclusions: [{ what: { kind: "run", run: "control/1/0" }, author: "ada", reason: "diverged" }],
      trail: [
        entry("2026-10-20T08:00:00.000Z", "archive", "put away"),
        entry("2026-10-19T08:00:00.000Z", "exclude", "run control/1/0 by ada: diverged"),
        entry("2026-10-03T08:00:00.000Z", "analyse", "sha256:a"),
        entry("2026-10-03T09:00:00.000Z", "analyse", "sha256:b"),
      ],
    },
  };
}
