import { type Component, type Mix, TextSchema, UNKNOWN } from "@holdfast/core";
import type { MlflowInput } from "@holdfast/store";
import { z } from "zod";

/** Contexts in which a data set is no part of what a run was trained on. */
const EVALUATES = /^(eval|evaluation|validation|val|test|testing)$/i;

const count = z.coerce.number().int().nonnegative();
const share = z.coerce.number().min(0).max(1);
const Profile = z.record(z.string(), z.unknown());

function profileOf(text: string | null): Record<string, unknown> {
  try {
    return Profile.parse(JSON.parse(text ?? "{}"));
  } catch {
    // a profile is free text to MLflow, and says nothing here unless it is an object
    return {};
  }
}

function firstOf<T>(schema: z.ZodType<T>, values: readonly unknown[]): T | undefined {
  for (const value of values) {
    const read = value === undefined || value === null || value === "" ? undefined : schema.safeParse(value);
    if (read?.success === true) return read.data;
  }
  return undefined;
}

function componentOf({ name, digest, source, tags, profile: text }: MlflowInput): Component {
  const profile = profileOf(text);
  const tag = (key: string) => tags.find((one) => one.key === `holdfast.${key}` || one.key === key)?.value;
  const weight = firstOf(share, [tag("weight"), tag("ratio"), profile.weight, profile.ratio]);
  const from = TextSchema.safeParse(source);
  return {
    dataset: name,
    kind: tag("kind") ?? "generic",
    tokens: firstOf(count, [tag("tokens"), profile.num_tokens, profile.tokens]) ?? UNKNOWN,
    rows: firstOf(count, [tag("rows"), profile.num_rows, profile.rows]) ?? UNKNOWN,
    ...(weight === undefined ? {} : { weight }),
    // MLflow's digest covers a sample of the rows, and is no hash of the content
    contentHash: UNKNOWN,
    ...(from.success ? { source: from.data } : {}),
    note: `declared through MLflow with the digest ${digest}`,
  };
}

/** The components of the mix that a run says it was trained on. */
export function declaredMix(inputs: readonly MlflowInput[]): Component[] {
  return inputs
    .filter(
      ({ tags }) => !tags.some(({ key, value }) => key === "mlflow.data.context" && EVALUATES.test(value)),
    )
    .map(componentOf);
}

/** Where what a run declares differs from what was registered, in sentences; nothing where it declares nothing. */
export function mixDifferences(declared: readonly Component[], registered: Mix | undefined): string[] {
  if (declared.length === 0) return [];
  if (registered === undefined)
    return ["No mix was registered for this arm and stage, and the run declares one."];
  const names = new Set(declared.map(({ dataset }) => dataset));
  const missing = registered.components
    .filter(({ dataset }) => !names.has(dataset))
    .map(({ dataset }) => `The registered component ${dataset} was not declared.`);
  const others = declared.flatMap((component) => {
    const plan = registered.components.find(({ dataset }) => dataset === component.dataset);
    if (plan === undefined) return [`${component.dataset} was declared, and is no registered component.`];
    return (["tokens", "rows", "weight"] as const).flatMap((field) => {
      const [said, planned] = [component[field], plan[field]];
      const isKnown = ![said, planned].some((value) => value === UNKNOWN || value === undefined);
      return isKnown && said !== planned
        ? [`${component.dataset} was declared with ${said} ${field}, and registered with ${planned}.`]
        : [];
    });
  });
  return [...missing, ...others];
}
