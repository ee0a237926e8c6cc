import { builtinModules } from "node:module";
import { importsOf } from "./imports-of.js";
import { type Room, roomOf, rooms } from "./rooms.js";
import { isTestFile, type SourceFile } from "./source-files.js";

/** What a package says that it needs. */
export interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * Where the manifest of a package departs from the import table and from what its sources import.
 *
 * @param path the manifest, relative to the root
 * @param room the room it belongs to (for api: the room whose folder is the package)
 * @param sources the sources of that package
 * @param shared packages that the root manifest provides to all
 */
export function manifestViolations(
  path: string,
  room: Room,
  manifest: Manifest,
  sources: readonly SourceFile[],
  shared: readonly string[],
): string[] {
  const declared = Object.keys(manifest.dependencies ?? {});
  const forTests = [...declared, ...Object.keys(manifest.devDependencies ?? {}), ...shared];
  const used = sources.flatMap(({ path: file, text }) =>
    importsOf(text)
      .filter(({ specifier }) => !specifier.startsWith(".") && !isBuiltin(specifier))
      .map(({ specifier, line, when }) => ({
        file,
        line,
        name: packageName(specifier),
        enough: isTestFile(file) || when === "type" || roomOf(file) === undefined ? forTests : declared,
      })),
  );
  const undeclared = used
    .filter(({ name, enough, file }) => !enough.includes(name) && name !== manifest.name && !isTooling(file))
    .map(
      ({ file, line, name }) =>
        `${file}:${line} imports "${name}", which ${path} does not list as a dependency.`,
    );
  const forbidden = declared
    .filter((name) => name.startsWith("@holdfast/") && !mayDependOn(room, name))
    .map(
      (name) =>
        `${path} depends on ${name}, which the import table keeps from ${room}. ${rooms[room].advice}`,
    );
  // tests depend on every room so that turbo builds all of them first.
  const unused = declared
    .filter((name) => room !== "tests" && !used.some((one) => one.name === name))
    .map((name) => `${path} lists ${name}, which no source of the package imports: remove it.`);
  return [...undeclared, ...forbidden, ...unused];
}

/** A package's own rooms count together: api depends on what its client and its openLocal need as well. */
function mayDependOn(room: Room, name: string): boolean {
  const inside: readonly Room[] = room === "api" ? ["api", "api/client", "api/local"] : [room];
  return inside.some((each) => {
    const { mayImport, mayImportLazily = [] } = rooms[each];
    return [...mayImport, ...mayImportLazily].some((target) =>
      rooms[target].entrances.some((entrance) => packageName(entrance) === name),
    );
  });
}

function packageName(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith("node:") || builtinModules.includes(specifier);
}

function isTooling(path: string): boolean {
  return /\.config\.[cm]?[jt]s$/.test(path) || path.includes("/scripts/");
}
