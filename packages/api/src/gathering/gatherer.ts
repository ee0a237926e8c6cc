import { HoldfastError, isHoldfastError } from "@holdfast/core";
import type { GatherLimits } from "./gather-limits.js";

/** What is gathered, and how it is committed. */
export interface Gathered<Item, Answer> {
  /** One transaction: the answer of each item, in their order, or an error and nothing was kept. */
  readonly commit: (key: string, items: readonly Item[]) => Promise<readonly Answer[]>;
  /** Scores or points of an item. */
  readonly weigh: (item: Item) => number;
  /** Which item an error is about, where it says so. */
  readonly atFault: (error: unknown, items: readonly Item[]) => Item | undefined;
  /** Told how many items a transaction held, once it is over. */
  readonly onCommitted?: (items: number) => void;
}

/** Gathers small writes. */
export interface Gatherer<Item, Answer> {
  /** Resolves when the item was committed; rejects when it was not. */
  readonly add: (key: string, item: Item) => Promise<Answer>;
  /** Takes no more, and resolves when everything that waited was answered. */
  readonly close: () => Promise<void>;
}

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Items that are named as the fault of a transaction before each of the rest has one of its own. */
const MOST_SET_ASIDE = 3;

function refused(message: string, retryAfterSeconds: number): HoldfastError {
  return new HoldfastError({
    code: "unavailable",
    message,
    remedy: "Send it again after the time in `retry-after`: what is there already is recognised.",
    retryAfterSeconds,
  });
}

/**
 * Commits together what arrives while a transaction is under way (group commit), apart for each key. Nothing waits for
 * a clock: what comes alone is committed at once. An item that cannot be committed fails alone: where a transaction
 * fails, the one it names is set aside and the others are tried again, and in the end each has its own. Items that come
 * at the same time have no order; whoever waits for an answer before the next one keeps theirs.
 */
export function gatherer<Item, Answer>(
  { commit, weigh, atFault, onCommitted }: Gathered<Item, Answer>,
  limits: GatherLimits,
): Gatherer<Item, Answer> {
  type Entry = Waiting<Item, Answer>;
  const lanes = new Map<string, Entry[]>();
  const underWay = new Set<Promise<void>>();
  let waiting = 0;
  let isClosed = false;

  async function commitAll(key: string, entries: readonly Entry[]): Promise<void> {
    const answers = await commit(
      key,
      entries.map(({ item }) => item),
    );
    onCommitted?.(entries.length);
    entries.forEach(({ resolve, reject }, index) => {
      const answer = answers[index];
      if (answer === undefined) reject(new Error("a transaction answered fewer than it was asked"));
      else resolve(answer);
    });
  }

  async function commitEach(key: string, entries: readonly Entry[]): Promise<void> {
    for (const entry of entries) await commitAll(key, [entry]).catch(entry.reject);
  }

  async function commitTogether(key: string, taken: readonly Entry[]): Promise<void> {
    let entries = taken;
    const aside: Entry[] = [];
    while (entries.length > 1 && aside.length < MOST_SET_ASIDE) {
      try {
        await commitAll(key, entries);
        entries = [];
      } catch (error) {
        // nobody's fault, and it would be the same for each of them
        if (isHoldfastError(error) && error.code === "unavailable") {
          for (const { reject } of entries) reject(error);
          entries = [];
          break;
        }
        const items = entries.map(({ item }) => item);
        const named = atFault(error, items);
        const fault = entries.find(({ item }) => item === named);
        if (fault === undefined) break;
        aside.push(fault);
        entries = entries.filter((entry) => entry !== fault);
      }
    }
    await commitEach(key, [...entries, ...aside]);
  }

  function take(lane: Entry[]): Entry[] {
    let [count, weight] = [0, 0];
    for (const { item } of lane) {
      weight += weigh(item);
      if (count > 0 && (count === limits.requests || weight > limits.together)) break;
      count += 1;
    }
    waiting -= count;
    return lane.splice(0, count);
  }

  async function run(key: string, lane: Entry[]): Promise<void> {
    while (lane.length > 0) await commitTogether(key, take(lane));
    lanes.delete(key);
  }

  function track(work: Promise<void>): void {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  }

  return {
    add: (key, item) =>
      new Promise<Answer>((resolve, reject) => {
        const entry = { item, resolve, reject };
        if (isClosed) reject(refused("the server is closing; nothing of this was kept.", 1));
        else if (weigh(item) > limits.largest) track(commitEach(key, [entry]));
        else if (waiting >= limits.waiting)
          reject(refused("too many small writes wait to be recorded; nothing of this one was kept.", 1));
        else {
          waiting += 1;
          const lane = lanes.get(key);
          if (lane !== undefined) lane.push(entry);
          else {
            const opened = [entry];
            lanes.set(key, opened);
            track(run(key, opened));
          }
        }
      }),
    async close() {
      isClosed = true;
      await Promise.all(underWay);
    },
  };
}
