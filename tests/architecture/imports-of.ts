import { blankText, lineOf } from "./blank-text.js";

/** One module that a source asks for. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** `static` is loaded with the file, `dynamic` when the call runs, `type` never. */
  readonly when: "static" | "dynamic" | "type";
}

const quoted = `(['"])([^'"\\n]+)\\1`;
const upToFrom = `[^'";()]*?\\bfrom\\s*${quoted}`;
const statements: readonly (readonly [pattern: string, when: Import["when"]])[] = [
  [`\\bimport\\s+type\\s+(?!from\\s*['"])${upToFrom}`, "type"],
  [`\\bimport\\s+(?!type\\s+(?!from\\s*['"])[\\w{*])${upToFrom}`, "static"],
  [`\\bimport\\s*${quoted}`, "static"],
  [`\\bexport\\s+type\\s+[{*]${upToFrom}`, "type"],
  [`\\bexport\\s*[{*]${upToFrom}`, "static"],
  [`\\btypeof\\s+import\\s*\\(\\s*${quoted}`, "type"],
  [`(?<!\\btypeof\\s+)\\bimport\\s*\\(\\s*${quoted}`, "dynamic"],
];

/**
 * Every module named in a source. `import { type A }` counts as loaded: under verbatimModuleSyntax its
 * import stays in the output, only `import type` disappears.
 */
export function importsOf(text: string): Import[] {
  const { code, bare } = blankText(text);
  const required = [`\\b(?:${requireNames(bare).join("|")})\\s*\\(\\s*${quoted}`, "static"] as const;
  return [...statements, required]
    .flatMap(([pattern, when]) =>
      Array.from(code.matchAll(new RegExp(pattern, "g")))
        .filter((match) => /\S/.test(bare[match.index] ?? " "))
        .map((match) => ({ specifier: match[2] ?? "", line: lineOf(text, match.index), when })),
    )
    .sort((a, b) => a.line - b.line);
}

/** `require`, and whatever the source calls the function that createRequire gave it. */
function requireNames(bare: string): string[] {
  const named = Array.from(bare.matchAll(/\b(\w+)\s*=\s*createRequire\s*\(/g), (match) => match[1] ?? "");
  return ["require", "createRequire\\s*\\([^()]*\\)", ...named];
}
