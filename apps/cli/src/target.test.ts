import { describe, expect, it } from "vitest";
import { readEnv } from "./env.js";
import { describeTarget, targetOf } from "./target.js";

const none = { db: undefined, url: undefined };

describe("targetOf", () => {
  it("takes options before the environment, and names the default in the output", () => {
    const env = readEnv({ HOLDFAST_DB: "env-db", HOLDFAST_URL: "http://env" });
    expect(targetOf({ ...none, db: "x" }, env, "/home")).toMatchObject({
      kind: "directory",
      path: "/home/x",
    });
    expect(targetOf({ ...none, url: "https://y" }, env, "/home")).toEqual({
      kind: "server",
      url: "https://y",
    });
    expect(targetOf(none, env, "/home")).toEqual({ kind: "server", url: "http://env" });
    expect(targetOf(none, readEnv({ HOLDFAST_DB: "/data" }), "/home")).toMatchObject({ path: "/data" });
    const standard = targetOf(none, readEnv({ HOLDFAST_DB: "" }), "/home");
    expect(standard).toMatchObject({ path: "/home/.holdfast/db", isDefault: true });
    expect(describeTarget(standard)).toBe(".holdfast/db (embedded; --db or HOLDFAST_DB names another)");
  });

  it("never shows a password", () => {
    const target = targetOf(
      { ...none, db: "postgres://me:secret@host/db?password=secret" },
      readEnv({}),
      "/",
    );
    expect(describeTarget(target)).toBe("postgres://host/db");
  });
});
