import { randomUUID } from "node:crypto";
import { createApp, evalLogImporter, mlflowDoor, type Principal } from "@holdfast/api";
import { createClient, type HoldfastClient } from "@holdfast/api/client";
import { openStore } from "@holdfast/store";
import { mlflowStudy } from "./study.js";

const BASE = "http://holdfast.test/mlflow";

/** An answer of the door: its status, and its JSON where it is one. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** The door over a database, with an ablation to bind to. */
export interface OpenDoor {
  readonly client: HoldfastClient;
  /** `name@version` of the study. */
  readonly identity: string;
  /** A call such as `runs/get`, with the fields that MLflow's client would send. */
  readonly call: (
    method: "GET" | "POST",
    name: string,
    fields?: Record<string, unknown>,
    by?: Principal,
  ) => Promise<Answer>;
  /** A request to a path below `/mlflow`, sent as it is. */
  readonly raw: (path: string, init?: RequestInit) => Promise<Response>;
  /** A run of its own experiment; its id. */
  readonly begin: (tags?: readonly { key: string; value: string }[]) => Promise<string>;
  /** Faults that nobody foresaw. */
  readonly faults: readonly unknown[];
  readonly close: () => Promise<void>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Opens the door over `target` in this process. */
export async function openDoor(target: string): Promise<OpenDoor> {
  const store = await openStore(target);
  const faults: unknown[] = [];
  const context = { store, now: () => new Date(), actor: "tester" };
  const onFault = (error: unknown) => faults.push(error);
  const door = mlflowDoor(context, { onFault, artifactLimit: 3_000_000, importers: [evalLogImporter] });
  const app = createApp(context, { onFault });
  const client = createClient("http://holdfast.test", {
    actor: "tester",
    fetch: (input, init) => app.request(input, init),
  });
  const { registration } = await client.register(mlflowStudy(`mlflow-${randomUUID().slice(0, 8)}`));
  const send = async (request: Request, by?: Principal): Promise<Answer> => {
    const response = await door.fetch(request, by === undefined ? {} : { principal: by });
    const body: unknown = await response.json();
    if (!isRecord(body)) throw new Error("an answer is an object");
    return { status: response.status, body };
  };
  const call: OpenDoor["call"] = (method, name, fields = {}, by) => {
    const address = `${BASE}/api/2.0/mlflow/${name}`;
    if (method === "POST") {
      const headers = { "content-type": "application/json" };
      return send(new Request(address, { method, headers, body: JSON.stringify(fields) }), by);
    }
    const query = new URLSearchParams(
      Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, String(value)])),
    );
    return send(new Request(`${address}?${query}`), by);
  };
  const experiment = await call("POST", "experiments/create", { name: `of ${registration.identity}` });
  return {
    client,
    identity: registration.identity,
    call,
    raw: async (path, init) => door.fetch(new Request(`${BASE}${path}`, init), {}),
    async begin(tags = []) {
      const { body } = await call("POST", "runs/create", {
        ...experiment.body,
        start_time: "1700000000000",
        tags,
      });
      const run = isRecord(body.run) && isRecord(body.run.info) ? body.run.info : {};
      if (typeof run.run_id !== "string") throw new Error(`no run began: ${JSON.stringify(body)}`);
      return run.run_id;
    },
    faults,
    close: () => store.close(),
  };
}
