// Completes package-lock.json, so that `npm ci` accepts it on every platform and under every npm.
//
// npm writes what it saw on one platform: packages of other platforms, what those need in turn, and which C
// library they are built for can be absent. `npm ci` then refuses the file, or installs two builds of one tool.
//
//   node scripts/complete-lockfile.mjs           fill in what is missing (asks the registry)
//   node scripts/complete-lockfile.mjs --check   say what is missing, change nothing, exit 1 when anything is
//
// Another file may be named as the last argument.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const arguments_ = process.argv.slice(2);
const onlyCheck = arguments_.includes("--check");
const lockPath = arguments_.find((argument) => !argument.startsWith("--")) ?? "package-lock.json";

/** The lock key at which Node would find `name` when `from` requires it, or undefined. */
function locate(packages, from, name) {
  for (
    let at = from;
    ;
    at = at.includes("/node_modules/") ? at.slice(0, at.lastIndexOf("/node_modules/")) : ""
  ) {
    const key = at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (key in packages) return key;
    if (at === "") return undefined;
  }
}

/** Every [name, range, optional] that must be in the lock for this entry to install. */
function needsOf(entry) {
  const peers = Object.entries(entry.peerDependencies ?? {}).filter(
    ([name]) => entry.peerDependenciesMeta?.[name]?.optional !== true,
  );
  return [
    ...Object.entries(entry.dependencies ?? {}).map(([name, range]) => [name, range, false]),
    ...Object.entries(entry.optionalDependencies ?? {}).map(([name, range]) => [name, range, true]),
    ...peers.map(([name, range]) => [name, range, false]),
  ];
}

function missingFrom(packages) {
  return Object.entries(packages).flatMap(([from, entry]) =>
    entry.link === true
      ? []
      : needsOf(entry)
          .filter(([name]) => locate(packages, from, name) === undefined)
          .map(([name, range, optional]) => ({ from, name, range, optional })),
  );
}

/** Linux packages that come in a glibc and a musl build, where the lock does not say which this one is. */
function withoutLibc(packages) {
  return Object.entries(packages).flatMap(([from, entry]) => {
    const names = Object.keys(entry.optionalDependencies ?? {});
    if (!names.some((name) => name.endsWith("-musl"))) return [];
    return names
      .map((name) => ({ name, key: locate(packages, from, name) }))
      .filter(
        ({ key }) =>
          key !== undefined && packages[key].os?.includes("linux") && packages[key].libc === undefined,
      )
      .filter(({ name }) => !name.includes("gnueabihf") && !name.includes("musleabihf"));
  });
}

const byVersion = (a, b) => a.version.localeCompare(b.version, "en", { numeric: true });

/** The newest manifest that answers `range`: an override of the root wins, an alias (`npm:other@1`) is followed. */
function manifestOf(name, asked) {
  const range = overrides[name] ?? asked;
  const target = range.startsWith("npm:") ? range.slice("npm:".length) : `${name}@${range}`;
  const npm = process.env.npm_execpath;
  const view = ["view", target, "--json"];
  const { status, stdout, stderr } =
    npm === undefined
      ? spawnSync("npm", view, { encoding: "utf8", shell: process.platform === "win32" })
      : spawnSync(process.execPath, [npm, ...view], { encoding: "utf8" });
  if (status !== 0 || stdout.trim() === "") {
    console.error(
      `The registry has no ${target} (${stderr.split("\n").find((line) => line.includes("error")) ?? "no answer"}).\n` +
        "Pin the package that asks for it, in the root package.json, to a version whose platform packages all exist.",
    );
    process.exit(1);
  }
  const answer = JSON.parse(stdout);
  return Array.isArray(answer) ? answer.sort(byVersion).at(-1) : answer;
}

/** The lock entry npm would have written for a manifest. */
function entryFrom(name, manifest, { dev, optional }) {
  const copied = ["cpu", "libc", "license", "os", "bin", "engines"];
  const needed = ["dependencies", "optionalDependencies", "peerDependencies", "peerDependenciesMeta"];
  const alias = manifest.name === name ? {} : { name: manifest.name };
  const entry = { ...alias, version: manifest.version, integrity: manifest.dist.integrity };
  if (dev) entry.dev = true;
  if (optional) entry.optional = true;
  for (const field of [...copied, ...needed]) {
    if (manifest[field] !== undefined) entry[field] = manifest[field];
  }
  return entry;
}

const lock = JSON.parse(readFileSync(lockPath, "utf8"));
const { overrides = {} } = JSON.parse(readFileSync(join(dirname(lockPath), "package.json"), "utf8"));
const packages = lock.packages;
const said = [];

for (const [key, entry] of Object.entries(packages)) {
  if (typeof entry.resolved === "string" && /^https?:/.test(entry.resolved)) {
    said.push(`${key}: names a registry address`);
    delete entry.resolved;
  }
}

if (onlyCheck) {
  said.push(
    ...missingFrom(packages).map(({ from, name, range }) => `${from || "the root"}: lacks ${name}@${range}`),
  );
  said.push(...withoutLibc(packages).map(({ name }) => `${name}: does not say for which C library`));
} else {
  for (let missing = missingFrom(packages); missing.length > 0; missing = missingFrom(packages)) {
    const exactFirst = missing.find(({ range }) => /^\d/.test(range)) ?? missing[0];
    const { from, name, range, optional } = exactFirst;
    const asker = packages[from];
    const manifest = manifestOf(name, range);
    packages[`node_modules/${name}`] = entryFrom(name, manifest, {
      dev: asker.dev === true,
      optional: optional || asker.optional === true,
    });
    said.push(`added ${name}@${manifest.version}, which ${from || "the root"} asks for`);
  }
  for (const { name, key } of withoutLibc(packages)) {
    const { libc } = manifestOf(name, packages[key].version);
    if (libc === undefined) continue;
    packages[key].libc = libc;
    said.push(`${name}: built for ${libc.join(", ")}`);
  }
  lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, "en")));
  if (said.length > 0) writeFileSync(lockPath, `${JSON.stringify(lock, null, 2)}\n`);
}

for (const line of said) console.log(line);
if (said.length === 0) console.log(`${lockPath} is complete: ${Object.keys(packages).length} entries.`);
if (onlyCheck && said.length > 0) {
  console.log("Complete it with: npm run lockfile:complete");
  process.exitCode = 1;
}
