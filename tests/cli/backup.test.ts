import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AblationListSchema, BackupSchema } from "@holdfast/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { holdfast, holdfastOk } from "./run-holdfast.js";
import { ndjson, studyAblation, studyLines } from "./study.js";
import { type WorkFolder, workFolder } from "./work-folder.js";

let folder: WorkFolder;
const inFolder = (...words: string[]) => holdfastOk(words, { cwd: folder.path });

beforeAll(async () => {
  folder = workFolder();
  folder.write("outcomes.ndjson", ndjson(studyLines()));
  for (const name of ["first", "second"]) {
    folder.write(`${name}.json`, JSON.stringify(studyAblation(name)));
    await inFolder("register", `${name}.json`, "--db", "db");
    await inFolder("record", "outcomes.ndjson", "-a", `${name}@1`, "--db", "db");
  }
  await inFolder("archive", "second@1", "--db", "db");
  await inFolder("backup", "kept", "--db", "db");
}, 120_000);
afterAll(() => folder.remove());

it("holds every ablation, also those put away, with what each file hashes to", () => {
  const backup = BackupSchema.parse(
    JSON.parse(readFileSync(join(folder.path, "kept", "backup.json"), "utf8")),
  );
  expect(backup.archives.map(({ identity }) => identity)).toEqual(["first@1", "second@1"]);
});

it("restores into a new database, to the byte, and a second time adds nothing", async () => {
  const said = await inFolder("restore", "kept", "--db", "new");
  expect(said).toContain("restored 2 ablations");
  expect(said.match(/the same to the byte/g)).toHaveLength(2);
  expect(await inFolder("restore", "kept", "--db", "new")).toContain("0 added, 720 recognised");
  const list = AblationListSchema.parse(JSON.parse(await inFolder("list", "--db", "new", "--json")));
  expect(list.ablations.map(({ identity }) => identity)).toEqual(["first@1"]);
}, 120_000);

it("restores a backup of the first format, and says that it is the same", async () => {
  const digest = (text: string) => createHash("sha256").update(text).digest("hex");
  const manifest = BackupSchema.parse(
    JSON.parse(readFileSync(join(folder.path, "kept", "backup.json"), "utf8")),
  );
  mkdirSync(join(folder.path, "first"));
  const archives = manifest.archives.map((archive) => {
    const lines = readFileSync(join(folder.path, "kept", archive.file), "utf8")
      .trimEnd()
      .split("\n");
    const body = lines
      .slice(0, -1)
      .map((line) => `${line.replace("holdfast-archive/2", "holdfast-archive/1")}\n`);
    const end = { kind: "end", lines: body.length, sha256: digest(body.join("")) };
    const text = `${body.join("")}${JSON.stringify(end)}\n`;
    writeFileSync(join(folder.path, "first", archive.file), text);
    return { ...archive, sha256: digest(text), bytes: Buffer.byteLength(text) };
  });
  folder.write("first/backup.json", JSON.stringify({ ...manifest, archives }));
  const said = await inFolder("restore", "first", "--db", "of-the-first");
  expect(said.match(/the same to the byte/g)).toHaveLength(2);
}, 120_000);

it("refuses a folder that is not empty, and leaves it as it was", async () => {
  const refused = await holdfast(["backup", "kept", "--db", "db"], { cwd: folder.path });
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toContain("kept is not empty");
}, 60_000);

it("restores nothing of a backup in which one file was damaged", async () => {
  const manifest = readFileSync(join(folder.path, "kept", "backup.json"), "utf8");
  const [, second] = BackupSchema.parse(JSON.parse(manifest)).archives;
  const path = join(folder.path, "kept", second?.file ?? "");
  const whole = readFileSync(path);
  writeFileSync(path, whole.subarray(0, whole.length - 1));
  const refused = await holdfast(["restore", "kept", "--db", "untouched"], { cwd: folder.path });
  writeFileSync(path, whole);
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toContain("Nothing was restored");
  expect(await inFolder("list", "--db", "untouched")).not.toContain("first@1");
}, 60_000);
