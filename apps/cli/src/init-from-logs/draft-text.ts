import { parseIdentity } from "@holdfast/core";
import { plural } from "../tables/number-text.js";
import type { AblationDraft, DraftEval, DraftMetric, DraftUnbound } from "./ablation-draft.js";

/** Metrics of lm-evaluation-harness that are right or wrong for each document, whatever the task. */
const RIGHT_OR_WRONG = /^(?:acc|acc_norm|acc_bytes|exact_match|em)(?:\.|$)/;
/** So many of a list are named in a comment. */
const MOST_NAMED = 6;

/** A scalar that YAML reads as this text, whatever it looks like. */
const quoted = (text: string) => JSON.stringify(text);

/** Some of a list, on one line of a comment. */
function some(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).map((name) => name.replace(/\s+/g, " "));
  return `${shown.join(", ")}${names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ""}`;
}

/** Writes the lines of a draft, and keeps what somebody has to fill in. */
class DraftLines {
  readonly lines: string[] = [];
  readonly missing: string[] = [];

  add(...lines: readonly string[]): void {
    this.lines.push(...lines);
  }

  /** A key without a value, which registration refuses until there is one. */
  ask(indent: string, key: string, question: string, path: string): void {
    this.missing.push(path);
    this.lines.push(`${indent}${key}: # ? ${question}`);
  }
}

function unboundComment({ task, model, files }: DraftUnbound): string {
  const of = [task, model === null ? null : `of ${model}`].filter((part) => part !== null).join(" ");
  return `#   ${of === "" ? "unnamed" : of.replace(/\s+/g, " ")}: ${some(files)}`;
}

function addArms(out: DraftLines, { arms, unbound }: AblationDraft): void {
  if (unbound.length > 0)
    out.add(
      "",
      "# Nobody says which arm and stage these logs are about. `holdfast import --map FILE` tells them by path or model:",
      ...unbound.map(unboundComment),
    );
  out.add(
    "",
    "# What each arm was trained on is not in the logs: `mixes` of an arm say it, and `factors` what is varied.",
  );
  if (arms.length === 0) {
    out.ask("", "arms", "no log names one: [{ name: control }, { name: advice }]", "arms");
    out.ask("", "control", "the arm that the others are compared with", "control");
    return;
  }
  out.add("arms:", ...arms.map(({ name, logs }) => `  - name: ${quoted(name)} # ${plural(logs, "log")}`));
  if (arms.length === 1) {
    out.add("control: null # there is one arm: name others, and the one they are compared with");
    return;
  }
  out.ask(
    "",
    "control",
    `the arm that the others are compared with: ${some(arms.map(({ name }) => name))}`,
    "control",
  );
}

function addStages(out: DraftLines, { stages, seeds, withoutSeed, arms }: AblationDraft): void {
  if (stages.length === 0)
    out.ask("", "stages", "in their order in time: [{ name: sft }, { name: rl }]", "stages");
  else
    out.add(
      "# In their order in time: see that it is right.",
      "stages:",
      ...stages.map((name) => `  - name: ${quoted(name)}`),
    );
  const unsaid = withoutSeed === 0 ? "" : ` # ${plural(withoutSeed, "log")} of an arm state no seed`;
  if (seeds.length > 0) out.add(`seeds: [${seeds.join(", ")}]${unsaid}`);
  else out.add(`seeds: unknown${arms.length === 0 ? " # no log states one" : unsaid}`);
}

function addMetric(
  out: DraftLines,
  { name, range, isHigherBetter, judges }: DraftMetric,
  path: string,
): void {
  const by = judges.every((judge) => judge === "rule") ? "" : ` # judged by ${some(judges)}`;
  out.add(`      - name: ${quoted(name)}${by}`);
  if (isHigherBetter === null)
    out.ask("        ", "direction", "lower-is-better or higher-is-better", `${path}.direction`);
  else out.add(`        direction: ${isHigherBetter ? "higher" : "lower"}-is-better`);
  if (range?.isBinary === true || (range === null && RIGHT_OR_WRONG.test(name)))
    out.add(`        scale: { kind: binary } # ${range === null ? "right or wrong" : "0 and 1 were seen"}`);
  else {
    const seen = range === null ? "means alone were seen" : `${range.lower} to ${range.upper} were seen`;
    const ask = `{ kind: binary }, or { kind: graded, lower: ..., upper: ... }: ${seen}`;
    out.ask("        ", "scale", ask, `${path}.scale`);
  }
}

function addEval(out: DraftLines, value: DraftEval, index: number): void {
  const path = `evals[${index}]`;
  out.add(
    `  - id: ${quoted(value.id)} # ${plural(value.logs, "log")}`,
    "    # The first metric is the primary one.",
    "    metrics:",
  );
  for (const [at, metric] of value.metrics.entries()) addMetric(out, metric, `${path}.metrics[${at}]`);
  out.ask(
    "    ",
    "role",
    "target (close to the training data), held-out (far from it) or guardrail",
    `${path}.role`,
  );
  out.add("    relation: unknown # in-distribution, near or out-of-distribution, where you know it");
  if (value.conditions.length > 0) out.add(`    conditions: ${JSON.stringify(value.conditions)}`);
  const { harness } = value;
  if (harness !== null)
    out.add(`    harness: { name: ${quoted(harness.name)}, version: ${quoted(harness.version)} }`);
  if (value.samples !== null) out.add(`    samples: ${value.samples}`);
  if (value.families.length > 0)
    out.add(
      `    # --cluster of holdfast import may be one of ${some(value.families.map(([key, count]) => `${key} (${count} values)`))}`,
    );
}

/**
 * The draft as YAML, and the keys that somebody has to fill in before it can be registered.
 *
 * @param name what the ablation is called where the logs name none
 */
export function draftText(
  draft: AblationDraft,
  { file, name }: { readonly file: string; readonly name: string },
): { readonly text: string; readonly missing: readonly string[] } {
  const out = new DraftLines();
  const own = draft.identity === null ? { name, version: "1" } : parseIdentity(draft.identity);
  out.add(
    `# Drafted from ${plural(draft.logs, "log")}. What they do not say is marked with \`# ?\`: fill it in, then`,
    `# \`holdfast register ${file}\`. An ablation is frozen once registered, so read it twice.`,
    "",
    "retrospective: true # its outcomes were there before it, which every page and report then says",
    `name: ${quoted(own.name)}`,
    `version: ${quoted(own.version)}`,
  );
  out.ask("", "title", "what is varied, in a few words", "title");
  out.ask("", "question", "what you want to know", "question");
  const models = draft.models.length === 0 ? "" : `; the evals were of ${some(draft.models)}`;
  out.ask("", "baseModel", `the model that every arm was trained from${models}`, "baseModel");
  addArms(out, draft);
  addStages(out, draft);
  out.add("", "evals:");
  for (const [index, value] of draft.evals.entries()) addEval(out, value, index);
  for (const { file: refused, reason } of draft.refused)
    out.add(`# not read: ${refused}: ${reason.replace(/\s+/g, " ")}`);
  return { text: `${out.lines.join("\n")}\n`, missing: out.missing };
}
