import type {
  EnvironmentIngredients,
  Ingredient,
  IngredientComparison,
  MixIngredients,
} from "@holdfast/core";
import { countText, plural } from "../tables/number-text.js";
import { paragraph } from "../tables/paragraph.js";
import { textTable } from "../tables/text-table.js";

/** The commonest that are shown; `--json` has all. */
const SHOWN = 10;

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

function listText(
  noun: string,
  all: readonly Ingredient[],
  columns: number,
  bold: (text: string) => string,
): string[] {
  if (all.length === 0) return [`no ${noun}s`];
  const table = textTable(
    [
      { heading: noun, least: 24 },
      { heading: "rows", align: "right" },
      { heading: "sha256" },
      { heading: "first", least: 12 },
    ],
    all
      .slice(0, SHOWN)
      .map(({ name, text, rows, hash, first }) => [
        name ?? oneLine(text),
        countText(rows),
        hash.slice("sha256:".length, "sha256:".length + 12),
        first,
      ]),
    columns,
    bold,
  );
  return [
    table,
    ...(all.length > SHOWN ? [`and ${plural(all.length - SHOWN, "more")}`.replace(/s$/, "")] : []),
  ];
}

function environmentText(
  environment: EnvironmentIngredients,
  columns: number,
  bold: (text: string) => string,
): string[] {
  const { name, rows, userPrompts, systemPrompts, toolDefinitions, toolSets, rowsWithUnusedTools } =
    environment;
  return [
    bold(name),
    paragraph(
      `${plural(rows, "row")} with ${plural(userPrompts, "distinct user prompt")}, ${plural(systemPrompts.length, "system prompt")}, ${plural(toolDefinitions.length, "tool definition")} in ${plural(toolSets, "set")}; ${plural(rowsWithUnusedTools, "row")} offer tools and call none`,
      columns,
    ),
    "",
    ...listText("system prompt", systemPrompts, columns, bold),
    "",
    ...listText("tool definition", toolDefinitions, columns, bold),
    ...environment.leftOut.map(({ why, count, first }) =>
      paragraph(`left out (${countText(count)}): ${first}: ${why}`, columns, "  "),
    ),
  ];
}

function comparisonText(found: IngredientComparison, columns: number): string[] {
  const { shared, onlyInA, onlyInB, same, otherSystemPrompts, otherTools, otherBoth } = found;
  const both = (name: string, each: IngredientComparison["systemPrompts"]) =>
    `${name}: ${countText(each.shared)} in both, ${countText(each.onlyInA)} only in A, ${countText(each.onlyInB)} only in B`;
  const names = (sets: readonly (readonly string[])[]) =>
    sets.map((set) => (set.length === 0 ? "none" : set.join("+"))).join(" or ");
  const hashes = (list: readonly string[]) =>
    list.length === 0 ? "none" : list.map((hash) => hash.slice(7, 19)).join(" or ");
  return [
    paragraph(
      `User prompts held constant: ${countText(shared)} in both, ${countText(onlyInA)} only in A, ${countText(onlyInB)} only in B. Of those in both, ${countText(same)} stand in the same surroundings, ${countText(otherSystemPrompts)} have other system prompts, ${countText(otherTools)} other tools, ${countText(otherBoth)} both.`,
      columns,
    ),
    both("system prompts", found.systemPrompts),
    both("tool definitions", found.toolDefinitions),
    ...found.examples
      .slice(0, 5)
      .flatMap(({ userPrompt, a, b }) => [
        "",
        `"${oneLine(userPrompt)}"`,
        `  A: system ${hashes(a.systemPrompts)}; tools ${names(a.toolSets)}`,
        `  B: system ${hashes(b.systemPrompts)}; tools ${names(b.toolSets)}`,
      ]),
  ];
}

/** Ingredients of one environment, or of two and what differs between them, for people. */
export function ingredientsText(
  { a, b, comparison }: MixIngredients,
  columns: number,
  bold: (text: string) => string,
): string {
  return [
    ...environmentText(b === null ? a : { ...a, name: `A: ${a.name}` }, columns, bold),
    ...(b === null ? [] : ["", ...environmentText({ ...b, name: `B: ${b.name}` }, columns, bold)]),
    ...(comparison === null ? [] : ["", ...comparisonText(comparison, columns)]),
  ].join("\n");
}
