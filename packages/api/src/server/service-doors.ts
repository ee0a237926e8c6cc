import type { Store } from "@holdfast/store";
import { Hono } from "hono";
import type { Door } from "../door.js";
import { isReady } from "./is-ready.js";
import type { ServerMetrics } from "./server-metrics.js";

const PRIVATE = { "cache-control": "no-store" };

/** `/readyz`: the database behind this server answers. `/metrics`: for Prometheus. */
export function serviceDoors(store: Pick<Store, "health">, metrics: ServerMetrics): readonly Door[] {
  const app = new Hono()
    .get("/readyz", async (c) => {
      const { isReady: ready, reason } = await isReady(store);
      return ready ? c.text("ready\n", 200, PRIVATE) : c.text(`not ready: ${reason}\n`, 503, PRIVATE);
    })
    .get("/metrics", async (c) =>
      c.body(await metrics.text(), 200, { ...PRIVATE, "content-type": metrics.contentType }),
    );
  return ["/readyz", "/metrics"].map((path) => ({
    path,
    fetch: (request, { exchange }) => {
      if (exchange !== undefined) exchange.route = path;
      return app.fetch(request);
    },
  }));
}
