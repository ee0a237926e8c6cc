// Makes the reference cases again with R and Python and says where a committed number departs from what they give.
// The scripts stand beside their cases; each writes its files into the folder it is run from.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../packages/analysis/oracles/reference/", import.meta.url));
const python = existsSync("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
const programs = { ".R": "Rscript", ".py": python };

let departures = 0;
let compared = 0;
for (const script of readdirSync(folder).sort()) {
  const program = programs[script.slice(script.lastIndexOf("."))];
  if (program === undefined) continue;
  const work = mkdtempSync(join(tmpdir(), "holdfast-references-"));
  copyFileSync(join(folder, script), join(work, script));
  const { status, error, stderr } = spawnSync(program, [script], { cwd: work, encoding: "utf8" });
  if (status !== 0) report(`${script}: ${error?.message ?? stderr.trim().split("\n").at(-1)}`);
  for (const name of readdirSync(work).filter((file) => file.endsWith(".json"))) {
    if (!existsSync(join(folder, name))) report(`${name}: ${script} makes it, and it is not committed`);
    else compareFiles(name, readJson(join(folder, name)), readJson(join(work, name)));
  }
  rmSync(work, { recursive: true, force: true });
}
console.log(`${compared} reference cases made again, ${departures} departures.`);
process.exitCode = departures === 0 && compared > 0 ? 0 : 1;

function compareFiles(name, committed, made) {
  const again = new Map(made.cases.map((one) => [one.id, one]));
  for (const one of committed.cases) {
    compared += 1;
    const other = again.get(one.id);
    if (other === undefined) report(`${name} ${one.id}: the script no longer makes it`);
    else compareValues(`${name} ${one.id}: `, "", one.outputs, other.outputs, one);
  }
}

/** The wider of the case's tolerance and the output's own: iterative tools do not repeat themselves to the last digit. */
function allowed(path, one, size) {
  const named = Object.entries(one.tolerances ?? {})
    .filter(([key]) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`))
    .sort(([a], [b]) => b.length - a.length)[0]?.[1];
  return Math.max(named?.abs ?? 0, Math.max(named?.rel ?? 0, one.rel_tol, 1e-9) * size);
}

function compareValues(place, path, committed, made, one) {
  const said = () => report(`${place}${path}: ${String(committed)}, now ${String(made)}`);
  if (typeof committed === "number" && typeof made === "number") {
    const size = Math.max(Math.abs(committed), Math.abs(made));
    if (Math.abs(committed - made) > allowed(path, one, size) && size > 1e-12) said();
  } else if (
    typeof committed === "object" &&
    committed !== null &&
    typeof made === "object" &&
    made !== null
  ) {
    for (const key of Object.keys(committed))
      compareValues(place, path === "" ? key : `${path}.${key}`, committed[key], made[key], one);
  } else if (committed !== made) said();
}

function report(line) {
  departures += 1;
  console.error(line);
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}
