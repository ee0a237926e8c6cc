/** What is read beside an ablation without analysing it: short, or a stream. Anything new is taken for an analysis. */
const LIGHT: ReadonlySet<string> = new Set([
  "archive",
  "events",
  "exclusions",
  "interventions",
  "metrics",
  "mixes",
  "mlflow-runs",
  "outcomes",
  "revisions",
  "runs",
  "status",
  "watches",
]);

/** Whether a request may take long to compute, so that a server has it answered outside its main thread. */
export function isAnsweredInThread({ method, url }: Pick<Request, "method" | "url">): boolean {
  if (method !== "GET" && method !== "HEAD") return false;
  const [version, root, identity, question] = new URL(url).pathname.split("/").slice(1);
  if (version !== "v1") return false;
  if (root === "power" || root === "comparisons") return true;
  return root === "ablations" && identity !== undefined && question !== undefined && !LIGHT.has(question);
}
