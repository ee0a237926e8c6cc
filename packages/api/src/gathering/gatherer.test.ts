import { HoldfastError } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import type { GatherLimits } from "./gather-limits.js";
import { gatherer } from "./gatherer.js";

const LIMITS: GatherLimits = { largest: 10, requests: 4, together: 20, waiting: 6 };

/** A database that says when a transaction is over, and refuses some items. */
function database(limits: GatherLimits = LIMITS) {
  const committed: number[] = [];
  const begun: { key: string; items: readonly string[] }[] = [];
  const held: (() => void)[] = [];
  let isHeld = true;
  let isGone = false;
  const naming = new Set<string>();
  const silent = new Set<string>();
  const made = gatherer<string, string>(
    {
      async commit(key, items) {
        begun.push({ key, items });
        if (isHeld) await new Promise<void>((resolve) => held.push(resolve));
        if (isGone) throw new HoldfastError({ code: "unavailable", message: "gone." });
        const index = items.findIndex((item) => naming.has(item));
        if (index >= 0)
          throw new HoldfastError({
            code: "conflict",
            message: "another value.",
            place: { key: `[${index}]` },
          });
        if (items.some((item) => silent.has(item))) throw new Error(`one of ${items.length} is wrong`);
        return items.map((item) => `${item}!`);
      },
      weigh: (item) => item.length,
      atFault: (error, items) =>
        error instanceof HoldfastError ? items[Number(/\d+/.exec(error.place.key ?? "")?.[0])] : undefined,
      onCommitted: (items) => void committed.push(items),
    },
    limits,
  );
  const release = () => {
    isHeld = false;
    for (const resume of held.splice(0)) resume();
  };
  return {
    ...made,
    release,
    naming,
    silent,
    goes: () => {
      isGone = true;
    },
    batches: () => begun.map(({ items }) => items.join(" ")),
    begun,
    committed,
  };
}

/** What became of promises, in their order. */
async function became(answers: readonly Promise<string>[]): Promise<string[]> {
  const settled = await Promise.allSettled(answers);
  return settled.map((one) => (one.status === "fulfilled" ? one.value : String(one.reason.message)));
}

describe("gathering small writes", () => {
  it("commits what comes alone at once, and together what comes meanwhile, in its order", async () => {
    const { add, release, batches } = database();
    const answers = ["a", "b", "c", "d"].map((item) => add("study@1", item));
    expect(batches()).toEqual(["a"]);
    release();
    expect(await became(answers)).toEqual(["a!", "b!", "c!", "d!"]);
    expect(batches()).toEqual(["a", "b c d"]);
    expect(await add("study@1", "e")).toBe("e!");
    expect(batches()).toEqual(["a", "b c d", "e"]);
  });

  it("keeps ablations apart", async () => {
    const { add, release, begun } = database();
    const answers = [add("one@1", "a"), add("two@1", "b"), add("one@1", "c"), add("two@1", "d")];
    release();
    await became(answers);
    expect(begun.map(({ key, items }) => `${key} ${items.join(" ")}`).sort()).toEqual([
      ...["one@1 a", "one@1 c", "two@1 b", "two@1 d"],
    ]);
  });

  it("bounds a transaction by requests and by weight, and gives a large one its own", async () => {
    const { add, release, batches } = database({ ...LIMITS, waiting: 100 });
    const items = ["a", "b", "c", "d", "e", "ffffffffff", "gggggggggg", "h", "x".repeat(11)];
    const answers = items.map((item) => add("study@1", item));
    expect(batches()).toEqual(["a", "x".repeat(11)]);
    release();
    expect(await became(answers)).toEqual(items.map((item) => `${item}!`));
    expect(batches().slice(2)).toEqual(["b c d e", "ffffffffff gggggggggg", "h"]);
  });

  it("answers each only after the transaction that it is in", async () => {
    const { add, release, batches } = database();
    let answered = 0;
    const answers = ["a", "b"].map((item) => add("study@1", item).finally(() => (answered += 1)));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([answered, batches()]).toEqual([0, ["a"]]);
    release();
    await Promise.all(answers);
  });

  it("sets aside what a failed transaction names, and that fails alone", async () => {
    const { add, release, naming, batches, committed } = database();
    naming.add("bad");
    const answers = ["a", "b", "bad", "c", "d"].map((item) => add("study@1", item));
    release();
    expect(await became(answers)).toEqual(["a!", "b!", "another value.", "c!", "d!"]);
    expect(batches()).toEqual(["a", "b bad c d", "b c d", "bad"]);
    expect(committed.reduce((sum, items) => sum + items, 0)).toBe(4);
  });

  it("gives each a transaction of its own where a failed one names nobody, or many", async () => {
    const one = database();
    one.silent.add("bad");
    const answers = ["a", "b", "bad", "c"].map((item) => one.add("study@1", item));
    one.release();
    expect(await became(answers)).toEqual(["a!", "b!", "one of 1 is wrong", "c!"]);
    expect(one.batches()).toEqual(["a", "b bad c", "b", "bad", "c"]);

    const many = database({ ...LIMITS, requests: 8, waiting: 100 });
    const items = ["a", "p", "b", "q", "c", "r", "d", "s"];
    for (const bad of ["p", "q", "r", "s"]) many.naming.add(bad);
    const mixed = items.map((item) => many.add("study@1", item));
    many.release();
    expect(await became(mixed)).toEqual(
      items.map((item) => (many.naming.has(item) ? "another value." : `${item}!`)),
    );
    expect(many.batches().filter((batch) => batch.includes(" "))).toHaveLength(3);
  });

  it("tells all of them at once that the database is gone", async () => {
    const { add, release, goes, batches } = database();
    const answers = ["a", "b", "c", "d"].map((item) => add("study@1", item));
    goes();
    release();
    expect(await became(answers)).toEqual(["gone.", "gone.", "gone.", "gone."]);
    expect(batches()).toEqual(["a", "b c d"]);
  });

  it("sends away what is more than may wait, with a time to come again, and takes it later", async () => {
    const { add, release } = database();
    const taken = ["a", "b", "c", "d", "e", "f", "g"].map((item) => add("study@1", item));
    const refusal = await add("study@1", "h").catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "unavailable", retryAfterSeconds: 1 });
    release();
    expect(await became(taken)).toHaveLength(7);
    expect(await add("study@1", "h")).toBe("h!");
  });

  it("answers what waits before it closes, and takes nothing afterwards", async () => {
    const { add, close, release } = database();
    const taken = ["a", "b", "c"].map((item) => add("study@1", item));
    let isClosed = false;
    const closed = close().then(() => {
      isClosed = true;
    });
    await expect(add("study@1", "late")).rejects.toMatchObject({ code: "unavailable" });
    expect(isClosed).toBe(false);
    release();
    await closed;
    expect(await became(taken)).toEqual(["a!", "b!", "c!"]);
  });
});
