import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readEnv } from "./env.js";
import { tokenGiven } from "./token-given.js";

const folder = mkdtempSync(join(tmpdir(), "holdfast-token-"));
afterAll(() => rmSync(folder, { recursive: true }));
const env = readEnv({ HOLDFAST_TOKEN: "hf_of_the_environment" });

describe("the token of a command line", () => {
  it("is that of the file, else that of the environment, else none", () => {
    writeFileSync(join(folder, "token"), "hf_of_the_file\n");
    expect(tokenGiven("token", env, folder)).toBe("hf_of_the_file");
    expect(tokenGiven(undefined, env, folder)).toBe("hf_of_the_environment");
    expect(tokenGiven(undefined, readEnv({}), folder)).toBeUndefined();
  });

  it.each([
    ["nothing", ""],
    ["two lines", "hf_secret\nhf_secret"],
    ["a header", "hf_secret\r\nx-evil: 1"],
    ["letters that no header carries", "hf_secr\u00e9t"],
    ["a megabyte", "hf_secret".repeat(120_000)],
  ])("is not %s, and is not repeated", (_what, content) => {
    writeFileSync(join(folder, "bad"), content);
    expect(() => tokenGiven("bad", env, folder)).toThrow("bad holds no token.");
  });

  it("is missed where the file is missing", () =>
    expect(() => tokenGiven("nowhere", env, folder)).toThrow(/ENOENT/));
});
