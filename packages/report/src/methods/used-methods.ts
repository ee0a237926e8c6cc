import type { Analysis, TidyRow } from "@holdfast/core";

/** Ids of the methods by which the numbers of an analysis were made, each once. */
export function usedMethods(analysis: Analysis, rows: readonly TidyRow[]): ReadonlySet<string> {
  const { families, effects, durability, drivers, generalization, trajectories, recipeChecks } = analysis;
  const made = rows.flatMap(({ estimator, status }) =>
    typeof estimator === "string" && status !== "not-estimable" ? [estimator] : [],
  );
  const when = (holds: boolean, id: string) => (holds ? [id] : []);
  const contrasts = drivers.flatMap((driver) => driver.contrasts);
  const followed = durability.flatMap(({ retentions }) => retentions);
  return new Set([
    ...made,
    ...when(
      families.some(({ method }) => method === "holm"),
      "holm",
    ),
    ...when(
      families.some(({ method }) => method === "dunnett"),
      "dunnett",
    ),
    ...when(
      families.some(({ after }) => after !== null),
      "serial-gatekeeping",
    ),
    ...when(
      families.some(({ all, size }) => all.pValue !== null && size > 1),
      "intersection-union",
    ),
    ...when(
      effects.some(({ qValue }) => qValue !== null),
      "benjamini-hochberg",
    ),
    ...when(
      effects.some(({ look }) => look !== null),
      "planned-looks",
    ),
    ...when(
      followed.some(({ status }) => status === "estimated"),
      "retention-verdict",
    ),
    ...when(
      trajectories.some(({ points }) => points.some(({ band }) => band !== null)),
      "simultaneous-band",
    ),
    ...when(
      contrasts.some(({ reading }) => reading !== null),
      "interaction-reading",
    ),
    ...when(
      contrasts.some(({ aliasedWith }) => aliasedWith.length > 0),
      "design-aliases",
    ),
    ...when(
      generalization.pairs.some(({ suppression }) => suppression !== null),
      "suppression",
    ),
    ...when(recipeChecks.length > 0, "recipe-check"),
  ]);
}
