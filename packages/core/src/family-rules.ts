import type { Ablation } from "./ablation.js";
import type { Family } from "./analysis-plan.js";
import { conditionKey } from "./condition.js";
import { HoldfastError } from "./errors.js";
import { primaryMetric } from "./eval.js";

type LeadFamily = Extract<Family, { question: "lead" }>;

function refuse(
  key: string,
  message: string,
  remedy: string,
  code: "invalid-input" | "unknown-name" = "invalid-input",
): never {
  throw new HoldfastError({ code, message, place: { key }, remedy });
}

/** What has to be one and the same for members to share a control's variance. */
function settingOf(ablation: Ablation, member: LeadFamily["members"][number]): string {
  const value = ablation.evals.find(({ id }) => id === member.eval);
  const metric = member.metric ?? (value === undefined ? "" : primaryMetric(value).name);
  const control = ablation.arms.find(({ name }) => name === member.arm)?.control ?? ablation.control;
  const condition = member.condition === undefined ? "" : conditionKey(member.condition);
  return JSON.stringify([member.eval, member.stage, metric, control, condition, member.judge ?? ""]);
}

function checkDunnett(ablation: Ablation, family: LeadFamily, key: string): void {
  if (!ablation.plan.pooledVariance)
    refuse(
      `${key}.method`,
      `\`${family.name}\` is to be adjusted after Dunnett, which rests on one variance for all arms.`,
      "Register plan.pooledVariance too, or use holm, which needs nothing.",
    );
  const settings = new Set(family.members.map((member) => settingOf(ablation, member)));
  if (settings.size > 1)
    refuse(
      `${key}.members`,
      `\`${family.name}\` is to be adjusted after Dunnett, and its members differ in more than the arm.`,
      "Give Dunnett's family one eval, metric, stage, condition, judge and control, or use holm.",
    );
}

function checkGate(family: Family, earlier: readonly Family[], key: string): void {
  if (family.after === undefined) return;
  const gate = earlier.find(({ name }) => name === family.after);
  if (gate === undefined)
    refuse(
      `${key}.after`,
      `\`${family.name}\` waits for \`${family.after}\`, which is no family before it.`,
      earlier.length === 0
        ? "Put the family that comes first before it in plan.families."
        : `Earlier families: ${earlier.map(({ name }) => name).join(", ")}.`,
      "unknown-name",
    );
  if (family.question === "lead" && gate.question === "retention")
    refuse(
      `${key}.after`,
      `\`${family.name}\` asks for leads and waits for retentions, which ask what became of leads.`,
      "Let families of retentions wait for families of leads, not the other way round.",
    );
}

/** What the methods and gates of families need. @throws HoldfastError at the first rule broken */
export function checkFamilies(ablation: Ablation): void {
  const { families } = ablation.plan;
  families.forEach((family, index) => {
    const key = `plan.families[${index}]`;
    if (family.question === "lead" && family.method === "dunnett") checkDunnett(ablation, family, key);
    checkGate(family, families.slice(0, index), key);
  });
}
