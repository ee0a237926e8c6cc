import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const conditions = ["holdfast-source", "import", "module", "node", "default"];

const project = (name: string, root: string, extra: Record<string, unknown> = {}) => ({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name,
    root: fileURLToPath(new URL(root, import.meta.url)),
    include: ["**/*.test.{ts,tsx}"],
    exclude: ["**/dist/**", "**/node_modules/**"],
    testTimeout: 30_000,
    ...extra,
  },
});

// With HOLDFAST_TEST_REPORTS (a folder), every run leaves its counts there too: that is how .ci/run adds them up.
const reports = process.env.HOLDFAST_TEST_REPORTS;

export default defineConfig({
  test: {
    ...(reports === undefined
      ? {}
      : {
          reporters: ["default", "json"],
          outputFile: { json: join(reports, `${process.pid}-${Date.now()}.json`) },
        }),
    projects: [
      project("core", "packages/core"),
      project("analysis", "packages/analysis"),
      project("importers", "packages/importers"),
      project("report", "packages/report"),
      project("store", "packages/store"),
      project("api", "packages/api"),
      project("cli", "apps/cli"),
      project("web", "apps/web"),
      project("experiments", "experiments"),
      project("tests", "tests", { testTimeout: 120_000, hookTimeout: 120_000 }),
    ],
  },
});
