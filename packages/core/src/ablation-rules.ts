import type { Ablation } from "./ablation.js";
import { HoldfastError } from "./errors.js";
import { checkFamilies } from "./family-rules.js";
import { UNKNOWN } from "./name.js";

function refuse(
  key: string,
  message: string,
  remedy: string,
  code: "invalid-input" | "unknown-name" = "invalid-input",
): never {
  throw new HoldfastError({ code, message, place: { key }, remedy });
}

function checkUnique(names: readonly string[], key: string, noun: string): void {
  const seen = new Set<string>();
  names.forEach((name, index) => {
    if (seen.has(name))
      refuse(
        `${key}[${index}].name`,
        `the ${noun} \`${name}\` is named twice.`,
        `Give each ${noun} a name of its own.`,
      );
    seen.add(name);
  });
}

function checkKnown(name: string, known: readonly string[], key: string, noun: string): void {
  if (!known.includes(name)) {
    refuse(key, `there is no ${noun} \`${name}\`.`, `Known: ${known.join(", ")}.`, "unknown-name");
  }
}

function checkArms(ablation: Ablation): void {
  const armNames = ablation.arms.map((arm) => arm.name);
  const stageNames = ablation.stages.map((stage) => stage.name);
  const factorNames = ablation.factors.map((factor) => factor.name);
  ablation.arms.forEach((arm, index) => {
    const key = `arms[${index}]`;
    if (arm.control !== undefined) checkKnown(arm.control, armNames, `${key}.control`, "arm");
    for (const stage of [...Object.keys(arm.mixes), ...Object.keys(arm.recipes)])
      checkKnown(stage, stageNames, `${key}.mixes.${stage}`, "stage");
    for (const [factor, level] of Object.entries(arm.levels)) {
      checkKnown(factor, factorNames, `${key}.levels.${factor}`, "factor");
      const levels = ablation.factors.find((candidate) => candidate.name === factor)?.levels ?? [];
      if (!levels.includes(level)) {
        refuse(
          `${key}.levels.${factor}`,
          `the factor \`${factor}\` has no level ${String(level)}.`,
          `Its levels are ${levels.join(", ")}.`,
        );
      }
    }
    const missing = factorNames.find((factor) => !(factor in arm.levels));
    if (missing !== undefined)
      refuse(
        `${key}.levels`,
        `the arm \`${arm.name}\` does not say its level of \`${missing}\`.`,
        "Give every arm a level of every factor.",
      );
  });
  const combinations = new Map<string, string>();
  if (factorNames.length === 0) return;
  ablation.arms.forEach((arm, index) => {
    const combination = factorNames.map((factor) => String(arm.levels[factor])).join("\u0000");
    const other = combinations.get(combination);
    if (other !== undefined) {
      refuse(
        `arms[${index}].levels`,
        `the arms \`${other}\` and \`${arm.name}\` have the same levels.`,
        "Add the factor in which they differ, or drop one of them.",
      );
    }
    combinations.set(combination, arm.name);
  });
}

function checkRequirements(ablation: Ablation): void {
  const { tokens, contentHashes } = ablation.plan.requires;
  if (!tokens && !contentHashes) return;
  ablation.arms.forEach((arm, armIndex) => {
    for (const [stage, mix] of Object.entries(arm.mixes)) {
      mix.components.forEach((component, index) => {
        const key = `arms[${armIndex}].mixes.${stage}.components[${index}]`;
        if (tokens && component.tokens === UNKNOWN) {
          refuse(
            `${key}.tokens`,
            `the plan needs tokens, and \`${component.dataset}\` has none.`,
            "Count the tokens, or drop plan.requires.tokens.",
          );
        }
        if (contentHashes && component.contentHash === UNKNOWN) {
          refuse(
            `${key}.contentHash`,
            `the plan needs content hashes, and \`${component.dataset}\` has none.`,
            "Hash the data, or drop plan.requires.contentHashes.",
          );
        }
      });
    }
  });
}

function checkPlan(ablation: Ablation): void {
  const arms = ablation.arms.map((arm) => arm.name);
  const stages = ablation.stages.map((stage) => stage.name);
  const evals = ablation.evals.map((value) => value.id);
  const inOrder = (from: string, to: string, key: string) => {
    checkKnown(from, stages, `${key}.from`, "stage");
    checkKnown(to, stages, `${key}.to`, "stage");
    if (stages.indexOf(from) >= stages.indexOf(to))
      refuse(
        key,
        `the stage \`${from}\` does not come before \`${to}\`.`,
        `The order is ${stages.join(", ")}.`,
      );
  };
  (ablation.plan.durability ?? []).forEach((pair, index) => {
    inOrder(pair.from, pair.to, `plan.durability[${index}]`);
  });
  checkUnique(
    ablation.plan.families.map((family) => family.name),
    "plan.families",
    "family",
  );
  ablation.plan.families.forEach((family, familyIndex) => {
    const seen = new Set<string>();
    family.members.forEach((member, index) => {
      const key = `plan.families[${familyIndex}].members[${index}]`;
      checkKnown(member.arm, arms, `${key}.arm`, "arm");
      checkKnown(member.eval, evals, `${key}.eval`, "eval");
      const own = ablation.arms.find((arm) => arm.name === member.arm)?.control ?? ablation.control;
      if (own === null || own === member.arm)
        refuse(
          `${key}.arm`,
          `\`${member.arm}\` has no control to be compared with.`,
          "Name a control for it, or leave it out of the family.",
        );
      const metrics =
        ablation.evals.find((value) => value.id === member.eval)?.metrics.map((metric) => metric.name) ?? [];
      if (member.metric !== undefined) checkKnown(member.metric, metrics, `${key}.metric`, "metric");
      if ("stage" in member) checkKnown(member.stage, stages, `${key}.stage`, "stage");
      else inOrder(member.from, member.to, key);
      const spelled = JSON.stringify(member);
      if (seen.has(spelled))
        refuse(key, "this comparison stands in the family twice.", "Leave one of them out.");
      seen.add(spelled);
    });
  });
}

function checkClaims(ablation: Ablation): void {
  const arms = ablation.arms.map((arm) => arm.name);
  const stages = ablation.stages.map((stage) => stage.name);
  const evals = ablation.evals.map((value) => value.id);
  ablation.claims.forEach(({ contrast }, index) => {
    if (contrast === null) return;
    const key = `claims[${index}].contrast`;
    checkKnown(contrast.arm, arms, `${key}.arm`, "arm");
    checkKnown(contrast.eval, evals, `${key}.eval`, "eval");
    const named = contrast.question === "retention" ? [contrast.from, contrast.to] : [contrast.stage];
    for (const stage of named) checkKnown(stage, stages, `${key}.stage`, "stage");
  });
}

/** What a schema alone cannot say about an ablation. @throws HoldfastError at the first rule broken */
export function checkAblation(ablation: Ablation): void {
  checkUnique(
    ablation.factors.map((factor) => factor.name),
    "factors",
    "factor",
  );
  checkUnique(
    ablation.arms.map((arm) => arm.name),
    "arms",
    "arm",
  );
  checkUnique(
    ablation.stages.map((stage) => stage.name),
    "stages",
    "stage",
  );
  checkUnique(
    ablation.evals.map((value) => value.id),
    "evals",
    "eval",
  );
  const arms = ablation.arms.map((arm) => arm.name);
  if (ablation.control !== null) checkKnown(ablation.control, arms, "control", "arm");
  else if (
    ablation.design === "intervention" &&
    ablation.arms.length > 1 &&
    ablation.arms.every((arm) => arm.control === undefined)
  ) {
    refuse(
      "control",
      "an intervention needs a control.",
      "Name the control arm, or declare the design observational.",
    );
  }
  checkArms(ablation);
  ablation.evals.forEach((value, index) => {
    if (typeof value.relation !== "string")
      for (const arm of Object.keys(value.relation))
        checkKnown(arm, arms, `evals[${index}].relation.${arm}`, "arm");
    for (const arm of Object.keys(value.measuredRelation ?? {}))
      checkKnown(arm, arms, `evals[${index}].measuredRelation.${arm}`, "arm");
  });
  checkRequirements(ablation);
  checkPlan(ablation);
  checkFamilies(ablation);
  checkClaims(ablation);
}
