import { describeError, type EnvironmentIngredients, HoldfastError, type Ingredient } from "@holdfast/core";
import { LeftOutRows } from "../measure/left-out-rows.js";
import { textDigest } from "../measure/row-digest.js";
import { readTrainingRows } from "../rows/read-training-rows.js";
import type { TrainingRow } from "../rows/training-row.js";
import type { TrainingSource } from "../rows/training-source.js";

/** What stands around a user prompt, in all rows that have it. */
export interface PromptSurroundings {
  readonly text: string;
  readonly systemPrompts: Set<string>;
  /** Sets of tools: their hashes in order, joined. */
  readonly toolSets: Set<string>;
}

type Held = { -readonly [key in keyof Ingredient]: Ingredient[key] };

function hashOf(text: string): string {
  return `sha256:${textDigest(text).toString("hex")}`;
}

function commonest(held: ReadonlyMap<string, Held>): Ingredient[] {
  return [...held.values()].sort((a, b) => b.rows - a.rows || (a.hash < b.hash ? -1 : 1));
}

/**
 * Takes system prompts, tool definitions and user prompts out of rows and keeps each once: memory grows with what is
 * distinct.
 */
export class GatheredIngredients {
  readonly #name: string;
  readonly #systemPrompts = new Map<string, Held>();
  readonly #toolDefinitions = new Map<string, Held>();
  readonly #toolSets = new Set<string>();
  readonly #leftOut = new LeftOutRows();
  /** By the hash of the user prompt. */
  readonly prompts = new Map<string, PromptSurroundings>();
  #rows = 0;
  #unused = 0;

  /** @param name what the environment is called */
  constructor(name: string) {
    this.#name = name;
  }

  /** Reads a file; rows that cannot be read are listed. @throws HoldfastError for a damaged file */
  async read(source: TrainingSource, reasonsKey?: string): Promise<void> {
    const leaveOut = (fault: HoldfastError) => {
      const { file = source.file, line, key } = fault.place;
      const why = describeError(new HoldfastError({ ...fault, message: fault.message, place: {} }));
      const place = line === undefined ? file : `${file}:${line}`;
      this.#leftOut.add(why, 1, key === undefined ? place : `${place} ${key}`);
    };
    for await (const row of readTrainingRows(source, { leaveOut, reasonsKey })) this.add(row);
  }

  add(row: TrainingRow): void {
    const { systemPrompt, userPrompt, toolDefinitions, toolCalls } = row;
    this.#rows += 1;
    const place = `${row.file}:${row.line}`;
    const system = systemPrompt === null ? null : this.#hold(this.#systemPrompts, systemPrompt, null, place);
    // a tool that a row offers twice is in one row
    const tools = new Map(toolDefinitions.map(({ json, name }) => [json, name]));
    const hashes = [...tools].map(([json, name]) => this.#hold(this.#toolDefinitions, json, name, place));
    const toolSet = hashes.sort().join(" ");
    this.#toolSets.add(toolSet);
    if (hashes.length > 0 && toolCalls.length === 0) this.#unused += 1;
    if (userPrompt !== null) this.#surround(userPrompt.trim(), system, toolSet);
  }

  #hold(into: Map<string, Held>, text: string, name: string | null, first: string): string {
    const held = into.get(text);
    if (held !== undefined) {
      held.rows += 1;
      return held.hash;
    }
    const hash = hashOf(text);
    into.set(text, { hash, name, rows: 1, first, text });
    return hash;
  }

  #surround(text: string, system: string | null, toolSet: string): void {
    const hash = hashOf(text);
    const held = this.prompts.get(hash) ?? { text, systemPrompts: new Set(), toolSets: new Set() };
    this.prompts.set(hash, held);
    if (system !== null) held.systemPrompts.add(system);
    held.toolSets.add(toolSet);
  }

  /** Names of the tools of a set. */
  toolNames(toolSet: string): string[] {
    const byHash = new Map([...this.#toolDefinitions.values()].map((held) => [held.hash, held.name]));
    return toolSet === "" ? [] : toolSet.split(" ").map((hash) => byHash.get(hash) ?? hash);
  }

  get ingredients(): EnvironmentIngredients {
    return {
      name: this.#name,
      rows: this.#rows,
      userPrompts: this.prompts.size,
      systemPrompts: commonest(this.#systemPrompts),
      toolDefinitions: commonest(this.#toolDefinitions),
      toolSets: this.#toolSets.size,
      rowsWithUnusedTools: this.#unused,
      leftOut: this.#leftOut.list,
    };
  }
}
