import { isAnsweredInThread } from "../thread/is-answered-in-thread.js";

/** What is read of an ablation without being computed, and changes only with writes that the audit trail knows. */
const READ: ReadonlySet<string> = new Set(
  [
    "",
    "/exclusions",
    "/interventions",
    "/mixes",
    "/outcomes",
    "/revisions",
    "/revisions/{revision}",
    "/runs",
    "/status",
  ].map((question) => `/v1/ablations/{identity}${question}`),
);

/** The audit trail, whose answers change with every entry. */
export const AUDIT_ROUTE = "/v1/audit";

/** Whether the answers of a route carry an ETag: an ablation and what is recorded of it, analyses, reports, plans, the audit trail. */
export function isTagged(route: string): boolean {
  return (
    route === AUDIT_ROUTE ||
    READ.has(route) ||
    isAnsweredInThread({ method: "GET", url: `http://holdfast.local${route}` })
  );
}
