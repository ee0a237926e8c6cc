import type { Ingredient, IngredientComparison, Surrounding } from "@holdfast/core";
import type { GatheredIngredients, PromptSurroundings } from "./gathered-ingredients.js";

/** Shared user prompts that are shown with what differs around them. */
const EXAMPLES = 20;

function areEqual(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((each) => b.has(each));
}

function sharedOf(a: readonly Ingredient[], b: readonly Ingredient[]) {
  const hashes = new Set(b.map(({ hash }) => hash));
  const shared = a.filter(({ hash }) => hashes.has(hash)).length;
  return { shared, onlyInA: a.length - shared, onlyInB: b.length - shared };
}

function shown(gathered: GatheredIngredients, prompt: PromptSurroundings): Surrounding {
  return {
    systemPrompts: [...prompt.systemPrompts].sort(),
    toolSets: [...prompt.toolSets].sort().map((set) => gathered.toolNames(set).sort()),
  };
}

/**
 * Two environments with the user prompts held constant: around which of the prompts that both have did system prompts or
 * tools change? Prompts are the same where their texts are, but for white space at their ends.
 */
export function compareIngredients(a: GatheredIngredients, b: GatheredIngredients): IngredientComparison {
  const counts = { same: 0, otherSystemPrompts: 0, otherTools: 0, otherBoth: 0 };
  const examples: IngredientComparison["examples"] = [];
  let shared = 0;
  // in the order of hashes: the answer does not depend on the order of rows
  for (const [hash, left] of [...a.prompts].sort(([x], [y]) => (x < y ? -1 : 1))) {
    const right = b.prompts.get(hash);
    if (right === undefined) continue;
    shared += 1;
    const sameSystem = areEqual(left.systemPrompts, right.systemPrompts);
    const sameTools = areEqual(left.toolSets, right.toolSets);
    if (sameSystem && sameTools) {
      counts.same += 1;
      continue;
    }
    counts[sameSystem ? "otherTools" : sameTools ? "otherSystemPrompts" : "otherBoth"] += 1;
    if (examples.length < EXAMPLES)
      examples.push({ userPrompt: left.text.slice(0, 300), a: shown(a, left), b: shown(b, right) });
  }
  const [inA, inB] = [a.ingredients, b.ingredients];
  return {
    shared,
    onlyInA: a.prompts.size - shared,
    onlyInB: b.prompts.size - shared,
    ...counts,
    systemPrompts: sharedOf(inA.systemPrompts, inB.systemPrompts),
    toolDefinitions: sharedOf(inA.toolDefinitions, inB.toolDefinitions),
    examples,
  };
}
