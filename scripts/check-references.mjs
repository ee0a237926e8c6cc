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
    else compareValues(`${name} ${one.id}`, one.outputs, other.outputs, Math.max(one.rel_tol, 1e-9));
  }
}

function compareValues(place, one, other, tolerance) {
  if (typeof one === "number" && typeof other === "number") {
    const size = Math.max(Math.abs(one), Math.abs(other));
    if (Math.abs(one - other) > tolerance * size && size > 1e-12) report(`${place}: ${one}, now ${other}`);
  } else if (typeof one === "object" && one !== null && typeof other === "object" && other !== null) {
    for (const key of Object.keys(one)) compareValues(`${place}.${key}`, one[key], other[key], tolerance);
  } else if (one !== other) report(`${place}: ${String(one)}, now ${String(other)}`);
}

function report(line) {
  departures += 1;
  console.error(line);
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}
