import type { Receipt } from "@holdfast/core";
import { Counter, collectDefaultMetrics, Gauge, Histogram, type Registry } from "prom-client";

/** A request that was answered. */
export interface AnsweredRequest {
  readonly method: string;
  readonly route: string | null;
  readonly status: number;
  readonly seconds: number;
  readonly bytesReceived: number;
}

/** What a server counts about itself. */
export interface ServerMetrics {
  readonly began: () => void;
  readonly ended: (request: AnsweredRequest) => void;
  readonly recorded: (receipt: Receipt) => void;
  /** How many small writes one transaction held. */
  readonly gathered: (kind: string, writes: number) => void;
  /** Heavy writes that run, and those that wait for their turn. */
  readonly heavyWrites: (running: number, waiting: number) => void;
  readonly heavyWriteRefused: () => void;
  /** Everything, in the text format of Prometheus. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

/** From an answer out of memory to an analysis of a large study. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];

/** From a write that comes alone to as many as one transaction takes. */
const WRITES = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/** Any word may be sent as a method; a metric must not grow by it. */
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * The metrics of one server.
 *
 * @param registry holds them: one of its own for each server, so that two in one process do not mix
 */
export function serverMetrics(registry: Registry): ServerMetrics {
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: "holdfast_http_requests_total",
    help: "Requests that were answered.",
    labelNames: ["method", "route", "status"],
    registers,
  });
  const durations = new Histogram({
    name: "holdfast_http_request_duration_seconds",
    help: "Seconds from the head of a request to the last byte of its answer.",
    labelNames: ["method", "route"],
    buckets: SECONDS,
    registers,
  });
  const inFlight = new Gauge({
    name: "holdfast_http_requests_in_flight",
    help: "Requests that came in and are not answered yet.",
    registers,
  });
  const received = new Counter({
    name: "holdfast_http_received_bytes_total",
    help: "Bytes of requests, with their bodies as they came over the network.",
    registers,
  });
  const outcomes = new Counter({
    name: "holdfast_outcomes_total",
    help: "Outcomes that were recorded, by what became of them.",
    labelNames: ["became"],
    registers,
  });
  for (const became of ["added", "recognised", "corrected"]) outcomes.inc({ became }, 0);
  const heavy = new Gauge({
    name: "holdfast_heavy_writes",
    help: "Large bodies that are being recorded, and those that wait for their turn.",
    labelNames: ["state"],
    registers,
  });
  heavy.set({ state: "running" }, 0);
  heavy.set({ state: "waiting" }, 0);
  const gathered = new Histogram({
    name: "holdfast_gathered_writes",
    help: "Small writes that were recorded by one transaction, by what they recorded.",
    labelNames: ["kind"],
    buckets: WRITES,
    registers,
  });
  for (const kind of ["outcomes", "metrics"]) gathered.zero({ kind });
  const refused = new Counter({
    name: "holdfast_heavy_writes_refused_total",
    help: "Large bodies that were sent away for a while, because too many were there.",
    registers,
  });
  return {
    began: () => inFlight.inc(),
    ended: ({ method: sent, route, status, seconds, bytesReceived }) => {
      const method = METHODS.has(sent) ? sent : "other";
      const labels = { method, route: route ?? "none" };
      inFlight.dec();
      requests.inc({ ...labels, status: String(status) });
      durations.observe(labels, seconds);
      received.inc(bytesReceived);
    },
    recorded: ({ added, recognised, corrected }) => {
      outcomes.inc({ became: "added" }, added);
      outcomes.inc({ became: "recognised" }, recognised);
      outcomes.inc({ became: "corrected" }, corrected);
    },
    gathered: (kind, writes) => gathered.observe({ kind }, writes),
    heavyWrites: (running, waiting) => {
      heavy.set({ state: "running" }, running);
      heavy.set({ state: "waiting" }, waiting);
    },
    heavyWriteRefused: () => refused.inc(),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
