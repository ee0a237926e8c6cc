import { type Analysis, type Claim, type ClaimContrast, conditionKey, formatCondition } from "@holdfast/core";
import type { Cell, Section } from "../document.js";
import type { ReportMatter } from "../report-input.js";
import { durabilitySentence } from "../sentences/durability-sentence.js";
import { effectSentence } from "../sentences/effect-sentence.js";
import { levelSentence } from "../sentences/level-sentence.js";
import type { Subject } from "../subject.js";
import { muted, table, textColumn } from "../table.js";

function contrastText(contrast: ClaimContrast): string {
  const where = `${contrast.arm} on ${contrast.eval}`;
  if (contrast.question === "retention") return `lead of ${where}, ${contrast.from} to ${contrast.to}`;
  const condition = contrast.condition === undefined ? "" : formatCondition(contrast.condition);
  return `${contrast.question} of ${where} after ${contrast.stage}${condition === "" ? "" : `, ${condition}`}`;
}

function findingsFor(subject: Subject, analysis: Analysis, contrast: ClaimContrast): string[] {
  const same = (one: { readonly arm: string; readonly eval: string }) =>
    one.arm === contrast.arm && one.eval === contrast.eval;
  if (contrast.question === "retention")
    return analysis.durability
      .filter((one) => same(one) && one.from.stage === contrast.from && one.to.stage === contrast.to)
      .map((one) => durabilitySentence(subject, one));
  const key = contrast.condition === undefined ? null : conditionKey(contrast.condition);
  const fits = (one: Analysis["effects"][number] | Analysis["levels"][number]) =>
    same(one) && one.moment.stage === contrast.stage && (key === null || conditionKey(one.condition) === key);
  return contrast.question === "lead"
    ? analysis.effects.filter(fits).map((effect) => effectSentence(subject, effect))
    : analysis.levels.filter(fits).map((row) => levelSentence(subject, row));
}

function rowOf(subject: Subject, analysis: Analysis, claim: Claim): Cell[] {
  const { contrast } = claim;
  const found = contrast === null ? [] : findingsFor(subject, analysis, contrast);
  const said: Cell =
    contrast === null
      ? muted("no public number")
      : found.length === 0
        ? muted("awaiting outcomes")
        : { lines: found };
  return [
    {
      lines: [claim.text, muted(claim.source), ...(claim.note === undefined ? [] : [muted(claim.note)])],
    },
    contrast === null ? muted("none") : contrastText(contrast),
    said,
  ];
}

/** Every claim, the contrast that would show it, and what was found. */
export function claimsSection({ analysis, registration, subject }: ReportMatter): Section | null {
  const { claims } = registration.ablation;
  if (claims.length === 0) return null;
  return {
    id: "claims",
    title: "Claims and findings",
    blocks: [
      table(
        "Claims",
        [textColumn("Claim"), textColumn("What would show it"), textColumn("What was found")],
        claims.map((claim) => rowOf(subject, analysis, claim)),
      ),
    ],
  };
}
