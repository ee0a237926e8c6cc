import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { evidenceFingerprint } from "@holdfast/core";
import { openStore } from "@holdfast/store";
import {
  ACTOR,
  archiveOf,
  createTestDatabase,
  skipReason,
  streamOf,
  testServer,
} from "@holdfast/store/testing";
import { describe, expect, test } from "vitest";

const folder = new URL("./archives/", import.meta.url);

/** An export of each released format, and the fingerprint of the evidence in it. */
const RELEASED = {
  "1.ndjson": "sha256:2ba993215ba3cb606cbcf1a95fcb43421e28b7049f8b6d3dc55b0a476dec1d24",
} as const;

const server = testServer(process.env);
const reason = skipReason(process.env);

describe("archives of every released format", () => {
  test("are all here", () => {
    expect(readdirSync(fileURLToPath(folder))).toEqual(Object.keys(RELEASED));
  });

  for (const [file, fingerprint] of Object.entries(RELEASED)) {
    const lines = readFileSync(new URL(file, folder), "utf8").trimEnd().split("\n");
    const restores = async (target: string) => {
      const store = await openStore(target);
      const { identity, receipt } = await store.importArchive(streamOf(lines), ACTOR);
      expect(identity).toBe("kept-for-ever@1");
      expect(receipt.added).toBeGreaterThan(0);
      expect(evidenceFingerprint(await store.evidence(identity))).toBe(fingerprint);
      const again = await archiveOf(store, identity);
      expect(again.slice(1, -1)).toEqual(lines.slice(1, -1));
      expect(await store.importArchive(streamOf(again), ACTOR)).toMatchObject({
        receipt: { added: 0, corrected: 0 },
      });
      await store.close();
    };
    test(`${file} on PGlite`, () => restores("memory://"));
    test.skipIf(server === undefined)(
      `${file} on PostgreSQL${reason === undefined ? "" : ` (${reason})`}`,
      async () => {
        const { url, drop } = await createTestDatabase(server ?? "", "archives");
        await restores(url);
        await drop();
      },
    );
  }
});
