import {
  type EventKind,
  formatIdentity,
  type HoldfastEvent,
  isHoldfastError,
  parseIdentity,
  type Watch,
  type WatchList,
  WatchListSchema,
  type WatchRequest,
  WatchSchema,
  type WebhookCreated,
  WebhookCreatedSchema,
  type WebhookList,
  WebhookListSchema,
  type WebhookRequest,
} from "@holdfast/core";
import type { hc } from "hono/client";
import type { App } from "../app.js";
import { type Answered, answered, answerOf } from "./answer.js";
import { partsOfStream } from "./event-lines.js";

export interface EventOptions {
  /** Events after this number; from now on without it. */
  readonly after?: number;
  readonly identity?: string;
  readonly kinds?: readonly EventKind[];
  /** Ends the stream. */
  readonly signal?: AbortSignal;
  /** Told whenever the stream is there: what is committed from now on comes through it. */
  readonly onOpened?: () => void;
  /** Told at every interruption, before the stream is resumed. */
  readonly onInterrupted?: (error: unknown) => void;
}

/** What happens while outcomes stream in. */
export interface LiveCalls {
  /**
   * Events as they are committed, without end: where the connection breaks, it is made anew after the last event
   * that was seen. Ends when `signal` is aborted. Throws what a server refuses, but not that one is away.
   */
  events(options?: EventOptions): AsyncIterable<HoldfastEvent>;
  watches(identity: string): Promise<WatchList>;
  /** Has the server watch a limit, whoever looks. */
  addWatch(identity: string, question: WatchRequest): Promise<Watch>;
  removeWatch(identity: string, watchId: string): Promise<void>;
  webhooks(): Promise<WebhookList>;
  /** Has events delivered to an address; the secret is told this once. */
  addWebhook(request: WebhookRequest): Promise<WebhookCreated>;
  removeWebhook(webhookId: string): Promise<void>;
}

const RETRY_MS = 2000;
/** Before the first event: a stream that breaks at once is not asked for without a pause. */
const SHORTEST_MS = 200;

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener("abort", end);
  });
}

/** The chunks of a body, until its end or until it is not wanted any more. */
async function* chunksOf(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  const cancel = () => void reader.cancel().catch(() => {});
  signal?.addEventListener("abort", cancel);
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    signal?.removeEventListener("abort", cancel);
    cancel();
  }
}

/** @param api the operations below `/v1` of the server at `target` */
export function liveCalls(target: string, api: ReturnType<typeof hc<App>>["v1"]): LiveCalls {
  const one = api.ablations[":identity"];
  const at = (identity: string) => ({
    identity: encodeURIComponent(formatIdentity(parseIdentity(identity))),
  });
  const done = async (request: Promise<Answered>): Promise<void> => {
    await (await answered(target, request)).body?.cancel();
  };

  async function* events(options: EventOptions = {}): AsyncGenerator<HoldfastEvent> {
    const { identity, kinds, signal, onOpened, onInterrupted } = options;
    const isEnded = () => signal?.aborted === true;
    let after = options.after;
    while (!isEnded()) {
      const query = {
        ...(after === undefined ? {} : { after: String(after) }),
        ...(identity === undefined ? {} : { identity }),
        ...(kinds === undefined ? {} : { kind: kinds.join(",") }),
      };
      let waitMs = SHORTEST_MS;
      try {
        const init = signal === undefined ? {} : { init: { signal } };
        const { body } = await answered(target, api.events.$get({ query }, init));
        if (body === null) return;
        let isOpened = false;
        for await (const part of partsOfStream(chunksOf(body, signal))) {
          // the first part says where the stream begins: before it, the server may not listen yet
          if (!isOpened) onOpened?.();
          isOpened = true;
          after = part.kind === "event" ? part.event.number : part.number;
          if (part.kind === "event") yield part.event;
        }
      } catch (error) {
        if (isEnded()) return;
        if (isHoldfastError(error) && error.code !== "unavailable") throw error;
        onInterrupted?.(error);
        waitMs = RETRY_MS;
      }
      await pause(waitMs, signal);
    }
  }

  return {
    events,
    watches: (identity) => answerOf(target, WatchListSchema, one.watches.$get({ param: at(identity) })),
    addWatch: (identity, question) =>
      answerOf(target, WatchSchema, one.watches.$post({ param: at(identity), json: question })),
    removeWatch: (identity, watchId) =>
      done(
        one.watches[":watchId"].$delete({ param: { ...at(identity), watchId: encodeURIComponent(watchId) } }),
      ),
    webhooks: () => answerOf(target, WebhookListSchema, api.webhooks.$get()),
    addWebhook: (request) => answerOf(target, WebhookCreatedSchema, api.webhooks.$post({ json: request })),
    removeWebhook: (webhookId) =>
      done(api.webhooks[":webhookId"].$delete({ param: { webhookId: encodeURIComponent(webhookId) } })),
  };
}
