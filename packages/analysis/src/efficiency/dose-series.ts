import {
  type Ablation,
  type Arm,
  type Component,
  canonicalJson,
  type DoseSeries,
  UNKNOWN,
} from "@holdfast/core";

/** Arms that differ in the amount of one ingredient alone, in the order of their doses. */
export interface PlannedSeries
  extends Pick<DoseSeries, "factor" | "dataset" | "setting" | "unit" | "nested"> {
  readonly doses: readonly { readonly arm: string; readonly dose: number }[];
}

/** Fewer distinct doses than this are two points and no course. */
export const LEAST_DOSES = 3;

interface Placed {
  readonly arm: Arm;
  readonly dose: number;
}

function componentsUpTo(
  { stages }: Ablation,
  arm: Arm,
  stage: string,
): { stage: string; component: Component }[] {
  const last = stages.findIndex(({ name }) => name === stage);
  return stages
    .slice(0, last + 1)
    .flatMap(({ name }) =>
      (arm.mixes[name]?.components ?? []).map((component) => ({ stage: name, component })),
    );
}

const identityOf = (stage: string, { dataset, kind }: Component) => canonicalJson([stage, dataset, kind]);

/** How the corpora of the doses relate, as far as names and hashes say. */
function nestingOf(
  ablation: Ablation,
  placed: readonly Placed[],
  stage: string,
): Pick<DoseSeries, "nested" | "dataset"> {
  const dosed = placed.filter(({ dose }) => dose > 0);
  const [least] = placed;
  const base = new Set(
    least === undefined || least.dose > 0
      ? []
      : componentsUpTo(ablation, least.arm, stage).map(({ stage: at, component }) =>
          identityOf(at, component),
        ),
  );
  const varied = dosed.map(({ arm }) =>
    componentsUpTo(ablation, arm, stage)
      .filter(({ stage: at, component }) => !base.has(identityOf(at, component)))
      .map(({ component }) => component),
  );
  const names = new Set(varied.flatMap((components) => components.map(({ dataset }) => dataset)));
  const [dataset] = names;
  if (dataset === undefined) return { nested: "not-stated", dataset: null };
  if (names.size > 1) return { nested: "different-datasets", dataset: null };
  const hashes = new Set(varied.flatMap((components) => components.map(({ contentHash }) => contentHash)));
  const repeated = hashes.size === 1 && !hashes.has(UNKNOWN);
  return { nested: repeated ? "repeated" : "same-dataset", dataset };
}

function seriesOf(
  ablation: Ablation,
  stage: string,
  placed: readonly Placed[],
  about: Pick<PlannedSeries, "factor" | "setting" | "unit">,
): PlannedSeries[] {
  if (new Set(placed.map(({ dose }) => dose)).size < LEAST_DOSES) return [];
  const ordered = [...placed].sort((a, b) => a.dose - b.dose);
  return [
    {
      ...about,
      ...nestingOf(ablation, ordered, stage),
      doses: ordered.map(({ arm, dose }) => ({ arm: arm.name, dose })),
    },
  ];
}

function grouped(placed: readonly (Placed & { readonly key: string })[]): [string, Placed[]][] {
  const groups = new Map<string, Placed[]>();
  for (const { key, ...one } of placed) groups.set(key, (groups.get(key) ?? []).concat(one));
  return [...groups];
}

/** One series for each setting of the other factors. */
function ofDoseFactors(ablation: Ablation, arms: readonly Arm[], stage: string): PlannedSeries[] {
  return ablation.factors.flatMap((factor) => {
    if (factor.kind !== "dose") return [];
    const placed = arms.flatMap((arm) => {
      const dose = arm.levels[factor.name];
      if (typeof dose !== "number" || dose < 0) return [];
      const others = ablation.factors.filter(({ name }) => name !== factor.name);
      const key = others.map(({ name }) => `${name}: ${String(arm.levels[name])}`).join(", ");
      return [{ arm, dose, key }];
    });
    return grouped(placed).flatMap(([setting, own]) =>
      seriesOf(ablation, stage, own, { factor: factor.name, setting, unit: factor.unit ?? "dose" }),
    );
  });
}

/** Tokens of one component over its epochs, or null where they are unknown. */
function doseOf(components: readonly Component[]): number | null {
  return components.reduce<number | null>(
    (sum, { tokens, epochs }) => (sum === null || tokens === UNKNOWN ? null : sum + tokens * (epochs ?? 1)),
    0,
  );
}

/** Arms whose mixes are equal but for the amount of one component. */
function ofComponents(ablation: Ablation, arms: readonly Arm[], stage: string): PlannedSeries[] {
  const stating = arms
    .filter(({ mixes }) => Object.keys(mixes).length > 0)
    .map((arm) => ({ arm, components: componentsUpTo(ablation, arm, stage) }));
  const identities = new Set(
    stating.flatMap(({ components }) =>
      components.map(({ stage: at, component }) => identityOf(at, component)),
    ),
  );
  return [...identities].flatMap((identity) => {
    const placed = stating.flatMap(({ arm, components }) => {
      const own = components.filter(({ stage: at, component }) => identityOf(at, component) === identity);
      const rest = components.filter((entry) => !own.includes(entry));
      const dose = doseOf(own.map(({ component }) => component));
      // Notes say nothing about the data; recipes are compared elsewhere.
      const key = canonicalJson(rest.map(({ stage: at, component: { note: _note, ...data } }) => [at, data]));
      return dose === null ? [] : [{ arm, dose, key }];
    });
    return grouped(placed).flatMap(([, own]) =>
      seriesOf(ablation, stage, own, { factor: null, setting: "", unit: "tokens" }),
    );
  });
}

/** Every series of doses among the measured arms: those of dose factors, and those that only the mixes show. */
export function doseSeries(ablation: Ablation, arms: readonly Arm[], stage: string): PlannedSeries[] {
  const declared = ofDoseFactors(ablation, arms, stage);
  const known = new Set(declared.map(({ doses }) => canonicalJson(doses.map(({ arm }) => arm).sort())));
  const found = ofComponents(ablation, arms, stage).filter(
    ({ doses }) => !known.has(canonicalJson(doses.map(({ arm }) => arm).sort())),
  );
  return [...declared, ...found];
}
