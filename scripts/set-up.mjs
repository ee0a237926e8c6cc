// Makes sure that what package-lock.json asks for is installed, and says one line when it is not.
// Uses nothing but Node, because on a fresh clone there is nothing else.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const stampPath = join(root, "node_modules", ".holdfast-set-up");
const oldestNode = [20, 19];

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
  console.error(`Holdfast needs Node ${oldestNode.join(".")} or newer; this is ${process.versions.node}.`);
  console.error("Install a newer Node (nodejs.org, or your version manager) and run the command again.");
  process.exit(1);
}

const reason = whyStale();
if (reason !== undefined) install(reason);

/** Why node_modules cannot be used as it is, or undefined when it can. */
function whyStale() {
  if (!existsSync(join(root, "node_modules"))) return "node_modules is missing";
  const stamp = stampOf();
  if (existsSync(stampPath) && readFileSync(stampPath, "utf8") === stamp) return undefined;
  const difference = differenceFromInstalled();
  if (difference === undefined) writeFileSync(stampPath, stamp);
  return difference;
}

/** Fingerprint of everything that decides what `npm ci` would install here. */
function stampOf() {
  const manifest = readJson("package.json");
  const asked = ["workspaces", "dependencies", "devDependencies", "overrides"].map(
    (field) => manifest[field],
  );
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .update(JSON.stringify([asked, process.platform, process.arch]))
    .digest("hex");
}

/** The first way in which npm's own record of what it installed departs from the lockfile. */
function differenceFromInstalled() {
  const recordPath = join("node_modules", ".package-lock.json");
  if (!existsSync(join(root, recordPath))) return "node_modules is not the work of a finished install";
  const installed = readJson(recordPath).packages;
  for (const [key, wanted] of Object.entries(readJson("package-lock.json").packages)) {
    if (key === "") continue;
    const found = installed[key];
    if (found === undefined && !isForThisMachine(wanted)) continue;
    if (found === undefined) return `node_modules is out of date: ${key} is missing`;
    if (found.version !== wanted.version || found.integrity !== wanted.integrity) {
      return `node_modules is out of date: ${key} should be ${wanted.version}`;
    }
  }
  return undefined;
}

/** Whether an install on this machine would have fetched the entry; a C library's build is left for npm to choose. */
function isForThisMachine(entry) {
  if (entry.optional !== true) return true;
  if (entry.os === undefined || entry.libc !== undefined) return false;
  return entry.os.includes(process.platform) && (entry.cpu === undefined || entry.cpu.includes(process.arch));
}

function install(why) {
  console.error(`Installing from package-lock.json, because ${why} (about half a minute).`);
  const npm = process.env.npm_execpath;
  const command = [
    "ci",
    "--include=dev",
    "--include=optional",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const options = { cwd: root, stdio: ["ignore", "ignore", "inherit"] };
  const { status, error } =
    npm !== undefined && /npm-cli\.[cm]?js$/.test(npm)
      ? spawnSync(process.execPath, [npm, ...command], options)
      : spawnSync("npm", command, { ...options, shell: process.platform === "win32" });
  if (error !== undefined || status !== 0) {
    console.error(`The install did not finish${error === undefined ? "" : `: ${error.message}`}.`);
    console.error("Look at the lines above; when the network is back, run the same command again.");
    process.exit(status || 1);
  }
  writeFileSync(stampPath, stampOf());
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), "utf8"));
}
