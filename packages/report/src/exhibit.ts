import type { Block, Inline, Text } from "./document.js";
import type { Figure } from "./figures/drawing.js";
import { methodAnchor, methodById } from "./methods/methods.js";

/** A table as data: what a download as CSV holds. Numbers are not rounded; null is what is not there. */
export interface TidyTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

/** A figure with what belongs to it: the same on a page, in a report and as a download. */
export interface Exhibit {
  /** Part of its address and of the ids within its drawing: lower case, digits and hyphens; unique on the page. */
  readonly id: string;
  readonly title: string;
  /** null where there is nothing to draw: the table then says it all. */
  readonly figure: Figure | null;
  /** Which variance the bars show, how many runs stand behind them, how to read it. */
  readonly caption: Text;
  readonly table: Extract<Block, { kind: "table" }>;
  /** The numbers of the table as they are. */
  readonly tidy: TidyTable;
  /** Ids of the methods that made the numbers, as the list of methods knows them. */
  readonly methods: readonly string[];
}

/** The way from the numbers of an exhibit to how they were made; nothing where no method is named. */
function methodNote(ids: readonly string[]): Block[] {
  const links = ids.flatMap((id, index): Inline[] => {
    const method = methodById(id);
    if (method === undefined) return [];
    return [index === 0 ? "" : "; ", { kind: "link", text: method.title, href: `#${methodAnchor(id)}` }];
  });
  return links.length === 0
    ? []
    : [{ kind: "paragraph", text: ["How it was computed: ", ...links, "."], tone: "note" }];
}

/** An exhibit within a report: the figure, its table, and how its numbers were made. */
export function exhibitBlocks({ title, figure, caption, table, methods }: Exhibit): Block[] {
  return [
    ...(figure === null ? [] : [{ kind: "figure" as const, title, caption, svg: figure.svg }]),
    table,
    ...methodNote(methods),
  ];
}
