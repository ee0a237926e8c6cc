import type { Section } from "../document.js";
import { exhibitBlocks } from "../exhibit.js";
import { designExhibits } from "../exhibits/design.js";
import { recipeCheckExhibit } from "../exhibits/recipe-checks.js";
import type { ReportMatter } from "../report-input.js";
import { muted, paragraph } from "../table.js";

/** Arms by factors and stages, what each mix is made of, the recipes, the evals, and whether arms are matched. */
export function designSection(matter: ReportMatter): Section {
  const { ablation } = matter.registration;
  const isStated = ablation.arms.some(({ mixes }) => Object.keys(mixes).length > 0);
  const [arms, ...described] = designExhibits(matter);
  const matched = recipeCheckExhibit(matter);
  const rest = matched === null ? described : [...described, matched];
  return {
    id: "design",
    title: "Design",
    blocks: [
      ...(arms === undefined ? [] : exhibitBlocks(arms)),
      ...(isStated || ablation.design === "observational"
        ? []
        : [paragraph(muted("No mix is stated for any arm."), "note")]),
      ...rest.flatMap((exhibit) => [
        { kind: "subheading" as const, text: exhibit.title },
        ...exhibitBlocks(exhibit),
      ]),
    ],
  };
}
