import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** One file of the repository, its path relative to the root with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export const repositoryRoot = fileURLToPath(new URL("../..", import.meta.url));

const passedOver = new Set(["node_modules", "dist", ".git", ".turbo", "coverage", "snapshots", "oracles"]);

/** Every TypeScript and JavaScript source under the given folders, in a fixed order. */
export function sourceFiles(folders: readonly string[]): SourceFile[] {
  return folders
    .flatMap((folder) => filesUnder(join(repositoryRoot, folder)))
    .filter((path) => /\.(ts|tsx|mts|js|mjs|jsx)$/.test(path) && !path.endsWith(".d.ts"))
    .map((path) => ({
      path: relative(repositoryRoot, path).split(sep).join("/"),
      text: readFileSync(path, "utf8"),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return passedOver.has(entry.name) ? [] : filesUnder(join(folder, entry.name));
    return entry.isFile() ? [join(folder, entry.name)] : [];
  });
}

/** Whether a file is a test or serves only tests. */
export function isTestFile(path: string): boolean {
  return /\.(test|slow|bench)\.tsx?$/.test(path) || path.startsWith("tests/") || path.includes("/testing/");
}
