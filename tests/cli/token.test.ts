import { AuditTrailSchema, CreatedTokenSchema, TokenListSchema } from "@holdfast/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { holdfast, holdfastOk, startHoldfast } from "./run-holdfast.js";
import { ndjson, studyAblation, studyLines } from "./study.js";
import { type WorkFolder, workFolder } from "./work-folder.js";

let folder: WorkFolder;
beforeAll(() => {
  folder = workFolder();
});
afterAll(() => folder.remove());

it("serves other machines with tokens and not without, and records who did what", async () => {
  const here = { cwd: folder.path };
  folder.write("study.json", JSON.stringify(studyAblation("shared")));
  folder.write("outcomes.ndjson", ndjson(studyLines()));
  await holdfastOk(["register", "study.json"], here);
  for (const words of [["--host", "0.0.0.0"], ["--require-tokens"], ["--allow-host", "lab.example.org"]]) {
    const refused = await holdfast(["serve", "--port", "0", ...words], here);
    expect([refused.code, refused.stdout]).toEqual([10, ""]);
    expect(refused.stderr).toContain("holdfast token create");
  }
  const boss = (await holdfastOk(["token", "create", "boss", "--role", "admin"], here)).trim();
  expect(boss).toMatch(/^hf_[0-9a-f]{12}_[0-9a-f]{64}$/);
  folder.write("boss.token", `${boss}\n`);

  const server = startHoldfast(["serve", "--port", "0", "--host", "0.0.0.0", "--log", "json"], here);
  let logged = "";
  server.child.stderr?.on("data", (text: string) => {
    logged += text;
  });
  const port = await new Promise<string>((resolve, reject) => {
    let said = "";
    server.child.stdout?.on("data", (text: string) => {
      said += text;
      const found = /http:\/\/0\.0\.0\.0:(\d+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    server.finished.then(({ stderr }) => reject(new Error(stderr)), reject);
  });
  const url = ["--url", `http://127.0.0.1:${port}`];
  const asBoss = { ...here, env: { HOLDFAST_TOKEN: boss } };

  const nobody = await holdfast(["list", ...url], here);
  expect([nobody.code, nobody.stdout]).toEqual([17, ""]);
  const lasting = ["--role", "recorder", "--ablation", "shared@1", "--expires", "30d", "--json"];
  const created = CreatedTokenSchema.parse(
    JSON.parse(await holdfastOk(["token", "create", "cluster", ...lasting, ...url], asBoss)),
  );
  const asCluster = { ...here, env: { HOLDFAST_TOKEN: created.text, HOLDFAST_ACTOR: "somebody else" } };
  expect(await holdfastOk(["record", "outcomes.ndjson", "-a", "shared@1", ...url], asCluster)).toContain(
    "720 added",
  );
  const tooMuch = await holdfast(["token", "list", ...url], asCluster);
  expect([tooMuch.code, tooMuch.stderr]).toEqual([10, expect.stringContaining("needs the role admin")]);
  const fromFile = ["--token-file", "boss.token", ...url];
  const { entries } = AuditTrailSchema.parse(
    await (
      await fetch(`http://127.0.0.1:${port}/v1/audit?identity=shared@1`, {
        headers: { authorization: `Bearer ${boss}` },
      })
    ).json(),
  );
  expect(entries.find(({ action }) => action === "record")).toMatchObject({
    actor: "cluster",
    tokenId: created.token.id,
  });
  const listed = await holdfastOk(["token", "list", "--json", ...fromFile], here);
  expect(TokenListSchema.parse(JSON.parse(listed)).tokens.map(({ name, state }) => [name, state])).toEqual([
    ["cluster", "live"],
    ["boss", "live"],
  ]);
  expect(await holdfastOk(["token", "revoke", "cluster", ...fromFile], here)).toContain("is revoked");
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const ended = await holdfast(["list", ...url], asCluster);
  expect([ended.code, ended.stderr]).toEqual([17, expect.stringContaining("was revoked")]);
  const typo = await holdfast(["token", "revoke", "clutser", ...fromFile], here);
  expect(typo.code).toBe(5);

  server.child.kill("SIGTERM");
  expect((await server.finished).code).toBe(0);
  for (const secret of [boss, created.text])
    expect(logged + listed + ended.stderr + tooMuch.stderr).not.toContain(secret.slice(16));
});
