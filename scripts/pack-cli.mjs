/**
 * Packs the command line as one tarball that installs without this repository:
 *   node scripts/pack-cli.mjs [FOLDER]
 *
 * Everything is bundled but what the manifest below lists; danfojs-node comes with the overrides of the root
 * already applied, since overrides do not travel with a published package. The layout inside mirrors the
 * repository, so that files which are found beside the code (migrations) are found there too.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = resolve(process.argv[2] ?? ".");

const manifestOf = (folder) => JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));

/** What is installed beside the bundle: packages with files of their own (wasm, a compiler) and the driver. */
const OUTSIDE = { "@electric-sql/pglite": "packages/store", postgres: "packages/store", jiti: "apps/cli" };

/** What danfojs-node asks for only when it draws in a browser. */
const NEVER_ASKED_FOR = ["plotly.js-dist-min"];

const stage = mkdtempSync(join(tmpdir(), "holdfast-pack-"));
try {
  const outcome = await build({
    absWorkingDir: root,
    // The program of the answering thread lies where the code that starts it looks: one folder beside its own.
    entryPoints: [
      { in: "apps/cli/src/main.ts", out: "apps/cli/dist/main" },
      { in: "packages/api/src/thread/answer-worker.ts", out: "apps/cli/thread/answer-worker" },
    ],
    outdir: stage,
    chunkNames: "apps/cli/dist/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    conditions: ["holdfast-source"],
    external: [...Object.keys(OUTSIDE), ...NEVER_ASKED_FOR],
    banner: {
      js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
    },
    legalComments: "linked",
    logLevel: "warning",
    metafile: true,
  });
  const { version, description, license, engines } = manifestOf(".");
  const dependencies = Object.fromEntries(
    Object.entries(OUTSIDE).map(([name, folder]) => [name, manifestOf(folder).dependencies[name]]),
  );
  const manifest = {
    name: "holdfast",
    version,
    description,
    license,
    type: "module",
    bin: { holdfast: "apps/cli/bin/holdfast.js" },
    engines,
    dependencies,
  };
  writeFileSync(join(stage, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(stage, "apps/cli/package.json"), `${JSON.stringify({ version, type: "module" })}\n`);
  mkdirSync(join(stage, "apps/cli/bin"), { recursive: true });
  cpSync(join(root, "apps/cli/bin/holdfast.js"), join(stage, "apps/cli/bin/holdfast.js"));
  cpSync(join(root, "migrations"), join(stage, "migrations"), { recursive: true });
  for (const file of ["LICENSE", "README.md"]) cpSync(join(root, file), join(stage, file));
  mkdirSync(target, { recursive: true });
  const packed = execFileSync("npm", ["pack", "--silent", "--pack-destination", target], {
    cwd: stage,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  const bytes = Object.values(outcome.metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
  console.log(`${join(target, packed.trim().split("\n").at(-1))} (${(bytes / 1e6).toFixed(1)} MB of code)`);
} finally {
  rmSync(stage, { recursive: true, force: true });
}
