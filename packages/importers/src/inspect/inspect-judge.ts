import { createHash } from "node:crypto";
import type { InspectSpec } from "./inspect-header.js";

/** Scorers of Inspect that compare text, whatever model role the task has. */
const RULES = new Set([
  "answer",
  "choice",
  "exact",
  "f1",
  "includes",
  "match",
  "math",
  "pattern",
  "perplexity",
]);
const LONGEST = 200;

function modelOf(role: unknown): string {
  if (typeof role === "string") return role;
  return typeof role === "object" && role !== null && "model" in role ? String(role.model) : "unknown";
}

/** One grader by its name; a panel by the names of all, and by their digest where those are too long. */
function roleName(role: unknown): string {
  const names = Array.isArray(role) ? role.map(modelOf) : [modelOf(role)];
  const name = names.join("+");
  if (name.length <= LONGEST) return name;
  return `${names.length} models sha256:${createHash("sha256").update(name, "utf8").digest("hex")}`;
}

/**
 * The model that graded: the `grader` role of the task, else the scorer's own, else for a `model_graded` scorer the model
 * that was evaluated; undefined for a rule. The recorder for Python says the same.
 */
export function inspectJudge(spec: InspectSpec, scorer: string): string | undefined {
  const base = scorer.slice(scorer.lastIndexOf("/") + 1);
  if (RULES.has(base)) return undefined;
  const role = spec.model_roles?.grader;
  if (role !== undefined && role !== null) return roleName(role);
  for (const { name, options } of spec.scorers ?? [])
    if (name === scorer && typeof options?.model === "string") return options.model.slice(0, LONGEST);
  return base.startsWith("model_graded") ? (spec.model ?? "unknown").slice(0, LONGEST) : undefined;
}
