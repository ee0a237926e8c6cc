import { EventKindSchema, HoldfastError, IdentityTextSchema } from "@holdfast/core";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { RequestEnv } from "../context.js";
import { eventStream } from "../live/event-stream.js";
import { FAULT } from "../responses.js";

const EventNumber = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const stream = createRoute({
  method: "get",
  path: "/events",
  operationId: "streamEvents",
  summary: "What happens, as it is committed: server-sent events that can be resumed",
  description:
    "Each event has a number that rises in the order of commits; resume with `Last-Event-ID` (a browser does so by itself) or `after`, and nothing is skipped or told twice. Without either, from now on. Comments keep the connection; `pruned` says up to which number events are no longer kept. A reader that is too slow is dropped, and resumes.",
  tags: ["events"],
  parameters: [
    {
      name: "last-event-id",
      in: "header",
      required: false,
      description: "The number of the last event that was seen; it goes before `after`.",
      schema: { type: "string" },
    },
  ],
  request: {
    query: z.strictObject({
      after: EventNumber.optional(),
      identity: IdentityTextSchema.optional(),
      /** Kinds with commas between them. */
      kind: z
        .string()
        .transform((text) => text.split(","))
        .pipe(z.array(EventKindSchema).min(1))
        .optional(),
    }),
  },
  responses: {
    200: {
      description: "Events without end.",
      content: { "text/event-stream": { schema: z.string() } },
    },
    default: FAULT,
  },
});

/** What a browser sends when it comes back; it may be a number that we gave, or empty. */
function lastSeen(header: string | undefined): number | undefined {
  if (header === undefined || header === "") return undefined;
  const parsed = EventNumber.safeParse(header);
  if (parsed.success) return parsed.data;
  throw new HoldfastError({
    code: "invalid-input",
    message: "the last event id is no number of an event.",
    place: { key: "last-event-id" },
    remedy: "Send back the id of the last event, or leave it out.",
  });
}

/** The stream of events. */
export function streamRoutes() {
  return new OpenAPIHono<RequestEnv>().openapi(stream, (c) => {
    const { after, identity, kind } = c.req.valid("query");
    const { feed } = c.var.context;
    if (feed === undefined) throw new Error("an app that answers has a feed");
    const headers = {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      // a proxy that gathers an answer before it passes it on would hold back the events
      "x-accel-buffering": "no",
    };
    const from = lastSeen(c.req.header("last-event-id")) ?? after ?? null;
    if (c.req.method === "HEAD") return c.body("", 200, headers);
    return c.body(eventStream(feed, { after: from, identity, kinds: kind }), 200, headers);
  });
}
