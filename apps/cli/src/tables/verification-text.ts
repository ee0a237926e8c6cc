import type { ChangedNumber, ReportVerification } from "@holdfast/core";
import { paragraph } from "./paragraph.js";
import { type Row, textTable } from "./text-table.js";

/** More changes than these are left to `--json`. */
const MOST_CHANGES = 40;
/** Digits that tell two numbers apart to the eye. */
const DIGITS = 6;
const MOST_NAMES = 6;

function valueText(value: ChangedNumber["before"]): string {
  if (value === null) return "not there";
  if (typeof value !== "number") return String(value);
  return String(Number(value.toPrecision(DIGITS)));
}

/** Before and after, with all digits where the first ones are the same. */
function bothTexts({ before, after }: ChangedNumber): readonly [string, string] {
  const [left, right] = [valueText(before), valueText(after)];
  return left === right ? [String(before), String(after)] : [left, right];
}

/** Changes by finding: the finding as a line, then each of its numbers. */
function changeRows(changes: readonly ChangedNumber[]): Row[] {
  const byFinding = new Map<string, ChangedNumber[]>();
  for (const change of changes) {
    const known = byFinding.get(change.finding);
    if (known === undefined) byFinding.set(change.finding, [change]);
    else known.push(change);
  }
  return [...byFinding].flatMap(([finding, own]): Row[] => {
    const [first] = own;
    const why = first?.why === null || first?.why === undefined ? "" : ` (${first.why})`;
    return [`${finding}${why}`, ...own.map((change) => [`  ${change.number}`, ...bothTexts(change)])];
  });
}

/** Whether an old report still stands: the sentence, then each number that is another one now. */
export function verificationText(verification: ReportVerification, columns: number): string {
  const { sentences, changes, added } = verification;
  const shown = changes.slice(0, MOST_CHANGES);
  const more = changes.length - shown.length;
  const names = added.slice(0, MOST_NAMES).join("; ");
  const others = added.length > MOST_NAMES ? `; and ${added.length - MOST_NAMES} more` : "";
  return [
    ...sentences.map((sentence) => paragraph(sentence, columns)),
    ...(shown.length === 0
      ? []
      : [
          "",
          textTable(
            [
              { heading: "number", least: 20 },
              { heading: "in the file", align: "right" as const, least: 14 },
              { heading: "now", align: "right" as const, least: 14 },
            ],
            changeRows(shown),
            columns,
          ),
        ]),
    ...(more > 0 ? ["", `And ${more} more, with --json.`] : []),
    ...(added.length === 0 ? [] : ["", paragraph(`New since: ${names}${others}.`, columns)]),
  ].join("\n");
}
