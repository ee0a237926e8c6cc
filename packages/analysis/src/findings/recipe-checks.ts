import {
  type Ablation,
  type Arm,
  controlOf,
  type Recipe,
  type RecipeCheck,
  recipeDifferences,
  recipeFingerprint,
} from "@holdfast/core";
import type { EvidenceIndex } from "../measure/evidence-index.js";

type DeclaredRecipe = Arm["recipes"][string] | undefined;

const printOf = (recipe: NonNullable<DeclaredRecipe>) =>
  typeof recipe === "string" ? recipe : recipeFingerprint(recipe);

function whole(recipe: DeclaredRecipe): Recipe | null {
  return recipe === undefined || typeof recipe === "string" ? null : recipe;
}

function recordedAt(index: EvidenceIndex): (arm: string, stage: string) => ReadonlySet<string> {
  const recorded = new Map<string, Set<string>>();
  for (const { arm, stage, run } of index.outcomes) {
    const recipe = index.runs.get(run)?.recipe ?? null;
    if (recipe === null) continue;
    const key = `${arm}\u0000${stage}`;
    recorded.set(key, (recorded.get(key) ?? new Set()).add(recipe));
  }
  return (arm, stage) => recorded.get(`${arm}\u0000${stage}`) ?? new Set();
}

function declaredAt({ arms }: Ablation, arm: string, stage: string): DeclaredRecipe {
  return arms.find(({ name }) => name === arm)?.recipes[stage];
}

const quoted = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(" and ");

function checkOf(
  ablation: Ablation,
  recorded: ReturnType<typeof recordedAt>,
  arm: string,
  control: string,
  stage: string,
): RecipeCheck {
  const about = { arm, control, stage };
  const declared = { arm: declaredAt(ablation, arm, stage), control: declaredAt(ablation, control, stage) };
  const prints = (side: "arm" | "control") => {
    const own = declared[side];
    return new Set([
      ...recorded(side === "arm" ? arm : control, stage),
      ...(own === undefined ? [] : [printOf(own)]),
    ]);
  };
  const [one, zero] = [prints("arm"), prints("control")];
  const silent = [...(one.size === 0 ? [arm] : []), ...(zero.size === 0 ? [control] : [])];
  if (silent.length > 0) {
    const reason = `no recipe of ${quoted(silent)} is declared or recorded at \`${stage}\``;
    return { ...about, status: "unknown", differences: [], reason };
  }
  if (one.size === 1 && zero.size === 1 && [...one].every((recipe) => zero.has(recipe)))
    return { ...about, status: "matched", differences: [], reason: "both were trained by one recipe" };
  const [after, before] = [whole(declared.arm), whole(declared.control)];
  const differences = after === null || before === null ? [] : recipeDifferences(before, after);
  const mixed = [...(one.size > 1 ? [arm] : []), ...(zero.size > 1 ? [control] : [])];
  const reason =
    differences.length > 0
      ? `they differ in ${differences.map(({ setting }) => setting).join(", ")}`
      : mixed.length > 0
        ? `the runs of ${quoted(mixed)} have more than one recipe, or another than was declared`
        : "the fingerprints of their recipes differ, and the recipes were not declared whole";
  return { ...about, status: "differs", differences, reason };
}

/**
 * Whether each arm differs from its control in more than data, at every stage that it does not share and that has a
 * recipe, a mix or an outcome of it. Nothing is checked where arms were only observed.
 */
export function recipeChecks(index: EvidenceIndex): RecipeCheck[] {
  const { ablation } = index;
  if (ablation.design === "observational") return [];
  const recorded = recordedAt(index);
  const measured = new Set(index.outcomes.map(({ arm, stage }) => `${arm}\u0000${stage}`));
  return ablation.arms.flatMap((arm) => {
    const control = controlOf(ablation, arm.name);
    if (control === null) return [];
    return ablation.stages
      .filter(
        ({ name, shared }) =>
          shared !== true &&
          (name in arm.recipes || name in arm.mixes || measured.has(`${arm.name}\u0000${name}`)),
      )
      .map(({ name }) => checkOf(ablation, recorded, arm.name, control, name));
  });
}
