import { createHash } from "node:crypto";
import type { Judge } from "@holdfast/core";
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

type Options = Readonly<Record<string, unknown>>;

/** The arguments of a scorer; Inspect tells scorers of one name apart by a number behind the later ones. */
function optionsOf({ scorers }: InspectSpec, scorer: string): Options {
  const named = (name: string) => (scorers ?? []).filter((each) => each.name === name);
  const exact = named(scorer)[0];
  const [, name = "", number = ""] = /^(.*?)([1-9]\d*)$/.exec(scorer) ?? [];
  return (exact ?? named(name)[Number(number)])?.options ?? {};
}

/**
 * The fingerprint of the prompt that a grader was given, where the log states it: the arguments `template` and
 * `instructions` of the scorer, as they were written, with a zero between them; null for Inspect's own prompts.
 */
function promptOf({ template, instructions }: Options): string | null {
  const texts = [template, instructions].map((text) => (typeof text === "string" ? text : ""));
  if (texts.every((text) => text === "")) return null;
  return `sha256:${createHash("sha256").update(texts.join("\0"), "utf8").digest("hex")}`;
}

/**
 * The model that graded: the model role that the scorer names, or the role `grader` of the task (`judge` where there is
 * none, as audits call it), else the scorer's own, else for a `model_graded` scorer the model that was evaluated; with the
 * fingerprint of its prompt where the log states that. Undefined for a rule. The recorder for Python says the same.
 */
export function inspectJudge(spec: InspectSpec, scorer: string): Judge | undefined {
  const base = scorer.slice(scorer.lastIndexOf("/") + 1);
  if (RULES.has(base)) return undefined;
  const options = optionsOf(spec, scorer);
  const roles = spec.model_roles ?? {};
  const named = typeof options.model_role === "string" ? roles[options.model_role] : undefined;
  const role = named ?? roles.grader ?? roles.judge;
  const own = typeof options.model === "string" ? options.model.slice(0, LONGEST) : undefined;
  const self = base.startsWith("model_graded") ? (spec.model ?? "unknown").slice(0, LONGEST) : undefined;
  const model = role === undefined || role === null ? (own ?? self) : roleName(role);
  const promptSha = promptOf(options);
  return model === undefined || promptSha === null ? model : { model, promptSha };
}
