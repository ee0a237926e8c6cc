import { HoldfastError } from "@holdfast/core";

/** Whether a text is meant, and the pieces of it that have names; null where it is not. */
export type Pattern = (text: string) => Readonly<Record<string, string>> | null;

/** `/.../` and flags. */
const EXPRESSION = /^\/(.+)\/([ims]*)$/s;
const PART = /\*\*\/|\*\*|\*|\?|\{[A-Za-z_][A-Za-z0-9_]*\}|[^*?{]+|\{/g;

function globSource(glob: string, isPath: boolean): string {
  const any = isPath ? "[^/]" : "[\\s\\S]";
  const source = (part: string): string => {
    if (part === "**/") return isPath ? "(?:[\\s\\S]*/)?" : "[\\s\\S]*/";
    if (part === "**") return "[\\s\\S]*";
    if (part === "*") return `${any}*`;
    if (part === "?") return any;
    if (/^\{.+\}$/.test(part)) return `(?<${part.slice(1, -1)}>${any}+?)`;
    return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  };
  return (glob.match(PART) ?? []).map(source).join("");
}

/**
 * A pattern as a mapping writes it: a glob, in which `{name}` takes a piece (of a path: between two slashes), or a
 * regular expression between slashes, whose named groups are the pieces. A glob of a path may begin at any folder.
 *
 * @throws HoldfastError `invalid-input` for a regular expression that is none, or a name that is there twice
 */
export function readPattern(text: string, isPath: boolean): Pattern {
  const expression = EXPRESSION.exec(text);
  let compiled: RegExp;
  try {
    compiled =
      expression === null
        ? new RegExp(`${isPath ? "(?:^|/)" : "^"}${globSource(text, isPath)}$`)
        : new RegExp(expression[1] ?? "", expression[2]);
  } catch (cause) {
    throw new HoldfastError({
      code: "invalid-input",
      message: `\`${text}\` is no pattern: ${cause instanceof Error ? cause.message : String(cause)}.`,
      remedy: "Write a glob such as runs/{arm}-s{seed}/*.eval, or a regular expression between slashes.",
      cause,
    });
  }
  return (given) => {
    const found = compiled.exec(given);
    if (found === null) return null;
    const named = Object.entries(found.groups ?? {});
    return Object.fromEntries(named.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  };
}
