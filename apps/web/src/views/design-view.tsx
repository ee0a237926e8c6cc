import { type Ablation, relationDisagreements } from "@holdfast/core";
import { designExhibits, formatQuantity } from "@holdfast/report";
import type { View } from "./view.js";

function runsSentence({ arms, seeds }: Ablation): string {
  const count = formatQuantity(arms.length, "arm");
  if (seeds === "unknown") return `${count}; how many runs were planned is not stated.`;
  const planned = typeof seeds === "number" ? seeds : seeds.length;
  return `${count}, ${formatQuantity(planned, "run")} planned for each: ${formatQuantity(arms.length * planned, "run")} in all.`;
}

function factorsSentence({ factors, design }: Ablation): string {
  if (design === "observational")
    return "Models were observed, none was given an intervention: what differs between them has many causes.";
  if (factors.length === 0) return "No factor is declared: arms are told apart by their data alone.";
  return `${formatQuantity(factors.length, "factor")} varied: ${factors.map(({ name }) => name).join(", ")}.`;
}

function unknownSentences({ arms }: Ablation): string[] {
  const components = arms.flatMap(({ mixes }) => Object.values(mixes).flatMap((mix) => mix.components));
  const uncounted = components.filter(({ tokens }) => tokens === "unknown").length;
  if (components.length === 0) return [];
  return uncounted === 0
    ? []
    : [
        `Of ${formatQuantity(uncounted, "component")} nobody counted the tokens, so the arms that have them stand on no token axis.`,
      ];
}

function relationSentence(ablation: Ablation): string[] {
  const differing = relationDisagreements(ablation).length;
  return differing === 0
    ? []
    : [
        `${formatQuantity(differing, "relation")} between an eval and the data of an arm ${differing === 1 ? "was" : "were"} measured to be other than declared.`,
      ];
}

/** What every arm was given, and what it is measured on. */
export const designView: View = {
  slug: "design",
  title: "Design",
  question: "What was every arm given, and what is it measured on?",
  read: async ({ client, registration }) => {
    const { ablation, identity } = registration;
    const analysis = await client.analysis(identity);
    return {
      sentences: [
        `${factorsSentence(ablation)} ${runsSentence(ablation)}`,
        ...unknownSentences(ablation),
        ...relationSentence(ablation),
      ],
      exhibits: designExhibits({ registration, analysis }),
    };
  },
};
