import {
  type InboxList,
  InboxListSchema,
  type InboxLog,
  type InboxLogInput,
  InboxLogSchema,
  type InboxReceipt,
  InboxReceiptSchema,
} from "@holdfast/core";
import type { hc } from "hono/client";
import type { App } from "../app.js";
import { answered, answerOf } from "./answer.js";
import { refuseNonFinite } from "./refuse-non-finite.js";

/** Logs of which nobody says what they are about. */
export interface InboxCalls {
  /** Keeps a log until somebody says so; the same log again is no change. */
  addToInbox(log: InboxLogInput): Promise<InboxReceipt>;
  /** The logs that wait, the oldest first, without their scores. */
  inbox(): Promise<InboxList>;
  /** One of them with its scores. Throws `not-found`. */
  inboxLog(id: string): Promise<InboxLog>;
  /** Takes one out, for good. Throws `not-found`. */
  dropFromInbox(id: string): Promise<void>;
}

/** @param api the operations below `/v1` of the server at `target` */
export function inboxCalls(target: string, api: ReturnType<typeof hc<App>>["v1"]): InboxCalls {
  const one = (id: string) => ({ param: { inboxId: encodeURIComponent(id) } });
  return {
    addToInbox: async (log) =>
      answerOf(target, InboxReceiptSchema, api.inbox.$post({ json: refuseNonFinite(log) })),
    inbox: async () => answerOf(target, InboxListSchema, api.inbox.$get()),
    inboxLog: async (id) => answerOf(target, InboxLogSchema, api.inbox[":inboxId"].$get(one(id))),
    dropFromInbox: async (id) => {
      await (await answered(target, api.inbox[":inboxId"].$delete(one(id)))).body?.cancel();
    },
  };
}
