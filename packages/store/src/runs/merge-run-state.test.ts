import fc from "fast-check";
import { expect, it } from "vitest";
import { mergeRunState, type SaidState } from "./merge-run-state.js";

const date = fc.integer({ min: 0, max: 4 }).map((second) => new Date(second * 1000));
const running = fc.record({
  status: fc.constant("running" as const),
  startedAt: fc.option(date),
  endedAt: fc.constant(null),
  at: date,
});
const ended = fc.record({
  status: fc.constantFrom("finished" as const, "failed" as const, "killed" as const),
  startedAt: fc.option(date),
  endedAt: date,
  at: date,
});

const merged = (states: readonly SaidState[]) =>
  states.reduce<SaidState | undefined>((known, state) => mergeRunState(known, state), undefined);

it("comes to the same in every order, and however often a statement arrives", () => {
  const states = fc.array(fc.oneof(running, ended), { minLength: 1, maxLength: 6 });
  const shuffled = states.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: 2 * list.length })),
  );
  fc.assert(
    fc.property(shuffled, ([list, other]) => {
      expect(merged(other)).toEqual(merged(list));
    }),
  );
});
