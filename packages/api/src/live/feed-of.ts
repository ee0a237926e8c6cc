import type { Context } from "../context.js";
import { type EventFeed, eventFeed } from "./event-feed.js";

/** The feed of one app: it looks at the database while somebody listens, and ends when the server closes. */
export function feedOf({ store, now, closing }: Context, onFault?: (error: unknown) => void): EventFeed {
  const feed = eventFeed({ store, now, ...(onFault === undefined ? {} : { onFault }) });
  closing?.addEventListener("abort", () => feed.end());
  return feed;
}
