import type { RevisionAnswer } from "@holdfast/core";
import type { Cell, Text } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { formatDay } from "../format.js";
import { code, muted, numberColumn, strong, table, textColumn, wideColumn } from "../table.js";
import { isInformed, KNOWN_TEXT } from "./integrity-record.js";

/** Changes that are shown of one revision; the CSV has all of them. */
const MOST_CHANGES = 8;
const MOST_LETTERS = 120;

function clip(text: string | null): string {
  if (text === null) return "(absent)";
  return text.length > MOST_LETTERS ? `${[...text].slice(0, MOST_LETTERS).join("")}…` : text;
}

function changeLines({ revision, changes }: RevisionAnswer): Text[] {
  if (revision === 1) return [muted("the document as it was registered")];
  if (changes.length === 0) return [muted("nothing but how it is written")];
  const lines = changes
    .slice(0, MOST_CHANGES)
    .map(({ key, before, after }): Text => [code(key), `: ${clip(before)} → ${clip(after)}`]);
  const left = changes.length - lines.length;
  return left > 0 ? [...lines, muted(`and ${left} more, which the CSV has`)] : lines;
}

/** The registration and each amendment: who, why, what was known of the results, and what it changed. */
export function amendmentsExhibit(revisions: readonly RevisionAnswer[], areMore: boolean): Exhibit {
  return {
    id: "amendments",
    title: "Registration and amendments",
    figure: null,
    caption: `What was known is read from the record at the moment of each change, never stated by its author.${areMore ? " Only the last of them are shown." : ""}`,
    table: table(
      "Registration and amendments",
      [
        textColumn("Revision"),
        numberColumn("Day"),
        textColumn("What was known"),
        textColumn("By"),
        wideColumn("Why"),
        wideColumn("What changed"),
        textColumn("Fingerprint"),
      ],
      revisions.map((one): Cell[] => [
        String(one.revision),
        formatDay(one.at),
        isInformed(one.known) ? strong(KNOWN_TEXT[one.known]) : KNOWN_TEXT[one.known],
        one.author ?? muted("–"),
        one.reason ?? (one.revision === 1 ? "registered" : muted("–")),
        { lines: changeLines(one) },
        code(one.fingerprint.replace(/^sha256:/, "").slice(0, 12)),
      ]),
    ),
    tidy: {
      columns: ["revision", "at", "known", "author", "reason", "fingerprint", "key", "before", "after"],
      rows: revisions.flatMap((one) => {
        const head = [one.revision, one.at, one.known, one.author, one.reason, one.fingerprint];
        return one.changes.length === 0
          ? [[...head, null, null, null]]
          : one.changes.map(({ key, before, after }) => [...head, key, before, after]);
      }),
    },
    methods: [],
  };
}
