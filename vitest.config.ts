import { defineConfig } from "vitest/config";

const conditions = ["holdfast-source", "import", "module", "node", "default"];

const project = (name: string, root: string, extra: Record<string, unknown> = {}) => ({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { name, root, include: ["**/*.test.{ts,tsx}"], exclude: ["**/dist/**", "**/node_modules/**"], testTimeout: 30_000, ...extra },
});

export default defineConfig({
  test: {
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
