import type { TidyRow } from "@holdfast/core";
import type { Block, Inline, Section, Text } from "../document.js";
import type { Method, MethodGroup } from "../methods/method.js";
import { METHOD_GROUPS, methodAnchor } from "../methods/methods.js";
import { usedMethods } from "../methods/used-methods.js";
import type { ReportMatter } from "../report-input.js";
import { code, muted, paragraph } from "../table.js";

function linkedIn(text: Text): string[] {
  const inlines: readonly Inline[] = typeof text === "string" || "kind" in text ? [text] : text;
  return inlines.flatMap((inline) =>
    typeof inline !== "string" && inline.kind === "link" && inline.href.startsWith("#method-")
      ? [inline.href.slice("#method-".length)]
      : [],
  );
}

/** Methods that other sections point to. */
function pointedTo(sections: readonly Section[]): string[] {
  return sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === "paragraph" ? linkedIn(block.text) : [])),
  );
}

function itemOf({ id, title, text, source }: Method) {
  return { id: methodAnchor(id), term: title, text: [text, " ", muted(`${source}. `), code(id)] };
}

function groupBlocks({ title, methods }: MethodGroup, used: ReadonlySet<string>): Block[] {
  const own = methods.filter(({ id }) => used.has(id));
  return own.length === 0
    ? []
    : [
        { kind: "subheading", text: title },
        { kind: "facts", items: own.map(itemOf) },
      ];
}

/** How the numbers of this report were made, with sources: only what was used. */
export function methodsSection(
  { analysis, registration }: ReportMatter,
  rows: readonly TidyRow[],
  others: readonly Section[],
): Section {
  const used = new Set([...usedMethods(analysis, rows), ...pointedTo(others)]);
  const blocks = METHOD_GROUPS.flatMap((group) => groupBlocks(group, used));
  const principle =
    registration.ablation.design === "observational"
      ? []
      : [
          paragraph(
            "The training run is the unit of every claim about an arm. A lead is arm minus control at the same checkpoint, on the same eval, metric, condition and judge. What could not be estimated is said to be so, never filled in.",
          ),
        ];
  return {
    id: "methods",
    title: "Methods",
    blocks: blocks.length === 0 ? [paragraph("No number was estimated.")] : [...principle, ...blocks],
  };
}
