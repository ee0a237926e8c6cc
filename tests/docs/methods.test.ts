import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DriverMethodSchema, EFFECT_METHODS, SynthesisMethodSchema } from "@holdfast/core";
import { METHODS, methodById } from "@holdfast/report";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../architecture/source-files.js";

const filesUnder = (folder: string): string[] =>
  readdirSync(join(repositoryRoot, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  );
const sources = (folder: string) =>
  filesUnder(folder)
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !path.includes("/testing/"))
    .map((path) => readFileSync(join(repositoryRoot, path), "utf8"));

/** Ids of estimators that the analysis writes beside a number, and of those that tidy rows do. */
const written = (texts: readonly string[]) =>
  texts.flatMap((text) => [...text.matchAll(/estimator: "([a-z0-9-]+)"/g)].map((match) => match[1] ?? ""));

describe("the list of methods", () => {
  it("names each once, as an anchor", () => {
    const ids = METHODS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
  });

  it.each(METHODS.map((method) => [method.id, method] as const))("says enough of %s", (_, method) => {
    const sentences = method.text.split(/[.?:;](?= |$)/).filter((part) => part.trim() !== "");
    expect(sentences.length).toBeGreaterThanOrEqual(2);
    expect(method.text).toMatch(/[.]$/);
    expect(method.source).toMatch(/^\S.*[^.\s]$/);
  });

  it("knows every way to estimate a lead", () => {
    expect(EFFECT_METHODS.filter(({ name }) => methodById(name) === undefined)).toEqual([]);
  });

  it("knows every way to judge a driver, and to weigh suites", () => {
    const ids = [
      ...DriverMethodSchema.options.map((name) => `drivers-${name}`),
      ...SynthesisMethodSchema.options.map((name) => `suites-${name}`),
    ];
    expect(ids.filter((id) => methodById(id) === undefined)).toEqual([]);
  });

  it("knows every estimator that is written beside a number", () => {
    const ids = written([...sources("packages/analysis/src"), ...sources("packages/core/src")]);
    expect(ids.length).toBeGreaterThan(10);
    expect([...new Set(ids)].filter((id) => id !== "none" && methodById(id) === undefined)).toEqual([]);
  });

  it("knows every method that an exhibit names", () => {
    const ids = sources("packages/report/src/exhibits").flatMap((text) =>
      [...text.matchAll(/methods: \[([^\]]*)\]/g)].flatMap(([, list]) =>
        [...(list ?? "").matchAll(/"([a-z0-9-]+)"/g)].map((match) => match[1] ?? ""),
      ),
    );
    expect(ids.length).toBeGreaterThan(0);
    expect([...new Set(ids)].filter((id) => methodById(id) === undefined)).toEqual([]);
  });
});
