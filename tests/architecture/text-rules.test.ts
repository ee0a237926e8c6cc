import { describe, expect, it } from "vitest";
import { sourceFiles } from "./source-files.js";
import { textRules, textViolations } from "./text-rules.js";

const files = sourceFiles(["packages", "apps", "experiments", "tests", "scripts"]);

describe("the rules of house style", () => {
  it("are kept by every file", () => {
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap(textViolations)).toEqual([]);
  });
});

const source = "packages/analysis/src/a.ts";
const test = "packages/analysis/src/a.test.ts";
const broken: readonly (readonly [rule: string, path: string, text: string])[] = [
  ["no-any", source, "const a: any = 1;"],
  ["no-any", source, "const a: any[] = [];"],
  ["no-any", source, "const a = b as any;"],
  ["no-any", source, "const a: Map<string, any> = b;"],
  ["no-any", source, "type A = Promise<any>;"],
  ["no-any", test, "const a = (b: any) => b;"],
  ["no-double-cast", source, "const a = b as unknown as C;"],
  ["no-double-cast", source, "const a = b as never as C;"],
  ["no-silenced-compiler", source, "// @ts-ignore\nconst a = 1;"],
  ["no-silenced-compiler", test, "/* biome-ignore lint: because */ const a = 1;"],
  ["no-expected-error", source, "// @ts-expect-error\nconst a = 1;"],
  ["no-export-star", source, 'export * from "./b.js";'],
  ["no-export-star", source, 'export * as b from "./b.js";'],
  ["no-default-export", source, "export default 1;"],
  ["environment-at-the-edge", source, "const a = process.env.HOME;"],
  ["environment-at-the-edge", "apps/cli/src/main.ts", "const a = parseEnv(process.env);"],
  ["console-at-the-edge", source, "console.log(1);"],
  ["console-at-the-edge", "apps/cli/src/commands/status.ts", "console.error(1);"],
  ["no-clock-chance-or-locale", source, "const a = Date.now();"],
  ["no-clock-chance-or-locale", source, "const a = new Date();"],
  ["no-clock-chance-or-locale", source, "const a = Math.random();"],
  ["no-clock-chance-or-locale", "packages/report/src/a.ts", "names.sort((a, b) => a.localeCompare(b));"],
];

describe("what the rules refuse", () => {
  it.each(broken)("%s in %s: %j", (rule, path, text) => {
    const [violation, ...more] = textViolations({ path, text });
    expect(more).toEqual([]);
    expect(violation).toContain(`${path}:1 breaks ${rule}. `);
  });

  it("has a sample of every rule", () => {
    const sampled = new Set(broken.map(([rule]) => rule));
    expect(textRules.map(({ name }) => name).filter((name) => !sampled.has(name))).toEqual([]);
  });

  it.each([
    [source, 'const a = "any as any: any"; // any: any'],
    [source, "const a = { b: 1, any: 2 }; const c = await Promise.any(d);"],
    [source, "const a = new Date(text);"],
    ["apps/cli/src/env.ts", "export const a = parseEnv(process.env);"],
    ["apps/cli/src/print.ts", "console.log(1);"],
    ["apps/cli/src/main.ts", "console.error(1);"],
    ["scripts/a.mjs", "console.log(process.env.HOME);"],
    ["packages/store/drizzle.config.ts", "export default { url: process.env.URL };"],
    ["packages/api/src/a.ts", "const a = now ?? new Date();"],
    [test, "// @ts-expect-error\nconst a: string = 1;"],
    [source, "/** never `export *`, never @ts nocheck */"],
  ])("but not in %s: %j", (path, text) => {
    expect(textViolations({ path, text })).toEqual([]);
  });

  it("a file of more than 300 lines, unless it is a test, generated, or a list of exports", () => {
    const text = "const a = 1;\n".repeat(301);
    expect(textViolations({ path: source, text })).toEqual([expect.stringContaining("has 301 lines")]);
    expect(textViolations({ path: source, text: text.slice(13) })).toEqual([]);
    expect(textViolations({ path: test, text })).toEqual([]);
    expect(textViolations({ path: "packages/core/src/a.generated.ts", text })).toEqual([]);
    const list = 'export { a } from "./a.js";\n'.repeat(301);
    expect(textViolations({ path: source, text: list })).toEqual([]);
  });

  it.each(["utils", "date-utils", "helpers", "types", "run-manager", "test-helper"])(
    "a file named %s",
    (stem) => {
      expect(textViolations({ path: `packages/core/src/${stem}.ts`, text: "" })).toEqual([
        expect.stringContaining("named after no concept"),
      ]);
    },
  );

  it.each(["registerAblation", "Ablation", "register_ablation"])("a file named %s", (stem) => {
    expect(textViolations({ path: `packages/core/src/${stem}.ts`, text: "" })).toEqual([
      expect.stringContaining("not in kebab-case"),
    ]);
  });

  it.each(["ablation.ts", "ablation.test.ts", "drizzle.config.ts", "vitest.config.ts", "arm-types-table.ts"])(
    "but not a file named %s",
    (name) => {
      expect(textViolations({ path: `packages/core/src/${name}`, text: "" })).toEqual([]);
    },
  );
});
