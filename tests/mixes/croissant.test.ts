import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MixDiffSchema, MixSchema } from "@holdfast/core";
import { croissantFaults } from "@holdfast/importers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WITH_CROISSANT } from "../python/pythons.js";
import { runMix } from "./run-mix.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-croissant-"));
  writeFileSync(join(folder, "advice.jsonl"), '{"text": "Be honest."}\n{"text": "Be kind."}\n');
  writeFileSync(join(folder, "mix.json"), JSON.stringify({ components: [DECLARED] }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...words: string[]) => runMix(folder, words);
const DECLARED = {
  dataset: "tulu",
  kind: "generic",
  tokens: 93,
  rows: 5,
  epochs: 2,
  contentHash: `sha256:${"a".repeat(64)}`,
  source: "https://example.org/tulu",
  licence: "odc-by",
  generator: "some-model",
  filters: ["no refusals"],
  rewriteSteps: ["shorter", "kinder"],
  quality: { medianTokens: 12 },
  note: "subset",
};
const ABOUT = [
  ...["--croissant", "--dataset", "advice-mix", "--description", "Advice and chats", "--creator", "A lab"],
  ...["--licence", "https://creativecommons.org/licenses/by/4.0/", "--page", "https://example.org/mix"],
  ...["--published", "2026-01-31"],
];

async function exported(): Promise<Record<string, unknown>> {
  await run("measure", "advice.jsonl", "--kind", "principles", "--out", "advice.json");
  const { code, stderr } = await run(
    "export",
    "advice.json",
    "mix.json",
    ...ABOUT,
    "--out",
    "mix.croissant.json",
  );
  if (code !== 0) throw new Error(stderr);
  const document: unknown = JSON.parse(readFileSync(join(folder, "mix.croissant.json"), "utf8"));
  if (typeof document !== "object" || document === null) throw new Error("no document");
  return Object.fromEntries(Object.entries(document));
}

describe("Croissant", () => {
  it("is written with tokens, weights and the SHA-256 of files, and read back as it was", async () => {
    const document = await exported();
    expect(document).toMatchObject({
      "@type": "sc:Dataset",
      conformsTo: "http://mlcommons.org/croissant/1.1",
      name: "advice-mix",
      datePublished: "2026-01-31",
      "prov:wasDerivedFrom": [{ "@id": "https://example.org/tulu" }],
      distribution: [
        {
          "@type": "cr:FileObject",
          contentUrl: "advice.jsonl",
          contentSize: "44 B",
          // printf '{"text": "Be honest."}\n{"text": "Be kind."}\n' | sha256sum
          sha256: "b5e10ae122e283eb4f87fe717f2aede733ebc2c3941b1e629e2b45e366ab5c13",
        },
      ],
    });
    const { stdout } = await run("import", "mix.croissant.json", "--json");
    const { components } = MixSchema.parse(JSON.parse(stdout));
    const measured: unknown = JSON.parse(readFileSync(join(folder, "advice.json"), "utf8"));
    const weights = components.map(({ weight }) => weight ?? 0);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(components[1]).toEqual({ ...DECLARED, weight: weights[1] });
    const { weight, ...first } = components[0] ?? {};
    expect(weight).toBeGreaterThan(0);
    expect(measured).toMatchObject({ component: first });
    const diff = await run("diff", "mix.croissant.json", "mix.json", "--json");
    expect(MixDiffSchema.parse(JSON.parse(diff.stdout)).components.map(({ change }) => change)).toEqual([
      "removed",
      "resized",
    ]);
  });

  it("of others is one component, of which nobody has counted tokens", async () => {
    writeFileSync(
      join(folder, "other.json"),
      JSON.stringify({
        "@context": { "@vocab": "https://schema.org/" },
        "@type": ["sc:Dataset"],
        "dct:conformsTo": "http://mlcommons.org/croissant/1.0",
        name: "someones-set",
        description: "A set",
        license: ["https://spdx.org/licenses/MIT.html"],
        url: "https://example.org/set",
        creator: { "@type": "Person", name: "Someone" },
        datePublished: "2025-05-05",
        distribution: [
          {
            "@type": "cr:FileSet",
            "@id": "parquet",
            includes: "*.parquet",
            encodingFormat: "application/x-parquet",
          },
        ],
      }),
    );
    const { stdout } = await run("import", "other.json", "--kind", "stories", "--json");
    expect(MixSchema.parse(JSON.parse(stdout)).components).toEqual([
      {
        dataset: "someones-set",
        kind: "stories",
        tokens: "unknown",
        rows: "unknown",
        contentHash: "unknown",
        source: "https://example.org/set",
        licence: "https://spdx.org/licenses/MIT.html",
        note: "A set",
      },
    ]);
  });

  it("says what is missing, of what is read and of what is to be written", async () => {
    const { stderr } = await run("export", "mix.json", "--croissant", "--dataset", "x", "--creator", "y");
    expect(stderr).toContain(
      "Croissant requires what nobody said: --description, --licence, --page, --published.",
    );
    writeFileSync(join(folder, "bad.json"), JSON.stringify({ "@type": "sc:Dataset", name: "x" }));
    expect((await run("import", "bad.json")).stderr).toContain("bad.json: `@context` is missing.");
    writeFileSync(join(folder, "worse.json"), "{");
    expect((await run("import", "worse.json")).stderr).toContain("worse.json: this is not JSON.");
    const document = await exported();
    expect(croissantFaults(document)).toEqual([]);
    for (const key of [
      "@context",
      "@type",
      "conformsTo",
      "name",
      "description",
      "license",
      "url",
      "creator",
      "datePublished",
    ])
      expect(croissantFaults({ ...document, [key]: undefined })).toHaveLength(1);
    expect(
      croissantFaults({ ...document, distribution: [{ "@type": "cr:FileObject", "@id": "a" }] }),
    ).toEqual([
      "`distribution.0.contentUrl` is missing.",
      "`distribution.0.encodingFormat` is missing.",
      "`distribution.0.sha256` is missing.",
    ]);
  });

  it("that is measured stands for the files beside it, and says where they are not what it describes", async () => {
    const document = await exported();
    const measured = await run("measure", "mix.croissant.json", "--json");
    expect(JSON.parse(measured.stdout)).toMatchObject({
      component: { dataset: "mix", rows: 2 },
      measured: { files: [{ file: "advice.jsonl", rows: 2 }] },
    });
    const stderrOf = async (name: string, distribution: readonly Record<string, unknown>[]) => {
      const files = distribution.map((node) => ({ "@type": "cr:FileObject", "@id": "a", ...node }));
      writeFileSync(join(folder, name), JSON.stringify({ ...document, distribution: files }));
      const { code, stderr } = await run("measure", name);
      return `${code} ${stderr}`;
    };
    expect(await stderrOf("other.json", [{ contentUrl: "advice.jsonl", sha256: "0".repeat(64) }])).toMatch(
      /^3 .*other.json: `advice.jsonl` has another SHA-256 than it says/,
    );
    expect(await stderrOf("gone.json", [{ contentUrl: "gone.jsonl" }])).toMatch(
      /^3 .*gone.json: `gone.jsonl` is no file beside it/,
    );
    for (const contentUrl of ["https://example.org/a.jsonl", "../advice.jsonl", "/etc/hostname"])
      expect(await stderrOf("far.json", [{ contentUrl }])).toContain(
        `describes data that do not lie beside it: ${contentUrl}. Fetch the data`,
      );
    expect(await stderrOf("none.json", [])).toContain(
      "none.json: this document of Croissant names no files.",
    );
    symlinkSync("/etc/hostname", join(folder, "link.jsonl"));
    expect(await stderrOf("link.json", [{ contentUrl: "link.jsonl" }])).toContain(
      "is a link out of its folder",
    );
  });

  it("beside data in a folder is passed over", async () => {
    const document = await exported();
    mkdirSync(join(folder, "set"));
    writeFileSync(join(folder, "set/croissant.json"), JSON.stringify(document));
    writeFileSync(join(folder, "set/advice.jsonl"), '{"text": "Be honest."}\n');
    const { code, stdout, stderr } = await run("measure", "set", "--json");
    expect([code, JSON.parse(stdout).measured.rows]).toEqual([0, 1]);
    expect(stderr).toContain("passed over, no rows: set/croissant.json");
  });

  const { name, program } = WITH_CROISSANT;
  it.skipIf(program === null)(`is accepted by mlcroissant: ${name}`, async () => {
    await exported();
    const script = [
      "import mlcroissant, sys, json",
      "set = mlcroissant.Dataset(jsonld=sys.argv[1])",
      "issues = set.metadata.issues",
      "files = [[f.id, f.sha256] for f in set.metadata.distribution]",
      "print(json.dumps({'name': set.metadata.name, 'errors': list(issues.errors), 'files': files}))",
    ].join("\n");
    const { stdout, stderr } = spawnSync(program ?? "", ["-c", script, join(folder, "mix.croissant.json")], {
      encoding: "utf8",
    });
    if (stdout === "") throw new Error(stderr);
    expect(JSON.parse(stdout)).toEqual({
      name: "advice-mix",
      errors: [],
      files: [["advice.jsonl", "b5e10ae122e283eb4f87fe717f2aede733ebc2c3941b1e629e2b45e366ab5c13"]],
    });
  });
});
