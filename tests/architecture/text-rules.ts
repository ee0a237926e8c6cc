import { blankText, lineOf } from "./blank-text.js";
import { isTestFile, type SourceFile } from "./source-files.js";

/** A rule that a source breaks wherever a pattern is found in it. */
export interface TextRule {
  readonly name: string;
  readonly pattern: RegExp;
  /** Which part of the text is searched: what runs, or the comments. */
  readonly in: "bare" | "comments";
  readonly appliesTo: (path: string) => boolean;
  readonly advice: string;
}

const everywhere = () => true;
const outsideTests = (path: string) => !isTestFile(path);
const isScript = (path: string) =>
  path.startsWith("scripts/") || path.includes("/scripts/") || path.includes("/bin/");
const isToolConfig = (path: string) => /\.config\.[cm]?[jt]s$/.test(path);
const isPureRoom = (path: string) =>
  /^packages\/(core|analysis|report)\/src\//.test(path) && outsideTests(path);

/** The rules, one reason each. */
export const textRules: readonly TextRule[] = [
  {
    name: "no-any",
    pattern: /(?:[:<,|&]|\bas|=>)\s*any\b(?!\s*[:(])/g,
    in: "bare",
    appliesTo: everywhere,
    advice: "`any` switches the compiler off: take `unknown` and parse it with a schema of core.",
  },
  {
    name: "no-double-cast",
    pattern: /\bas\s+(?:unknown|never)\s+as\b/g,
    in: "bare",
    appliesTo: everywhere,
    advice:
      "A cast through unknown is a claim nobody checks: parse the value, or give the function the type it needs.",
  },
  {
    name: "no-silenced-compiler",
    pattern: /@ts-(?:ignore|nocheck)|\bbiome-ignore|\beslint-disable/g,
    in: "comments",
    appliesTo: everywhere,
    advice: "Repair what the tool found instead of silencing it.",
  },
  {
    name: "no-expected-error",
    pattern: /@ts-expect-error/g,
    in: "comments",
    appliesTo: outsideTests,
    advice: "Only a test of types may expect the compiler to refuse.",
  },
  {
    name: "no-export-star",
    pattern: /\bexport\s*\*/g,
    in: "bare",
    appliesTo: everywhere,
    advice: "Name what the room offers, so that its entrance can be read.",
  },
  {
    name: "no-default-export",
    pattern: /\bexport\s+default\b/g,
    in: "bare",
    appliesTo: (path) => !isToolConfig(path),
    advice: "Export by name: the file is called after its export.",
  },
  {
    name: "environment-at-the-edge",
    pattern: /\bprocess\s*\.\s*env\b/g,
    in: "bare",
    appliesTo: (path) =>
      outsideTests(path) && !isScript(path) && !isToolConfig(path) && !path.endsWith("/env.ts"),
    advice:
      "Parse the environment in the app's env.ts, call that in main, and pass the value on as an argument.",
  },
  {
    name: "console-at-the-edge",
    pattern: /\bconsole\s*\.\s*\w+/g,
    in: "bare",
    appliesTo: (path) =>
      outsideTests(path) && !isScript(path) && !/^apps\/\w+\/src\/(?:print|main)\.tsx?$/.test(path),
    advice: "Return a value or throw a HoldfastError; apps/cli/src/print.ts is what speaks.",
  },
  {
    name: "no-clock-chance-or-locale",
    pattern:
      /\bDate\s*\.\s*now\b|\bnew\s+Date\s*\(\s*\)|\bMath\s*\.\s*random\b|\.toLocale\w*\(|\bIntl\b|\.localeCompare\(/g,
    in: "bare",
    appliesTo: isPureRoom,
    advice: "Same inputs, same bytes: take the time or the generator as an argument, and order by bytes.",
  },
];

const longestFile = 300;
/** A list of a package's exports grows with its nouns and holds no code, so that it may be longer. */
const isListOfExports = (text: string) =>
  /^export \{/m.test(text) && !/^(?:const|function|class|import)\b/m.test(text);
const sackName = /(?:^|[-.])(?:utils?|helpers?|types?|managers?)$/;

/** Every rule of house style that the file breaks, each with where and what to do instead. */
export function textViolations({ path, text }: SourceFile): string[] {
  const blanked = blankText(text);
  const found = textRules
    .filter((rule) => rule.appliesTo(path))
    .flatMap((rule) =>
      Array.from(blanked[rule.in].matchAll(rule.pattern)).map(
        (match) => `${path}:${lineOf(text, match.index)} breaks ${rule.name}. ${rule.advice}`,
      ),
    );
  return [...found, ...lengthViolation(path, text), ...nameViolation(path)];
}

function lengthViolation(path: string, text: string): string[] {
  const lines = text.replace(/\n$/, "").split("\n").length;
  if (lines <= longestFile || isListOfExports(text) || isTestFile(path) || /\.generated\.[jt]s$/.test(path))
    return [];
  return [
    `${path} has ${lines} lines; a file holds one concept in at most ${longestFile}. Move a concept to a file named after it.`,
  ];
}

function nameViolation(path: string): string[] {
  const stem = (path.split("/").at(-1) ?? "").replace(/(?:\.test|\.slow)?\.[cm]?[jt]sx?$/, "");
  if (sackName.test(stem)) {
    return [`${path} is named after no concept. Name the file after what it exports.`];
  }
  if (!/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(stem)) {
    return [
      `${path} is not in kebab-case. Name the file after its export: registerAblation is register-ablation.ts.`,
    ];
  }
  return [];
}
