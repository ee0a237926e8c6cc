import { evidenceFingerprint } from "@holdfast/core";
import { openStore } from "@holdfast/store";
import {
  ACTOR,
  archiveOf,
  createTestDatabase,
  fullRecord,
  skipReason,
  streamOf,
  testServer,
} from "@holdfast/store/testing";
import { describe, expect, test } from "vitest";

const server = testServer(process.env);
const reason = skipReason(process.env);

describe.skipIf(server === undefined)(`both engines${reason === undefined ? "" : ` (${reason})`}`, () => {
  test("the same record has the same fingerprint and the same archive, and moves between them", async () => {
    const { url, drop } = await createTestDatabase(server ?? "", "engines");
    const [pglite, postgres] = [await openStore("memory://"), await openStore(url)];
    const identity = await fullRecord(pglite, "both");
    await fullRecord(postgres, "both");
    const archive = await archiveOf(pglite, identity);
    expect(await archiveOf(postgres, identity)).toEqual(archive);
    const fingerprint = evidenceFingerprint(await pglite.evidence(identity));
    expect(evidenceFingerprint(await postgres.evidence(identity))).toBe(fingerprint);
    expect(await postgres.aggregate(identity)).toEqual(await pglite.aggregate(identity));
    expect(await postgres.coverage(identity)).toEqual(await pglite.coverage(identity));
    for (const [from, to] of [
      [pglite, postgres],
      [postgres, pglite],
    ] as const) {
      const lines = await archiveOf(from, identity);
      await to.delete(identity, ACTOR);
      await to.importArchive(streamOf(lines), ACTOR);
      expect(evidenceFingerprint(await to.evidence(identity))).toBe(fingerprint);
      expect(await archiveOf(to, identity)).toEqual(archive);
    }
    await pglite.close();
    await postgres.close();
    await drop();
  });
});
