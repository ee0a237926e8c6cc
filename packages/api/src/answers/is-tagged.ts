import { isAnsweredInThread } from "../thread/is-answered-in-thread.js";

/** Whether the answers of a route carry an ETag: analyses, reports, plans, and the status of an ablation. */
export function isTagged(route: string): boolean {
  if (route === "/v1/ablations/{identity}/status") return true;
  return isAnsweredInThread({ method: "GET", url: `http://holdfast.local${route}` });
}
