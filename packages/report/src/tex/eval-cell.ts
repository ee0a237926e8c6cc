import type { Cell } from "../document.js";

/** An eval with what tells it apart, in one cell. */
export function evalCell(id: string, context: string): Cell {
  return context === "" ? id : `${id} (${context})`;
}
