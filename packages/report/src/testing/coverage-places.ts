import {
  type Ablation,
  type AblationStatus,
  type CoverageRow,
  defineAblation,
  fingerprintOf,
  type OutcomeRecord,
  type Registration,
} from "@holdfast/core";

interface Size {
  readonly arms: number;
  readonly seeds: number | "unknown";
  readonly evals: number;
  readonly steps: number;
}

const DAY = 24 * 3600 * 1000;
const START = Date.parse("2026-10-01T08:00:00.000Z");

function ablationOf({ arms, seeds, evals }: Size): Ablation {
  return defineAblation({
    name: "grid",
    version: "1",
    title: "A grid",
    question: "Has it all come?",
    baseModel: "a model",
    arms: Array.from({ length: arms }, (_, index) => ({
      name: index === 0 ? "control" : `treated-with-ingredient-number-${index}`,
    })),
    control: arms === 1 ? null : "control",
    design: arms === 1 ? "observational" : "intervention",
    seeds,
    stages: [{ name: "base", shared: true }, { name: "sft" }, { name: "rl", stepUnit: "RL steps" }],
    evals: Array.from({ length: evals }, (_, index) => ({
      id: index === 1 ? "an-eval-with-a-name-that-is-longer-than-its-columns@1" : `eval-${index}@1`,
      role: index === 0 ? ("target" as const) : ("held-out" as const),
      metrics: [{ name: "score", direction: "lower-is-better" as const, scale: { kind: "binary" as const } }],
    })),
  });
}

export function registrationOf(ablation: Ablation): Registration {
  const fingerprint = fingerprintOf(ablation);
  const at = "2026-09-20T08:00:00.000Z";
  return {
    identity: "grid@1",
    ...{ fingerprint, revision: 1, retrospective: false, archived: false, registeredAt: at, ablation },
    revisions: [{ revision: 1, fingerprint, author: null, reason: null, known: "nothing-run", at }],
  };
}

const LEVELS = ["samples", "counts", "summary", "point"] as const;

/** Whether a made-up place has come: two runs have holes, a third broke off. */
function hasCome(arm: number, seed: number, stage: string, step: number | null, id: number): boolean {
  if (arm === 1 && seed === 1 && stage === "rl") return false;
  if (arm === 2 && seed === 0 && stage === "sft" && id === 1) return false;
  return !(arm === 3 && seed === 0 && (step ?? 0) > 300);
}

/** A made-up grid of that size with holes, and outcomes of which some are late, corrected, set aside, partial or crashed. */
export function gridPlaces(size: Size): {
  readonly registration: Registration;
  readonly status: AblationStatus;
  readonly outcomes: readonly OutcomeRecord[];
} {
  const ablation = ablationOf(size);
  const registration = registrationOf(ablation);
  const moments = [
    { stage: "base", step: null },
    { stage: "sft", step: null },
    ...Array.from({ length: size.steps }, (_, index) => ({ stage: "rl", step: 100 * (index + 1) })),
  ];
  const seeds = size.seeds === "unknown" ? [0] : Array.from({ length: size.seeds }, (_, seed) => seed);
  const places = ablation.arms.flatMap(({ name: arm }, armAt) =>
    seeds.flatMap((seed) =>
      moments.flatMap(({ stage, step }, at) =>
        ablation.evals.flatMap(({ id }, evalAt) =>
          (stage !== "base" || (armAt === 0 && seed === 0)) && hasCome(armAt, seed, stage, step, evalAt)
            ? [{ arm, armAt, seed, stage, step, id, evalAt, at }]
            : [],
        ),
      ),
    ),
  );
  const known = size.seeds === "unknown" ? null : 0;
  const seedOf = (seed: number) => (known === null ? null : seed);
  const keyOf = (arm: string, seed: number) => `${arm}/${known === null ? "unknown" : seed}/0`;
  const coverage = places.map(({ arm, seed, stage, step, id, evalAt, at }): CoverageRow => {
    const level = LEVELS[evalAt % 5 === 0 ? 0 : at % 4] ?? "samples";
    return {
      ...{ run: keyOf(arm, seed), arm, seed: seedOf(seed), stage, step, eval: id, metric: "score" },
      ...{ judge: "rule", level, outcomes: 1, scored: 100 },
    };
  });
  const outcomes = places.map(({ arm, armAt, seed, stage, step, id, evalAt, at }, index): OutcomeRecord => {
    const isLate = armAt === 0 && seed === 0 && evalAt === 0 && at === 2;
    const recordedAt = new Date(START + at * DAY + (isLate ? 20 * DAY : 0)).toISOString();
    const isCorrected = armAt === 1 && seed === 0 && evalAt === 0 && at === 1;
    const isAside = armAt === 1 && seed === 0 && evalAt === 0 && at === 3;
    const status =
      armAt === 2 && seed === 1 && at === 4 ? "crashed" : at === 5 && armAt === 2 ? "partial" : "complete";
    return {
      ...{ outcomeId: `o${index}`, run: keyOf(arm, seed), arm, seed: seedOf(seed), branch: 0, stage, step },
      ...{ eval: id, metric: "score", condition: {}, judge: "rule", status, current: true },
      revision: isCorrected ? 2 : 1,
      value: { level: "counts", counts: { k: 10, n: 100 } },
      ...{ harness: null, source: null, evaluatedAt: null, recordedAt },
      correction: isCorrected ? { author: "ada", reason: "the scorer misread <b>one</b> answer" } : null,
      excluded: isAside ? { author: "ada", reason: "wrong system prompt" } : null,
    };
  });
  return { registration, status: statusOf(registration, coverage, known === null ? null : seeds), outcomes };
}

/** The status as the API works it out, for these made-up places. */
function statusOf(
  { ablation, ...registration }: Registration,
  coverage: readonly CoverageRow[],
  seeds: readonly number[] | null,
): AblationStatus {
  const needed = new Set(
    ablation.plan.families.flatMap(({ members }) =>
      members.flatMap((member) =>
        ("stage" in member ? [member.stage] : [member.from, member.to]).flatMap((stage) =>
          [member.arm, ablation.control].map((arm) => JSON.stringify([arm, stage, member.eval])),
        ),
      ),
    ),
  );
  const all = ablation.plan.families.length === 0;
  const there = new Map<string, CoverageRow[]>();
  for (const row of coverage) {
    const key = JSON.stringify([row.stage, row.eval]);
    const rows = there.get(key);
    if (rows === undefined) there.set(key, [row]);
    else rows.push(row);
  }
  const cells = ablation.arms.flatMap(({ name: arm }) =>
    (seeds ?? [null]).flatMap((seed) =>
      ablation.stages.flatMap(({ name: stage, shared }) =>
        ablation.evals.map(({ id }) => {
          const rows = (there.get(JSON.stringify([stage, id])) ?? []).filter(
            (row) => shared === true || (row.arm === arm && (seed === null || row.seed === seed)),
          );
          return {
            ...{ arm, seed, stage, eval: id },
            expected: all || needed.has(JSON.stringify([arm, stage, id])),
            present: rows.length > 0,
            checkpoints: rows.length,
            outcomes: rows.length,
          };
        }),
      ),
    ),
  );
  const expected = cells.filter((cell) => cell.expected);
  const present = expected.filter((cell) => cell.present).length;
  const { identity, fingerprint, revision, retrospective, archived, registeredAt } = registration;
  return {
    registration: {
      ...{ identity, fingerprint, revision, retrospective, archived, registeredAt },
      ...{ title: ablation.title, question: ablation.question, runs: 1, outcomes: coverage.length },
      ...{ observational: ablation.design === "observational", coverage: null, headline: null },
    },
    seeds: seeds === null ? null : [...seeds],
    ...{ expected: expected.length, present, missing: expected.length - present },
    beyondPlan: cells.filter((cell) => cell.present && !cell.expected).length,
    cells,
    coverage: [...coverage],
  };
}
