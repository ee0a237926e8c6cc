import type { RunFilter } from "@holdfast/api/client";
import { type Ablation, RunStatusSchema } from "@holdfast/core";
import type { FilterField } from "../lists/filter-form.js";
import { oneOf, wordsIn } from "../lists/list-address.js";

/** Rows on one page. */
const AT_A_TIME = 100;
const STATES = [...RunStatusSchema.options, "unknown"] as const;
const OUTCOMES = ["true", "false"] as const;
const ASIDE = ["without", "only"] as const;

/** The seed in an address: a number, or that it is not known. */
function seedIn(query: URLSearchParams): number | "unknown" | undefined {
  const asked = query.get("seed") ?? "";
  if (asked === "unknown") return asked;
  return /^\d{1,15}$/.test(asked) ? Number(asked) : undefined;
}

/** Which runs an address asks for; names that the ablation does not know are not asked. */
export function runQuestion(query: URLSearchParams, { arms, stages }: Ablation): RunFilter {
  const namesOf = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
  const asked = {
    text: wordsIn(query, "text"),
    arm: oneOf(query, "arm", namesOf(arms)),
    seed: seedIn(query),
    stage: oneOf(query, "stage", namesOf(stages)),
    status: oneOf(query, "status", STATES),
    excluded: oneOf(query, "excluded", ASIDE),
    cursor: query.get("cursor") ?? undefined,
  };
  const hasOutcomes = oneOf(query, "hasOutcomes", OUTCOMES);
  const { text, arm, seed, stage, status, excluded, cursor } = asked;
  return {
    ...(text === undefined ? {} : { text }),
    ...(arm === undefined ? {} : { arm }),
    ...(seed === undefined ? {} : { seed }),
    ...(stage === undefined ? {} : { stage }),
    ...(status === undefined ? {} : { status }),
    ...(excluded === undefined ? {} : { excluded }),
    ...(hasOutcomes === undefined ? {} : { hasOutcomes: hasOutcomes === "true" }),
    ...(cursor === undefined ? {} : { cursor }),
    limit: AT_A_TIME,
  };
}

/** The same question as fields of a form. */
export function runFields(filter: RunFilter, { arms, stages }: Ablation): FilterField[] {
  const { text, arm, seed, stage, status, excluded, hasOutcomes } = filter;
  const named = (list: readonly { readonly name: string }[]) => [
    ["", "any"] as const,
    ...list.map(({ name }) => [name, name] as const),
  ];
  return [
    { kind: "text", name: "text", label: "Key, caller's id, recipe or environment", value: text ?? "" },
    { kind: "select", name: "arm", label: "Arm", value: arm ?? "", options: named(arms) },
    { kind: "number", name: "seed", label: "Seed", value: typeof seed === "number" ? String(seed) : "" },
    { kind: "select", name: "stage", label: "Has reached", value: stage ?? "", options: named(stages) },
    {
      ...{ kind: "select", name: "status", label: "State", value: status ?? "" },
      options: [
        ["", "any"],
        ...RunStatusSchema.options.map((word) => [word, word] as const),
        ["unknown", "not stated"],
      ],
    },
    {
      kind: "select",
      name: "hasOutcomes",
      label: "Outcomes",
      value: hasOutcomes === undefined ? "" : String(hasOutcomes),
      options: [
        ["", "any"],
        ["true", "has some"],
        ["false", "has none"],
      ],
    },
    {
      ...{ kind: "select", name: "excluded", label: "Set aside", value: excluded ?? "" },
      options: [
        ["", "shown too"],
        ["without", "not shown"],
        ["only", "these alone"],
      ],
    },
  ];
}
