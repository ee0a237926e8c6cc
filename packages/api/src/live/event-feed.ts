import { type EventKind, HoldfastError, type HoldfastEvent } from "@holdfast/core";
import type { EventPage, Store } from "@holdfast/store";
import { eventFrame, heartbeatFrame, openingFrame, prunedFrame } from "./event-frame.js";
import { type FramedEvent, recentEvents } from "./recent-events.js";
import { turns } from "./turns.js";

/** What a reader wants to be told. */
export interface Subscription {
  /** Events after this number; null: from now on. */
  readonly after: number | null;
  readonly identity?: string | undefined;
  readonly kinds?: readonly EventKind[] | undefined;
}

/** Where the frames of one reader go. */
export interface EventSink {
  readonly send: (frame: Uint8Array) => void;
  /** Resolves when the reader has room for more; false: it is gone. */
  readonly hasRoom: () => Promise<boolean>;
  readonly end: () => void;
}

/** The events of a database, told to any number of readers by one look at it. */
export interface EventFeed {
  /** Tells a reader what it asked for, from where it asked for it. @returns how to stop. @throws HoldfastError `unavailable` where there are too many */
  readonly join: (asked: Subscription, sink: EventSink) => () => void;
  /** Something was written: looks at once instead of at the next turn. */
  readonly nudge: () => void;
  /** Ends every stream; each can be resumed elsewhere. */
  readonly end: () => void;
  readonly streams: () => number;
}

export interface EventFeedOptions {
  readonly store: Pick<Store, "events" | "numberEvents">;
  readonly now: () => Date;
  readonly onFault?: (error: unknown) => void;
  /** Between two looks at the database while somebody listens, in milliseconds. */
  readonly pollMs?: number;
  readonly heartbeatMs?: number;
  /** The most streams at a time. */
  readonly most?: number;
}

interface Reader extends Subscription {
  readonly sink: EventSink;
  /** Everything up to this number was told to it, or is not for it. */
  seen: number;
  isLive: boolean;
  isGone: boolean;
}

const PAGE = 500;
const CATCH_UP_PAGE = 100;
const RETRY_MS = 2000;
/** Readers that come back with a long past share the database with everybody else. */
const CATCHING_UP = 4;

function isFor({ identity, kinds }: Subscription, event: Pick<HoldfastEvent, "identity" | "kind">): boolean {
  return (
    (identity === undefined || identity === event.identity) &&
    (kinds === undefined || kinds.includes(event.kind))
  );
}

/**
 * One poller for all streams of a process, and none where there is no stream. It polls because NOTIFY takes a lock
 * under which all transactions that use it commit one after the other; what this process writes is nudged at once.
 */
export function eventFeed(options: EventFeedOptions): EventFeed {
  const { store, now, onFault, pollMs = 250, heartbeatMs = 15_000, most = 20_000 } = options;
  const readers = new Set<Reader>();
  const recent = recentEvents();
  const turn = turns(CATCHING_UP);
  let head: number | null = null;
  let began: Promise<void> | null = null;
  // one more each time the last reader leaves: what was begun before that is not gone on with
  let listening = 0;
  let [isLooking, looksAgain, isFailing] = [false, false, false];
  let timers: readonly NodeJS.Timeout[] = [];

  function tell(page: EventPage): void {
    const events = page.events.map((event) => ({ event, frame: eventFrame(event) }));
    recent.add(events, page.through);
    head = page.through;
    for (const reader of readers) {
      if (!reader.isLive) continue;
      for (const { event, frame } of events)
        if (event.number > reader.seen && isFor(reader, event)) reader.sink.send(frame);
      reader.seen = Math.max(reader.seen, page.through);
    }
  }

  async function readNews(): Promise<void> {
    const own = listening;
    while ((await store.numberEvents(now())) > 0);
    for (let isMore = true; isMore; ) {
      if (head === null) return;
      const page = await store.events({ after: head, limit: PAGE });
      if (own !== listening) return;
      isMore = page.events.length === PAGE;
      if (page.through !== head) tell(page);
    }
  }

  async function look(): Promise<void> {
    looksAgain = true;
    if (isLooking) return;
    isLooking = true;
    while (looksAgain) {
      looksAgain = false;
      try {
        if (head !== null) await readNews();
        isFailing = false;
      } catch (error) {
        // told once, and not at every turn until the database is back
        if (!isFailing) onFault?.(error);
        isFailing = true;
      }
    }
    isLooking = false;
  }

  function beat(): void {
    for (const reader of readers) if (reader.isLive) reader.sink.send(heartbeatFrame(reader.seen));
  }

  async function begin(): Promise<void> {
    const own = listening;
    await store.numberEvents(now());
    const { through } = await store.events({ after: null, limit: 1 });
    if (own !== listening) return;
    recent.clear(through);
    head = through;
    timers = [setInterval(() => isLooking || look(), pollMs), setInterval(beat, heartbeatMs)];
  }

  function leave(reader: Reader): void {
    reader.isGone = true;
    if (!readers.delete(reader) || readers.size > 0) return;
    for (const timer of timers) clearInterval(timer);
    [timers, began, head] = [[], null, null];
    listening += 1;
  }

  /** What comes next for a reader that is behind: out of memory, or a page of the database. */
  async function missed(reader: Reader, isFirst: boolean): Promise<readonly FramedEvent[]> {
    const known = recent.after(reader.seen);
    if (known !== null && reader.seen <= (head ?? 0)) return known;
    const page = await turn(() => store.events({ ...reader, after: reader.seen, limit: CATCH_UP_PAGE }));
    if (isFirst && reader.seen < page.pruned) reader.sink.send(prunedFrame(page.pruned));
    // where nothing in between was for it, or where it has a number of a database that is no more
    if (page.events.length === 0) reader.seen = page.through;
    return page.events.map((event) => ({ event, frame: eventFrame(event) }));
  }

  async function catchUp(reader: Reader): Promise<void> {
    for (let isFirst = true; !reader.isGone; isFirst = false) {
      const known = recent.after(reader.seen);
      if (known?.length === 0 && !(isFirst && reader.seen > (head ?? 0))) {
        reader.isLive = true;
        return;
      }
      for (const { event, frame } of await missed(reader, isFirst)) {
        if (!(await reader.sink.hasRoom())) return;
        if (isFor(reader, event)) reader.sink.send(frame);
        reader.seen = event.number;
      }
    }
  }

  return {
    join(asked, sink) {
      if (readers.size >= most)
        throw new HoldfastError({
          code: "unavailable",
          message: `${most} streams of events are open at this server already.`,
          remedy: "Come back later, or ask another server of the same database.",
        });
      const reader: Reader = { ...asked, sink, seen: 0, isLive: false, isGone: false };
      readers.add(reader);
      began ??= begin();
      began
        .then(() => {
          reader.seen = asked.after ?? head ?? 0;
          sink.send(openingFrame(RETRY_MS, reader.seen));
          return catchUp(reader);
        })
        .catch((error: unknown) => {
          onFault?.(error);
          leave(reader);
          sink.end();
        });
      return () => leave(reader);
    },
    nudge: () => void look(),
    end() {
      for (const reader of [...readers]) {
        leave(reader);
        reader.sink.end();
      }
    },
    streams: () => readers.size,
  };
}
