import { AblationListSchema, HealthSchema } from "@holdfast/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { holdfast, holdfastOk, startHoldfast } from "./run-holdfast.js";
import { ndjson, studyAblation, studyLines } from "./study.js";
import { type WorkFolder, workFolder } from "./work-folder.js";

let folder: WorkFolder;
beforeAll(() => {
  folder = workFolder();
});
afterAll(() => folder.remove());

it("serves a database to --url, says where, and stops when asked to", async () => {
  const server = startHoldfast(["serve", "--port", "0"], { cwd: folder.path });
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    server.child.stdout?.on("data", (text: string) => {
      said += text;
      const address = /http:\/\/\S+/.exec(said)?.[0];
      if (address !== undefined) resolve(address);
    });
    server.finished.then(({ stderr }) => reject(new Error(stderr)), reject);
  });
  const remote = (...words: string[]) => holdfastOk([...words, "--url", url], { cwd: folder.path });
  folder.write("study.json", JSON.stringify(studyAblation("served")));
  folder.write("outcomes.ndjson", ndjson(studyLines()));
  expect(await remote("register", "study.json")).toContain("registered served@1");
  expect(await remote("record", "outcomes.ndjson", "-a", "served@1")).toContain("720 added");
  expect(await remote("effects", "served@1")).toContain("blackmail@1");
  expect(HealthSchema.parse(JSON.parse(await remote("doctor", "--json"))).engine).toBe("pglite");
  const locked = await holdfast(["list"], { cwd: folder.path });
  expect([locked.code, locked.stdout]).toEqual([8, ""]);
  server.child.kill("SIGTERM");
  expect(await server.finished).toMatchObject({ code: 0, signal: null });
  const list = await holdfastOk(["list", "--json"], { cwd: folder.path });
  expect(AblationListSchema.parse(JSON.parse(list)).ablations.map(({ identity }) => identity)).toEqual([
    "served@1",
  ]);
});
