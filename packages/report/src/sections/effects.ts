import type { Effect } from "@holdfast/core";
import type { Block, Section } from "../document.js";
import { exhibitBlocks } from "../exhibit.js";
import { effectsExhibits } from "../exhibits/effects.js";
import { TARGET_NAMES } from "../exhibits/effects-table.js";
import type { ReportMatter } from "../report-input.js";
import { besideSentences } from "../sentences/effect-sentences.js";
import { listed, paragraph } from "../table.js";
import { familySentence } from "./registered.js";

function reasonsOf(effects: readonly Effect[]): Block[] {
  const reasons = new Map<string, Set<string>>();
  for (const { findings } of effects)
    for (const finding of findings)
      if (finding.status === "not-estimable") {
        const about = reasons.get(finding.reason) ?? new Set<string>();
        reasons.set(finding.reason, about.add(TARGET_NAMES[finding.target]));
      }
  return [...reasons].map(([reason, targets]) =>
    paragraph(`Not estimable for ${listed([...targets])}, because ${reason}.`, "note"),
  );
}

/** The leads: a forest and a table for each moment, and what became of the registered families. */
export function effectsSection(matter: ReportMatter): Section | null {
  const { analysis, registration } = matter;
  if (analysis.effects.length === 0) return null;
  const families = analysis.families.filter(({ question }) => question === "lead").map(familySentence);
  const beside = besideSentences(registration.ablation, analysis);
  return {
    id: "effects",
    title: "Effects",
    blocks: [
      ...(families.length === 0 ? [] : [paragraph(families.join(" "))]),
      ...(beside.length === 0 ? [] : [{ kind: "list" as const, items: beside }]),
      ...effectsExhibits(matter).flatMap((exhibit): Block[] => [
        { kind: "subheading", text: exhibit.title.replace(/^Leads a/, "A") },
        ...exhibitBlocks(exhibit),
      ]),
      ...reasonsOf(analysis.effects),
    ],
  };
}
