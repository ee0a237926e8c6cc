import type { HoldfastError } from "@holdfast/core";

/** How a row says what it holds; two rows of one content have it in common whatever their shape. */
export type RowShape = "chat" | "prompt-completion" | "instruction" | "preference" | "text" | "document";

/** A text of a row and who speaks it. */
export interface TrainingText {
  /** `system`, `user`, `assistant`, `tool`, `reasoning`, `text`, `chosen`, `rejected`, or a role of the file's own. */
  readonly role: string;
  readonly text: string;
}

/** A tool that a row offers, whoever's style it was written in. */
export interface ToolDefinition {
  readonly name: string | null;
  /** Canonical JSON of the definition itself, without a wrapper such as `{"type": "function"}` and without nulls. */
  readonly json: string;
}

/** A tool that a row calls. */
export interface ToolCall {
  readonly name: string | null;
  /** As they were written; canonical JSON where they were not a text. */
  readonly arguments: string;
}

/** What a row of training data holds; its file and line are no part of its content. */
export interface RowContent {
  readonly shape: RowShape;
  /** In their order, system prompts included. */
  readonly texts: readonly TrainingText[];
  /** All that `system` says, joined by blank lines; null where it says nothing. */
  readonly systemPrompt: string | null;
  /** All that `user` says, joined by blank lines; null where it says nothing. */
  readonly userPrompt: string | null;
  readonly toolDefinitions: readonly ToolDefinition[];
  readonly toolCalls: readonly ToolCall[];
  /** Messages that are not of the system; 2 for a prompt with its completion, 1 for a text. */
  readonly turns: number;
  /** Whether the row declares that reasons are written out in it; null where it does not say. */
  readonly hasReasons: boolean | null;
  /** Canonical JSON of what is no text, such as images. */
  readonly otherParts: readonly string[];
}

/** One row of training data and where it was read. */
export interface TrainingRow extends RowContent {
  readonly file: string;
  /** 1-based: the line of JSONL, the element of a JSON list, the row of Parquet, the line where a document begins. */
  readonly line: number;
}

/** How training rows are read. */
export interface RowOptions {
  /** Told of each row that cannot be read, with its place; without it, the first such row refuses the file. */
  readonly leaveOut?: (fault: HoldfastError) => void;
  /** The key of a row (a dotted path) that declares whether reasons are written out; without it, the usual ones. */
  readonly reasonsKey?: string | undefined;
  /** Bytes of JSONL, or row groups of Parquet: lines that begin from `start` and before `end`. Lines are counted from there. */
  readonly range?: { readonly start: number; readonly end: number } | undefined;
}
