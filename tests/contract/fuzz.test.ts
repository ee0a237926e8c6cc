import { createClient } from "@holdfast/api/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdfastOk } from "../cli/run-holdfast.js";
import { type WorkFolder, workFolder } from "../cli/work-folder.js";
import { type Served, serveHoldfast } from "../python/serve-holdfast.js";
import { flowAblation, flowLines } from "./flow-evidence.js";
import { fuzzDocument } from "./fuzz-document.js";
import { HAS_SCHEMATHESIS, runSchemathesis, SCHEMATHESIS } from "./run-schemathesis.js";

/**
 * How long is searched. In .ci/run a minute or two, by chance; in .ci/nightly many times longer, every border of every
 * schema and along chains of calls too, which take minutes by themselves.
 */
const LENGTH = Number(process.env.HOLDFAST_TEST_FUZZ_LENGTH ?? "1");
const IS_LONG = LENGTH > 1;

let folder: WorkFolder;
let open: Served;
let strict: Served;
const tokens: Record<string, string> = {};

/** Registers `advice@1`, which the examples of the document name, and what has been observed of it. */
async function fill(url: string, token?: string): Promise<void> {
  const client = createClient(url, { actor: "fuzz", ...(token === undefined ? {} : { token }) });
  await client.register(flowAblation("advice"));
  await client.recordLines("advice@1", flowLines());
  await client.registerRun("advice@1", { arm: "advice", seed: 1, status: "running" });
}

describe.skipIf(!HAS_SCHEMATHESIS)(SCHEMATHESIS, () => {
  beforeAll(async () => {
    folder = workFolder();
    const boss = ["token", "create", "admin", "--role", "admin", "--db", "strict"];
    tokens.admin = (await holdfastOk(boss, { cwd: folder.path })).trim();
    open = await serveHoldfast(folder.path, "--db", "open", "--log", "json");
    strict = await serveHoldfast(folder.path, "--db", "strict", "--log", "json", "--require-tokens");
    await fill(open.url);
    await fill(strict.url, tokens.admin);
    const client = createClient(strict.url, { token: tokens.admin });
    for (const role of ["reader", "recorder"] as const)
      tokens[role] = (await client.createToken({ name: role, role })).text;
  }, 600_000);
  afterAll(async () => {
    for (const served of [open, strict]) await served?.stop();
    folder?.remove();
  });

  it("finds no fault of the server, and no answer that the document does not describe", async () => {
    const { code, said } = await runSchemathesis({
      document: fuzzDocument({ showsToken: false }),
      url: open.url,
      folder: folder.path,
      phases: ["examples", "fuzzing", ...(IS_LONG ? ["coverage", "stateful"] : [])],
      examples: 8 * LENGTH,
    });
    expect(said).toMatch(/[1-9]\d* generated/);
    expect(code, said).toBe(0);
  }, 3_600_000);

  it.each(["reader", "recorder", "admin"])(
    "finds none with the token of a %s",
    async (role) => {
      const { code, said } = await runSchemathesis({
        document: fuzzDocument({ showsToken: true }),
        url: strict.url,
        folder: folder.path,
        phases: ["examples", "fuzzing"],
        examples: LENGTH,
        ...(tokens[role] === undefined ? {} : { token: tokens[role] }),
      });
      expect(said).toMatch(/[1-9]\d* generated/);
      expect(code, said).toBe(0);
    },
    3_600_000,
  );
});
