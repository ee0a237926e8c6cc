import { afterAll, describe } from "vitest";
import { openStore } from "./open-store.js";
import { describeStore } from "./testing/store-contract.js";
import { createTestDatabase, skipReason, type TestDatabase, testServer } from "./testing/test-database.js";

const server = testServer(process.env);
const reason = skipReason(process.env);

describe.skipIf(server === undefined)(`PostgreSQL${reason === undefined ? "" : ` (${reason})`}`, () => {
  let database: TestDatabase | undefined;
  describeStore("PostgreSQL", async () => {
    database = await createTestDatabase(server ?? "", "contract");
    return openStore(database.url);
  });
  afterAll(async () => {
    await database?.drop();
  });
});
