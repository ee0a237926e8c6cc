import { createTestDatabase, testServer } from "@holdfast/store/testing";
import { afterAll } from "vitest";

/**
 * The address of a database that this test file has to itself, so that files may run side by side; it is dropped after
 * the last test of the file. Undefined where no server is there for tests.
 */
export async function ownDatabase(label: string): Promise<string | undefined> {
  const server = testServer(process.env);
  if (server === undefined) return undefined;
  const { url, drop } = await createTestDatabase(server, label);
  afterAll(drop);
  return url;
}
