import { expect, test } from "vitest";
import type { AblationQuestion } from "../overview/list-ablations.js";
import type { Store } from "../store.js";
import { ACTOR, registered } from "./study.js";

const later = (minutes: number) => new Date(ACTOR.at.getTime() + minutes * 60_000);

async function isStale(store: Store, identity: string): Promise<boolean> {
  await store.numberEvents(ACTOR.at);
  return (await store.staleOverviews()).identities.includes(identity);
}

async function counted(store: Store, identity: string, expected: number, present: number) {
  await store.numberEvents(ACTOR.at);
  const { throughEvent } = await store.staleOverviews();
  const outcomes = (await store.arrivedCells(identity)).reduce((sum, cell) => sum + cell.outcomes, 0);
  const counts = { observational: false, expected, present, outcomes };
  await store.keepCounts(identity, { countedEvent: throughEvent, ...counts });
}

async function said(store: Store, identity: string, sentence: string, inputs: string, at = ACTOR.at) {
  const { throughEvent } = await store.headlineState(identity, ACTOR.at);
  const headline = { sentence, verdict: "retained" as const, inputsFingerprint: inputs, at };
  await store.keepHeadline(identity, { ...headline, analysedEvent: throughEvent });
}

async function listed(store: Store, question: Partial<AblationQuestion>) {
  return (await store.ablations({ order: "identity", limit: 1000, ...question })).ablations;
}

function countingCases(store: () => Store): void {
  test("an ablation is to be counted until it was, and again after every write that others are told of", async () => {
    const { identity, record } = await registered(store(), "counted");
    expect((await listed(store(), { identity }))[0]).toMatchObject({ coverage: null, headline: null });
    expect(await isStale(store(), identity)).toBe(true);
    await counted(store(), identity, 4, 0);
    expect(await isStale(store(), identity)).toBe(false);
    await record({ point: 1 }, { seed: 2, point: 0 }, { stage: "rl", step: 3, point: 1 });
    expect(await isStale(store(), identity)).toBe(true);
    expect(await store().arrivedCells(identity)).toEqual(
      expect.arrayContaining([
        { arm: "treated", seed: 1, stage: "sft", eval: "honeypot@1", outcomes: 1 },
        { arm: "treated", seed: 2, stage: "sft", eval: "honeypot@1", outcomes: 1 },
        { arm: "treated", seed: 1, stage: "rl", eval: "honeypot@1", outcomes: 1 },
      ]),
    );
    await counted(store(), identity, 4, 3);
    expect((await listed(store(), { identity }))[0]).toMatchObject({
      coverage: { expected: 4, present: 3 },
      outcomes: 3,
      runs: 2,
    });
    // what was counted before that is not kept any more
    await store().keepCounts(identity, {
      ...{ countedEvent: 0, observational: true, expected: 9, present: 9, outcomes: 9 },
    });
    expect((await listed(store(), { identity }))[0]).toMatchObject({ coverage: { present: 3 } });
  });

  test("what events would have told is remembered when they are removed for their age", async () => {
    const { identity, record } = await registered(store(), "pruned-counts");
    const still = await registered(store(), "pruned-still");
    for (const one of [identity, still.identity]) {
      await counted(store(), one, 1, 0);
      await said(store(), one, "It held.", "sha256:1");
    }
    await record({ point: 1 });
    await store().numberEvents(ACTOR.at);
    await store().pruneEvents(later(1));
    expect(await isStale(store(), identity)).toBe(true);
    expect(await isStale(store(), still.identity)).toBe(false);
    expect((await listed(store(), { identity }))[0]?.headline?.outdated).toBe(true);
    expect((await listed(store(), { identity: still.identity }))[0]?.headline?.outdated).toBe(false);
  });
}

function headlineCases(store: () => Store): void {
  test("a headline is outdated by evidence, and by nothing else", async () => {
    const { identity, record } = await registered(store(), "headline");
    await record({ point: 1 });
    await said(store(), identity, "It held.", "sha256:1");
    const headline = async () => (await listed(store(), { identity }))[0]?.headline;
    const kept = { verdict: "retained", sentence: "It held.", at: ACTOR.at.toISOString() };
    expect(await headline()).toEqual({ ...kept, outdated: false });
    expect((await store().headlineState(identity, ACTOR.at)).inputsFingerprint).toBe("sha256:1");
    await store().archive(identity, true, ACTOR);
    expect(await headline()).toEqual({ ...kept, outdated: false });
    const old = await store().headlineState(identity, ACTOR.at);
    await store().exclude(
      identity,
      { what: { kind: "run", run: "treated/1/0" }, author: "a", reason: "r" },
      ACTOR,
    );
    expect(await headline()).toEqual({ ...kept, outdated: true });
    expect((await store().headlineState(identity, ACTOR.at)).inputsFingerprint).toBeNull();
    await said(store(), identity, "It did not.", "sha256:2", later(2));
    expect(await headline()).toMatchObject({ sentence: "It did not.", outdated: false });
    // an analysis that began before and ends after it is of older evidence
    await store().keepHeadline(identity, {
      ...{ sentence: "Late.", verdict: null, inputsFingerprint: "sha256:3", at: later(3) },
      analysedEvent: old.throughEvent,
    });
    expect(await headline()).toMatchObject({ sentence: "It did not." });
    await store().delete(identity, ACTOR);
  });
}

function listCases(store: () => Store): void {
  test("ablations are found by what is asked of them, in each order, page by page", async () => {
    const names = ["list-c", "list-a", "list-B", "list-d"];
    for (const [index, name] of names.entries()) {
      const question = name === "list-d" ? "100%_ sure?" : "Does the contract hold?";
      const { identity, record } = await registered(store(), name, { title: `T${9 - index}`, question });
      if (index > 0) await record({ point: 1 });
      if (index > 1) await said(store(), identity, "It held.", "sha256:1", later(index));
      await counted(store(), identity, 2, index);
    }
    const found = async (question: Partial<AblationQuestion>) =>
      (await listed(store(), { text: "list-", ...question })).map(({ identity }) => identity.slice(5, 6));
    expect(await found({})).toEqual(["B", "a", "c", "d"]);
    expect(await found({ order: "title" })).toEqual(["d", "B", "a", "c"]);
    expect(await found({ order: "analysed" })).toEqual(["d", "B", "a", "c"]);
    expect(await found({ order: "newest" })).toEqual(["B", "a", "c", "d"]);
    expect(await found({ arrival: "awaiting" })).toEqual(["c"]);
    expect(await found({ arrival: "partial" })).toEqual(["a"]);
    expect(await found({ arrival: "complete" })).toEqual(["B", "d"]);
    expect(await found({ verdict: "retained" })).toEqual(["B", "d"]);
    expect(await found({ verdict: "lost" })).toEqual([]);
    expect(await found({ verdict: "none" })).toEqual(["a", "c"]);
    expect((await listed(store(), { text: "100%_ SURE" })).map(({ identity }) => identity)).toEqual([
      "list-d@1",
    ]);
    for (const order of ["identity", "title", "newest", "analysed"] as const)
      for (const limit of [1, 2, 3]) {
        const read: string[] = [];
        let after: AblationQuestion["after"];
        do {
          const page = await store().ablations({ text: "list-", order, limit, after });
          read.push(...page.ablations.map(({ identity }) => identity.slice(5, 6)));
          after = page.next ?? undefined;
        } while (after !== undefined);
        expect(read).toEqual(await found({ order }));
      }
  });
}

/** Cases on what lists say of ablations. */
export function overviewContract(store: () => Store): void {
  countingCases(store);
  headlineCases(store);
  listCases(store);
}
