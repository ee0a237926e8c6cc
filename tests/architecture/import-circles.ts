import { dirname, join } from "node:path/posix";
import { importsOf } from "./imports-of.js";
import type { SourceFile } from "./source-files.js";

const endings = ["", ".ts", ".tsx", ".mjs"] as const;

/** The files that each file imports from its own package, types too: whoever reads one has to read the other. */
function neighboursIn(files: readonly SourceFile[]): ReadonlyMap<string, readonly string[]> {
  const known = new Set(files.map(({ path }) => path));
  const found = (from: string, specifier: string) => {
    const target = join(dirname(from), specifier).replace(/\.js$/, "");
    return endings.map((ending) => target + ending).find((path) => known.has(path));
  };
  return new Map(
    files.map(({ path, text }) => [
      path,
      importsOf(text)
        .filter(({ specifier }) => specifier.startsWith("."))
        .map(({ specifier }) => found(path, specifier))
        .filter((target) => target !== undefined),
    ]),
  );
}

/** The files on the shortest way from a file back to itself over what it imports; null where there is none. */
function wayBack(from: string, neighbours: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const cameFrom = new Map<string, string>();
  const open = [from];
  for (const at of open) {
    for (const next of neighbours.get(at) ?? []) {
      if (next === from) {
        const way: string[] = [];
        for (
          let step: string | undefined = at;
          step !== undefined && step !== from;
          step = cameFrom.get(step)
        )
          way.unshift(step);
        return way;
      }
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      open.push(next);
    }
  }
  return null;
}

/** Every shortest circle of files that import each other, once, as `a -> b -> a`. */
export function importCircles(files: readonly SourceFile[]): readonly string[] {
  const neighbours = neighboursIn(files);
  const circles = files.flatMap(({ path }) => {
    const way = wayBack(path, neighbours);
    if (way === null) return [];
    const members = [path, ...way];
    const first = members.indexOf(members.toSorted()[0] ?? path);
    const turned = [...members.slice(first), ...members.slice(0, first)];
    return [[...turned, turned[0]].join(" -> ")];
  });
  return [...new Set(circles)].toSorted();
}
