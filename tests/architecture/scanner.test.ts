import { describe, expect, it } from "vitest";
import { blankText } from "./blank-text.js";
import { importsOf } from "./imports-of.js";

const specifiers = (text: string) => importsOf(text).map(({ specifier, when }) => `${when} ${specifier}`);

describe("importsOf", () => {
  it.each([
    [`import { a } from "one";`, ["static one"]],
    [`import "one";`, ["static one"]],
    [`import * as one from 'one';`, ["static one"]],
    [`import one, { two } from "one";`, ["static one"]],
    [`import {\n  a,\n  type B,\n} from "one";`, ["static one"]],
    [`import { type A } from "one";`, ["static one"]],
    [`import type { A } from "one";`, ["type one"]],
    [`import type A from "one";`, ["type one"]],
    [`import type from "one";`, ["static one"]],
    [`export { a } from "one";`, ["static one"]],
    [`export * from "one";`, ["static one"]],
    [`export type { A } from "one";`, ["type one"]],
    [`const one = await import("one");`, ["dynamic one"]],
    [`type One = typeof import("one");`, ["type one"]],
    [`const one = require("one");`, ["static one"]],
    [`const requireHere = createRequire(import.meta.url); requireHere("one");`, ["static one"]],
    [`const one = createRequire(import.meta.url)("one");`, ["static one"]],
    [`import { a } from "one"; import { b } from "two";`, ["static one", "static two"]],
  ])("reads %j", (text, expected) => {
    expect(specifiers(text)).toEqual(expected);
  });

  it.each([
    [`// import { a } from "one";`],
    [`/* import { a } from "one"; */`],
    [`/** @example import { a } from "one"; */`],
    ["const text = `import { a } from 'one';`;"],
    [`const text = 'import "one"';`],
    [`const important = { from: "one" };`],
    [`requireField("one"); required("one");`],
  ])("passes over %j", (text) => {
    expect(specifiers(text)).toEqual([]);
  });

  it("gives the line of the statement", () => {
    expect(importsOf(`\n/* a\n comment */\nimport { a } from "one";`)[0]?.line).toBe(4);
  });

  it("finds what follows a template with code in it, a regular expression and an apostrophe in a comment", () => {
    const text = [
      `const a = \`one \${two({ three: \`four\` })} five\`;`,
      "const b = /[/\"'`]/g.test(a); // don't",
      'import { c } from "six";',
    ].join("\n");
    expect(specifiers(text)).toEqual(["static six"]);
  });
});

describe("blankText", () => {
  it("keeps every offset", () => {
    const text = `const a = 'x'; // y\nconst 😀 = \`z\${a}\`; /* w */\n`;
    const { code, bare, comments } = blankText(text);
    expect([code, bare, comments].map(({ length }) => length)).toEqual(Array(3).fill(text.length));
    expect(bare.indexOf("const", 5)).toBe(text.indexOf("const", 5));
  });

  it("tells code, literals and comments apart", () => {
    const { bare, comments } = blankText(`run(\`a \${inside} b\`, 'c', /d/); // e`);
    expect(bare.replace(/\s+/g, " ").trim()).toBe(`run(\` \${inside} \`, ' ', / /);`);
    expect(comments.trim()).toBe("// e");
  });

  it("takes a division for what it is", () => {
    expect(blankText("const a = b / c; const d = e / f;").bare).toBe("const a = b / c; const d = e / f;");
  });
});
