import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fileSystemType, networkFileSystem, refuseNetworkFileSystem } from "./file-system.js";
import { refusal } from "./testing/study.js";

test("network file systems are known by their number, also when it comes signed", () => {
  expect([0x6969, 0xff534d42, 0xff534d42 | 0, 0x65735546, 0xef53, 0x01021994].map(networkFileSystem)).toEqual(
    ["NFS", "CIFS", "CIFS", "FUSE", undefined, undefined],
  );
});

test("a directory on one is refused with advice, on a local one not", async () => {
  const refused = await refusal((async () => refuseNetworkFileSystem("/mnt/team", 0x6969))());
  expect(refused).toMatchObject({ code: "forbidden" });
  expect(refused.message).toContain("/mnt/team is on a network file system (NFS)");
  expect(String(refused.remedy)).toContain("postgres://");
  expect(refuseNetworkFileSystem("/tmp", 0xef53)).toBeUndefined();
});

test("a path that is not there yet has the file system of its nearest parent", async () => {
  const [here, there] = [
    await fileSystemType(tmpdir()),
    await fileSystemType(join(tmpdir(), "no", "such", "place")),
  ];
  expect(there).toBe(here);
  expect(here).toBeGreaterThan(0);
});
