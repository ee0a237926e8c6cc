import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Local, openLocal } from "@holdfast/api/local";
import { BackupSchema, type InboxLogInput } from "@holdfast/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runInProcess } from "./run-in-process.js";
import { type WorkFolder, workFolder } from "./work-folder.js";

const log = (task: string): InboxLogInput => ({
  ...{ file: `logs/${task}.json`, sha256: createHash("sha256").update(task).digest("hex"), part: null },
  ...{ format: "Inspect AI", task, model: "m", modelPaths: [], created: null, evalId: null, taskId: null },
  ...{ tags: [], metadata: { note: "ü" }, cluster: null, leftOut: [], notes: [] },
  outcomes: [{ eval: `${task}@1`, metric: "match", samples: { id: ["a", "b"], score: [1, null] } }],
});

let folder: WorkFolder;
const opened: Local[] = [];
async function open(): Promise<Local> {
  const local = await openLocal("memory://", { actor: "tests", now: () => new Date(0) });
  opened.push(local);
  return local;
}
beforeAll(() => {
  folder = workFolder();
});
afterAll(async () => {
  for (const local of opened) await local.close();
  folder.remove();
});

async function run(local: Local, ...words: string[]) {
  const { code, stdout, stderr } = await runInProcess({ cwd: folder.path, client: local.client }, words);
  return { code, said: stdout + stderr };
}

it("keeps the logs that wait in the inbox, with their scores", async () => {
  const [from, to] = [await open(), await open()];
  for (const task of ["blackmail", "leak"]) await from.client.addToInbox(log(task));
  expect(await run(from, "backup", "kept")).toMatchObject({ code: 0 });
  expect(
    BackupSchema.parse(JSON.parse(readFileSync(join(folder.path, "kept/backup.json"), "utf8"))),
  ).toMatchObject({
    format: "holdfast-backup/2",
    inbox: { logs: 2, file: "inbox.ndjson" },
  });
  const restored = await run(to, "restore", "kept");
  expect([restored.code, restored.said]).toEqual([0, expect.stringContaining("2 of 2 logs added")]);
  const logs = async ({ client }: Local) =>
    Promise.all((await client.inbox()).logs.map(({ id }) => client.inboxLog(id)));
  expect(await logs(to)).toEqual(await logs(from));
  expect((await run(to, "restore", "kept")).said).toContain("0 of 2 logs added");
}, 60_000);

it("is of the first format where nothing waits, which earlier versions restore", async () => {
  const from = await open();
  expect(await run(from, "backup", "empty")).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(join(folder.path, "empty/backup.json"), "utf8"))).toEqual({
    format: "holdfast-backup/1",
    archives: [],
  });
}, 60_000);
