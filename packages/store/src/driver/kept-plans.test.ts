import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { causeCode } from "../pg-errors.js";
import type { Driver } from "./driver.js";
import { openPglite } from "./pglite.js";

const ECHO = "select $1::text, $2::integer, $3::boolean, $4::float8";
const ROWS = [
  ["it's", 1, true, 0.1],
  ["'); drop table kept; --", -2, false, 1e300],
  ['back\\slash \\\' and "quotes" $1 é 🦉', 2147483647, true, -0.5],
  ["", 0, null, null],
  [null, null, null, 5e-324],
] as const;

describe("statements that come again and again, on the embedded engine", () => {
  let driver: Driver;
  beforeAll(async () => {
    driver = await openPglite(null, "memory");
    await driver.query("create table kept (id integer primary key, words text)");
  }, 120_000);
  afterAll(() => driver.close());

  test("carry every value as a parameter would", async () => {
    for (const row of ROWS) {
      expect(await driver.again(ECHO, row)).toEqual([row]);
      expect(await driver.query(ECHO, row)).toEqual([row]);
    }
  });

  test("refuse a zero byte as a parameter would", async () => {
    const codeOf = (work: Promise<unknown>) => work.then(() => "nothing", causeCode);
    const row = ["a\0'); select 1; --", 1, true, 0];
    expect(await codeOf(driver.again(ECHO, row))).toBe("22021");
    expect(await codeOf(driver.query(ECHO, row))).toBe("22021");
  });

  test("belong to the transaction they are in, and are there after it was rolled back", async () => {
    const insert = "insert into kept (id, words) values ($1::integer, $2::text)";
    const failing = driver.transaction(async (session) => {
      await session.again(insert, [1, "gone"]);
      expect(await session.again("select count(*)::integer from kept")).toEqual([[1]]);
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    await driver.again(insert, [1, "stays"]);
    expect(await driver.query("select words from kept")).toEqual([["stays"]]);
    const twice = await driver.again(insert, [1, "twice"]).then(() => "nothing", causeCode);
    expect(twice).toBe("23505");
  });

  test("are the same for many at once, for more texts than are kept, and when plans are made anew", async () => {
    const asked = Array.from({ length: 1200 }, (_, index) =>
      driver.again(`select $1::integer + ${index % 80}`, [index]),
    );
    const answers = await Promise.all(asked);
    expect(answers.map(([row]) => row?.[0])).toEqual(
      Array.from({ length: 1200 }, (_, index) => index + (index % 80)),
    );
    const [prepared] = await driver.query(
      "select count(*)::integer from pg_prepared_statements where name like 'again%'",
    );
    expect(Number(prepared?.[0])).toBeGreaterThan(0);
  });
});
