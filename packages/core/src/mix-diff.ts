import { z } from "zod";
import { type Component, type Mix, tokensOf } from "./mix.js";
import { UNKNOWN } from "./name.js";

const numberOrUnknown = z.union([z.number(), z.literal(UNKNOWN)]);

/** One component as a side of a comparison has it. */
export const DiffSideSchema = z.strictObject({
  kind: z.string(),
  tokens: numberOrUnknown,
  rows: numberOrUnknown,
  /** Share of the mix: declared, or its tokens over those of the mix; `unknown` where either is missing. */
  weight: numberOrUnknown,
  epochs: z.number(),
  contentHash: z.string(),
});
export type DiffSide = z.infer<typeof DiffSideSchema>;

/** What became of one component between two mixes. */
export const DiffComponentSchema = z.strictObject({
  dataset: z.string(),
  /** `unchanged` and `changed` compare content; `resized` is the same content in another amount; `unclear`: a hash is unknown. */
  change: z.enum(["added", "removed", "unchanged", "changed", "resized", "unclear"]),
  a: DiffSideSchema.nullable(),
  b: DiffSideSchema.nullable(),
  /** Tokens over all epochs, b less a. */
  tokens: numberOrUnknown,
  weight: numberOrUnknown,
  /** Named numbers that both sides measured and that differ: a, then b. */
  quality: z.record(z.string(), z.tuple([z.number(), z.number()])),
});
export type DiffComponent = z.infer<typeof DiffComponentSchema>;

/** How much of the data of one side the other has too, where both are at hand. */
export const DiffOverlapSchema = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("measured"),
    rows: z.strictObject({ a: z.number(), b: z.number() }),
    /** Rows with an exact twin on the other side. */
    exact: z.strictObject({ a: z.number(), b: z.number() }),
    /** Rows with a near duplicate on the other side, the exact ones included. */
    near: z.strictObject({ a: z.number(), b: z.number() }),
    threshold: z.number(),
  }),
  z.strictObject({ status: z.literal("not-measured"), reason: z.string() }),
]);
export type DiffOverlap = z.infer<typeof DiffOverlapSchema>;

/** What changed between two mixes: the intervention. */
export const MixDiffSchema = z.strictObject({
  a: z.string(),
  b: z.string(),
  components: z.array(DiffComponentSchema),
  tokens: z.strictObject({ a: numberOrUnknown, b: numberOrUnknown, difference: numberOrUnknown }),
  rows: z.strictObject({ a: numberOrUnknown, b: numberOrUnknown, difference: numberOrUnknown }),
  overlap: DiffOverlapSchema,
});
export type MixDiff = z.infer<typeof MixDiffSchema>;

/** A side of a comparison: what it is called, and its mix. */
export interface NamedMix {
  readonly name: string;
  readonly mix: Mix;
}

type Known = number | typeof UNKNOWN;

function difference(a: Known, b: Known): Known {
  return a === UNKNOWN || b === UNKNOWN ? UNKNOWN : b - a;
}

function sideOf(component: Component, mix: Mix): DiffSide {
  const { kind, tokens, rows, epochs = 1, contentHash } = component;
  const all = tokensOf(mix);
  const seen = tokens === UNKNOWN ? UNKNOWN : tokens * epochs;
  const weight =
    component.weight ?? (all === UNKNOWN || seen === UNKNOWN || all === 0 ? UNKNOWN : seen / all);
  return { kind, tokens, rows, weight, epochs, contentHash };
}

function changeOf(a: DiffSide | null, b: DiffSide | null): DiffComponent["change"] {
  if (a === null) return "added";
  if (b === null) return "removed";
  if (a.contentHash === UNKNOWN || b.contentHash === UNKNOWN) return "unclear";
  if (a.contentHash !== b.contentHash) return "changed";
  return a.epochs === b.epochs && a.weight === b.weight ? "unchanged" : "resized";
}

function seenTokens(side: DiffSide | null): Known {
  if (side === null) return 0;
  return side.tokens === UNKNOWN ? UNKNOWN : side.tokens * side.epochs;
}

function qualities(a: Component | undefined, b: Component | undefined): DiffComponent["quality"] {
  const [left, right] = [a?.quality, b?.quality];
  if (typeof left !== "object" || typeof right !== "object") return {};
  return Object.fromEntries(
    Object.entries(left).flatMap(([name, value]): [string, [number, number]][] => {
      const other = right[name];
      return other === undefined || other === value ? [] : [[name, [value, other]]];
    }),
  );
}

/** Components of two mixes that are the same data set: by name, else by content. */
function pairs(a: Mix, b: Mix): (readonly [Component | undefined, Component | undefined])[] {
  const left = [...b.components];
  const take = (fits: (component: Component) => boolean): Component | undefined => {
    const at = left.findIndex(fits);
    return at === -1 ? undefined : left.splice(at, 1)[0];
  };
  const named = a.components.map(
    (component) => [component, take(({ dataset }) => dataset === component.dataset)] as const,
  );
  const found = named.map(([component, twin]) => {
    const { contentHash } = component;
    return [
      component,
      twin ?? (contentHash === UNKNOWN ? undefined : take((other) => other.contentHash === contentHash)),
    ] as const;
  });
  return [...found, ...left.map((component) => [undefined, component] as const)];
}

function rowsOf({ components }: Mix): Known {
  let sum = 0;
  for (const { rows } of components) {
    if (rows === UNKNOWN) return UNKNOWN;
    sum += rows;
  }
  return sum;
}

/**
 * What changed from one mix to another, component by component: the intervention. Tokens are those of all epochs.
 *
 * @param overlap what the data have in common, which only whoever reads them knows
 */
export function diffMixes(a: NamedMix, b: NamedMix, overlap: DiffOverlap): MixDiff {
  const components = pairs(a.mix, b.mix).map(([left, right]): DiffComponent => {
    const sideA = left === undefined ? null : sideOf(left, a.mix);
    const sideB = right === undefined ? null : sideOf(right, b.mix);
    const names = [...new Set([left?.dataset, right?.dataset].filter((name) => name !== undefined))];
    return {
      dataset: names.join(" -> "),
      change: changeOf(sideA, sideB),
      a: sideA,
      b: sideB,
      tokens: difference(seenTokens(sideA), seenTokens(sideB)),
      weight: difference(sideA?.weight ?? 0, sideB?.weight ?? 0),
      quality: qualities(left, right),
    };
  });
  const [tokensA, tokensB] = [tokensOf(a.mix), tokensOf(b.mix)];
  const [rowsA, rowsB] = [rowsOf(a.mix), rowsOf(b.mix)];
  return {
    a: a.name,
    b: b.name,
    components,
    tokens: { a: tokensA, b: tokensB, difference: difference(tokensA, tokensB) },
    rows: { a: rowsA, b: rowsB, difference: difference(rowsA, rowsB) },
    overlap,
  };
}
