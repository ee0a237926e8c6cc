import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../architecture/source-files.js";

/** What the tests read of an entry of package-lock.json. */
export interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

export type LockPackages = Readonly<Record<string, LockEntry>>;

/** The entries of the repository's lockfile by their key, "" being the root. */
export function lockPackages(): LockPackages {
  const lock: { readonly packages: LockPackages } = JSON.parse(
    readFileSync(join(repositoryRoot, "package-lock.json"), "utf8"),
  );
  return lock.packages;
}

/** Where Node would find `name` from the entry `from`: the nearest node_modules upwards that has it. */
export function lockKeyOf(packages: LockPackages, from: string, name: string): string | undefined {
  const folders = from.split(/(?:^|\/)node_modules\//).map((_, depth, parts) => {
    const path = parts.slice(0, parts.length - depth);
    return path.length === 1 ? (path[0] ?? "") : path.join("/node_modules/").replace(/^\//, "");
  });
  return [...folders, ""]
    .map((folder) => (folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`))
    .find((key) => key in packages);
}
