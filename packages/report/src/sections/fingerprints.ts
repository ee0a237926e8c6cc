import type { Cell, Section, Text } from "../document.js";
import type { ReportMatter } from "../report-input.js";
import { code, muted, table, textColumn } from "../table.js";

/** What the numbers were computed from, so that they can be computed again. */
export function fingerprintsSection({ analysis, registration }: ReportMatter): Section {
  const items: { term: string; text: Text }[] = [
    { term: "Ablation", text: [registration.identity, " ", code(analysis.ablationFingerprint)] },
    { term: "Inputs", text: code(analysis.inputsFingerprint) },
    { term: "Seed", text: String(analysis.seed) },
    { term: "Format", text: analysis.format },
    {
      term: "Set aside",
      text: analysis.includesExcluded ? "what was set aside takes part" : "what was set aside is left out",
    },
    ...(registration.fingerprint === analysis.ablationFingerprint
      ? []
      : [
          {
            term: "Attention",
            text: [
              "The registered document is ",
              code(registration.fingerprint),
              ": this analysis was made from another revision.",
            ],
          },
        ]),
  ];
  const hashed = registration.ablation.evals.filter((value) => value.contentHash !== undefined);
  const rows = hashed.map((value): Cell[] => [
    value.id,
    value.contentHash === undefined || value.contentHash === "unknown"
      ? muted("unknown")
      : code(value.contentHash),
  ]);
  return {
    id: "fingerprints",
    title: "Fingerprints",
    blocks: [
      { kind: "facts", items },
      ...(rows.length === 0
        ? []
        : [table("Evals by content", [textColumn("Eval"), textColumn("Content")], rows)]),
    ],
  };
}
