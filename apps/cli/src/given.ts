import { parseArgs } from "node:util";
import { closest } from "./closest.js";
import type { OptionTable } from "./option.js";
import { UsageError } from "./usage-error.js";

/** What was typed after the name of a command. */
export interface Given {
  readonly positionals: readonly string[];
  /** The value of an option, or undefined. */
  readonly text: (name: string) => string | undefined;
  /** Every value of an option that may be given more than once, in the order in which they were given. */
  readonly texts: (name: string) => readonly string[];
  /** The value of an option that must be there. @throws UsageError */
  readonly required: (name: string) => string;
  readonly flag: (name: string) => boolean;
}

/** `-1` and `-.5` are values; anything else that begins with a dash is the next option, unless it is tied on by `=`. */
const NEGATIVE_NUMBER = /^-\.?\d/;

function looksLikeOption({ value, inlineValue }: { value?: string; inlineValue?: boolean }): boolean {
  return value !== undefined && inlineValue !== true && /^-./.test(value) && !NEGATIVE_NUMBER.test(value);
}

/** Ties negative numbers to their options, where `parseArgs` would take them for options. */
function tied(args: readonly string[]): string[] {
  const done: string[] = [];
  for (const arg of args) {
    const last = done.at(-1);
    if (NEGATIVE_NUMBER.test(arg) && last !== undefined && /^--[^=]+$/.test(last))
      done[done.length - 1] = `${last}=${arg}`;
    else done.push(arg);
  }
  return done;
}

function checkNames(args: readonly string[], table: OptionTable): void {
  const known = Object.keys(table);
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(Object.entries(table).map(([name, { type }]) => [name, { type }])),
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const option = table[token.name];
    const isShort = Object.values(table).some(({ short }) => `-${short}` === token.rawName);
    if (option === undefined && !isShort) {
      const near = closest(token.name, known);
      throw new UsageError(
        `there is no option ${token.rawName}.`,
        near === undefined ? "`--help` lists the options." : `Did you mean --${near}?`,
      );
    }
    if (option?.type === "string" && (token.value === undefined || looksLikeOption(token)))
      throw new UsageError(
        `--${token.name} needs a value.`,
        `Write --${token.name} ${option.value ?? "VALUE"}.`,
      );
    if (option?.type === "boolean" && token.value !== undefined)
      throw new UsageError(`--${token.name} takes no value.`, `Write --${token.name} alone.`);
    const { choices } = option ?? {};
    if (choices !== undefined && token.value !== undefined && !choices.includes(token.value)) {
      const near = closest(token.value, choices);
      throw new UsageError(
        `--${token.name} is one of ${choices.join(", ")}, not ${token.value}.`,
        near === undefined ? "Choose one of them." : `Did you mean ${near}?`,
      );
    }
  }
}

/** Parses what was typed against a table. @throws UsageError naming what was probably meant */
export function parseGiven(typed: readonly string[], table: OptionTable): Given {
  const args = tied(typed);
  checkNames(args, table);
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { type, short, repeats }]) => [
      name,
      {
        type,
        ...(short === undefined ? {} : { short }),
        ...(repeats === true ? { multiple: true } : {}),
      },
    ]),
  );
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const text = (name: string) => {
    const value = values[name];
    return typeof value === "string" ? value : undefined;
  };
  return {
    positionals,
    text,
    texts: (name) => {
      const value = values[name];
      return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
    },
    required: (name) => {
      const value = text(name);
      if (value === undefined || value === "")
        throw new UsageError(
          `--${name} is missing.`,
          `Add --${name} ${table[name]?.value ?? "VALUE"}: ${table[name]?.summary ?? "it is needed"}.`,
        );
      return value;
    },
    flag: (name) => values[name] === true,
  };
}
