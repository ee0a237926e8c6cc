import type { Carried } from "@holdfast/core";

/** A piece of text; a plain string stands for itself. */
export type Inline =
  | string
  | { readonly kind: "strong" | "code" | "muted" | "nowrap"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly href: string }
  | { readonly kind: "badge"; readonly tone: "plain" | "warn"; readonly text: string };

export type Text = Inline | readonly Inline[];

/** A cell of a table: one text, or several lines. */
export type Cell = Text | { readonly lines: readonly Text[] };

export interface Column {
  readonly title: string;
  /** Numbers are set flush right with tabular figures. */
  readonly align: "text" | "number";
  /** Keeps room for a phrase. */
  readonly wide?: boolean;
}

/** Rows under one heading inside a table; a heading of null is none. */
export interface RowGroup {
  readonly heading: string | null;
  readonly rows: readonly (readonly Cell[])[];
}

export type Block =
  | { readonly kind: "paragraph"; readonly text: Text; readonly tone?: "lead" | "note" }
  | { readonly kind: "subheading"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly Text[] }
  | {
      readonly kind: "facts";
      readonly items: readonly {
        readonly term: string;
        readonly text: Text;
        /** Anchor, where something points here. */
        readonly id?: string;
      }[];
    }
  | {
      readonly kind: "table";
      readonly label: string;
      readonly columns: readonly Column[];
      readonly groups: readonly RowGroup[];
    }
  | {
      readonly kind: "figure";
      readonly title: string;
      readonly caption: Text;
      /** One drawing, as finished SVG mark-up. */
      readonly svg: string;
    }
  | { readonly kind: "callout"; readonly title: string; readonly text: Text };

export interface Section {
  /** Anchor within the report. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A report before it is written down as HTML or Markdown: both say the same. */
export interface ReportDocument {
  readonly identity: string;
  /** The numbers and what they rest on, so that the file can be verified later; null where it is no report of one ablation. */
  readonly carried: Carried | null;
  readonly title: string;
  readonly question: string;
  readonly stamps: readonly string[];
  readonly facts: readonly string[];
  readonly sections: readonly Section[];
  readonly colophon: string;
}

/** The inlines of a text, always as a list. */
export function inlinesOf(text: Text): readonly Inline[] {
  return typeof text === "string" || "kind" in text ? [text] : text;
}

/** The lines of a cell. */
export function linesOf(cell: Cell): readonly Text[] {
  return typeof cell === "object" && "lines" in cell ? cell.lines : [cell];
}

/** What a text says, without its mark-up. */
export function plainText(text: Text): string {
  return inlinesOf(text)
    .map((inline) => (typeof inline === "string" ? inline : inline.text))
    .join("");
}
