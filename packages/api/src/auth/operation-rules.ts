import type { Role } from "../principal.js";

/**
 * What a token that is bound to one ablation may do with an operation. `its-own`: where the path names that
 * ablation. `open`: the operation is about no ablation, or its verb shows only the bound one. `never`: it is about
 * all of them. `{ query }`: where that query parameter names the ablation.
 */
export type Binding = "its-own" | "open" | "never" | { readonly query: string };

/** Who may call an operation. */
export interface OperationRule {
  /** The least that it needs: a recorder may do what a reader may, and an admin everything. */
  readonly role: Role;
  readonly bound: Binding;
}

const rule = (role: Role, bound: Binding): OperationRule => ({ role, bound });
const READS = rule("reader", "its-own");
const RECORDS = rule("recorder", "its-own");
const DECIDES = rule("admin", "its-own");
const RUNS_THE_SERVER = rule("admin", "never");

/**
 * Who may do what: every operation of the API, by method and template. One that is missing here is a reader's
 * where it only reads and an admin's where it writes, and a test names it.
 */
export const OPERATION_RULES: Readonly<Record<string, OperationRule>> = {
  "GET /v1/health": rule("reader", "open"),
  "GET /v1/openapi.json": rule("reader", "open"),
  "GET /v1/audit": rule("reader", { query: "identity" }),
  "GET /v1/power": rule("reader", "open"),
  "GET /v1/power/curve": rule("reader", "open"),
  "GET /v1/tokens": RUNS_THE_SERVER,
  "POST /v1/tokens": RUNS_THE_SERVER,
  "DELETE /v1/tokens/{id}": RUNS_THE_SERVER,

  // it shows two ablations, and a bound token may see one
  "GET /v1/comparisons/report": rule("reader", "never"),

  "GET /v1/inbox": rule("reader", "never"),
  "POST /v1/inbox": rule("recorder", "never"),
  "GET /v1/inbox/{inboxId}": rule("reader", "never"),
  "DELETE /v1/inbox/{inboxId}": rule("admin", "never"),

  "GET /v1/ablations": rule("reader", "open"),
  "POST /v1/ablations": rule("recorder", "open"),
  "GET /v1/ablations/{identity}": READS,
  "DELETE /v1/ablations/{identity}": DECIDES,
  "POST /v1/ablations/{identity}/amendments": DECIDES,
  "POST /v1/ablations/{identity}/archived": DECIDES,
  "GET /v1/ablations/{identity}/archive": READS,
  "POST /v1/archives": RUNS_THE_SERVER,

  "POST /v1/ablations/{identity}/outcomes": RECORDS,
  "GET /v1/ablations/{identity}/outcomes": READS,
  "GET /v1/ablations/{identity}/outcomes/{outcomeId}": READS,
  "GET /v1/ablations/{identity}/outcomes/{outcomeId}/scores": READS,
  "GET /v1/ablations/{identity}/revisions": READS,
  "GET /v1/ablations/{identity}/revisions/{revision}": READS,
  "GET /v1/ablations/{identity}/mixes": READS,
  "GET /v1/ablations/{identity}/metrics": READS,
  "GET /v1/ablations/{identity}/metrics/keys": READS,
  "POST /v1/ablations/{identity}/metrics": RECORDS,
  "GET /v1/ablations/{identity}/runs": READS,
  "GET /v1/ablations/{identity}/runs/{run}": READS,
  "POST /v1/ablations/{identity}/runs": RECORDS,
  "POST /v1/ablations/{identity}/checkpoints": RECORDS,
  "GET /v1/ablations/{identity}/mlflow-runs": READS,
  "GET /v1/ablations/{identity}/exclusions": READS,
  "POST /v1/ablations/{identity}/exclusions": DECIDES,
  "DELETE /v1/ablations/{identity}/exclusions": DECIDES,
  "GET /v1/ablations/{identity}/interventions": READS,
  "POST /v1/ablations/{identity}/interventions": RECORDS,
  "GET /v1/events": rule("reader", { query: "identity" }),
  "GET /v1/ablations/{identity}/watches": READS,
  "POST /v1/ablations/{identity}/watches": RECORDS,
  "DELETE /v1/ablations/{identity}/watches/{watchId}": DECIDES,
  "GET /v1/webhooks": RUNS_THE_SERVER,
  "POST /v1/webhooks": RUNS_THE_SERVER,
  "DELETE /v1/webhooks/{webhookId}": RUNS_THE_SERVER,

  "GET /v1/ablations/{identity}/analysis": READS,
  "GET /v1/ablations/{identity}/comparison": READS,
  "GET /v1/ablations/{identity}/drivers": READS,
  "GET /v1/ablations/{identity}/durability": READS,
  "GET /v1/ablations/{identity}/effects": READS,
  "GET /v1/ablations/{identity}/efficiency": READS,
  "GET /v1/ablations/{identity}/generalization": READS,
  "GET /v1/ablations/{identity}/judges": READS,
  "GET /v1/ablations/{identity}/monitor": READS,
  "GET /v1/ablations/{identity}/origin": READS,
  "GET /v1/ablations/{identity}/power": READS,
  "GET /v1/ablations/{identity}/power/curve": READS,
  "GET /v1/ablations/{identity}/report": READS,
  "GET /v1/ablations/{identity}/report.csv": READS,
  "GET /v1/ablations/{identity}/report.html": READS,
  "GET /v1/ablations/{identity}/report.json": READS,
  "GET /v1/ablations/{identity}/report.md": READS,
  "GET /v1/ablations/{identity}/report.tex": READS,
  "GET /v1/ablations/{identity}/sample-differences": READS,
  "GET /v1/ablations/{identity}/status": READS,
};

/** The rule of an operation, or the safe one where the table has none. */
export function ruleOf(method: string, template: string | null): OperationRule {
  const known = template === null ? undefined : OPERATION_RULES[`${method} ${template}`];
  if (known !== undefined) return known;
  const isAboutOne = template?.startsWith("/v1/ablations/{identity}") === true;
  return { role: method === "GET" ? "reader" : "admin", bound: isAboutOne ? "its-own" : "never" };
}
