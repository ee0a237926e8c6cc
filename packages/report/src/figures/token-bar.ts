import { type Ablation, type Component, controlOf, type Mix, tokensOf } from "@holdfast/core";
import { formatTokens } from "../format.js";
import { listed } from "../table.js";

/** Components of one kind in a mix that the control was given too, or was not. */
export interface TokenSegment {
  readonly kind: string;
  /** Tokens over all epochs. */
  readonly tokens: number | "unknown";
  readonly datasets: readonly string[];
  /** Its control was not given these data sets at that stage. */
  readonly isOwn: boolean;
}

/** The mix of one arm at one stage, as a bar. */
export interface TokenBar {
  readonly arm: string;
  readonly stage: string;
  /** What the control has too comes first, in the order of the document. */
  readonly segments: readonly TokenSegment[];
  /** Tokens of the components that say. */
  readonly known: number;
  readonly total: number | "unknown";
}

/** Two components are the same data where their hashes are, or where nobody hashed them and their names are. */
function isSameData(one: Component, other: Component): boolean {
  return one.contentHash === "unknown" || other.contentHash === "unknown"
    ? one.dataset === other.dataset
    : one.contentHash === other.contentHash;
}

const tokensIn = ({ tokens, epochs = 1 }: Component) => (tokens === "unknown" ? tokens : tokens * epochs);

function segmentsOf(components: readonly Component[], control: readonly Component[] | null): TokenSegment[] {
  const segments = new Map<string, TokenSegment>();
  for (const component of components) {
    const isOwn = control !== null && !control.some((other) => isSameData(component, other));
    const tokens = tokensIn(component);
    const key = JSON.stringify([component.kind, isOwn, tokens === "unknown"]);
    const before = segments.get(key);
    segments.set(key, {
      kind: component.kind,
      isOwn,
      tokens:
        tokens === "unknown" || before?.tokens === "unknown" ? "unknown" : (before?.tokens ?? 0) + tokens,
      datasets: [...(before?.datasets ?? []), component.dataset],
    });
  }
  const all = [...segments.values()];
  return [...all.filter(({ isOwn }) => !isOwn), ...all.filter(({ isOwn }) => isOwn)];
}

/** The bar of a mix; null where nothing is stated for the arm at that stage. */
export function tokenBar(ablation: Ablation, arm: string, stage: string): TokenBar | null {
  const mixOf = (name: string): Mix | undefined =>
    ablation.arms.find((candidate) => candidate.name === name)?.mixes[stage];
  const mix = mixOf(arm);
  if (mix === undefined) return null;
  const control = controlOf(ablation, arm);
  const segments = segmentsOf(mix.components, control === null ? null : (mixOf(control)?.components ?? []));
  return {
    arm,
    stage,
    segments,
    known: segments.reduce((sum, { tokens }) => sum + (tokens === "unknown" ? 0 : tokens), 0),
    total: tokensOf(mix),
  };
}

/** `27M`, `unknown`, or `27M + ?` where some components do not say. */
export function totalText({ known, total }: TokenBar): string {
  if (total !== "unknown") return formatTokens(total);
  return known === 0 ? "unknown" : `${formatTokens(known)} + ?`;
}

/** `generic 27M`, or `stories unknown`. */
export function segmentText({ kind, tokens }: TokenSegment): string {
  return `${kind} ${formatTokens(tokens)}`;
}

/** One segment in a sentence, for a tooltip. */
export function segmentSentence({ arm, stage }: TokenBar, segment: TokenSegment): string {
  const { datasets, isOwn, kind, tokens } = segment;
  const amount = tokens === "unknown" ? "an unknown number of tokens" : `${formatTokens(tokens)} tokens`;
  const own = isOwn ? ", which its control was not given" : "";
  return `${arm} was given ${amount} of ${kind} at ${stage} (${listed(datasets)})${own}.`;
}
