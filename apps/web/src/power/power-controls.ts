import { type PowerQuestion, PowerQuestionSchema, type PowerRow } from "@holdfast/core";

/** A number of a plan that can be set on the page. */
export interface PowerControl {
  readonly key: keyof PowerQuestion;
  readonly label: string;
  readonly hint?: string;
  /** What stands there while nobody sets it; empty where there is nothing. */
  readonly base: (row: PowerRow) => number | null;
  readonly isWhole: boolean;
  readonly least: number;
  readonly most?: number;
  /** A slider beside the number: from, to, and whether its steps multiply. */
  readonly slider?: { readonly from: number; readonly to: number; readonly isLogarithmic: boolean };
}

const MOST_DEVIATION = 0.15;

/** The sliders; deviations as a share of the metric's range. */
export function mainControls(range: number): readonly PowerControl[] {
  return [
    {
      ...{ key: "runs", label: "Runs an arm", isWhole: true, least: 1, most: 1000 },
      base: ({ design }) => design.runs.value,
      slider: { from: 1, to: 20, isLogarithmic: false },
    },
    {
      ...{ key: "prompts", label: "Prompts", isWhole: true, least: 1 },
      base: ({ design }) => design.prompts.value,
      slider: { from: 10, to: 5000, isLogarithmic: true },
    },
    {
      ...{ key: "epochs", label: "Epochs", hint: "scores a prompt", isWhole: true, least: 1 },
      base: ({ design }) => Math.max(1, Math.round(design.epochs.value)),
      slider: { from: 1, to: 50, isLogarithmic: true },
    },
    {
      ...{ key: "seedSd", label: "Seeds differ by", isWhole: false, least: 0 },
      hint:
        range === 1 ? "standard deviation of a rate: 0.044 is 4.4 points" : "standard deviation of a mean",
      base: ({ spread }) => spread.seed.value,
      slider: { from: 0, to: MOST_DEVIATION * range, isLogarithmic: false },
    },
    {
      ...{ key: "effect", label: "Worth acting on", isWhole: false, least: 0 },
      hint:
        range === 1 ? "the smallest lead that matters: 0.05 is 5 points" : "the smallest lead that matters",
      base: ({ smallestEffect }) => smallestEffect,
      slider: { from: 0.01 * range, to: 0.4 * range, isLogarithmic: true },
    },
  ];
}

/** What is folded away. */
export const MORE_CONTROLS: readonly PowerControl[] = [
  {
    ...{ key: "lead", label: "Lead to be retained", hint: "the smallest effect without it" },
    ...{ isWhole: false, least: 0, base: () => null },
  },
  { key: "arms", label: "Arms", isWhole: true, least: 2, base: ({ design }) => design.arms.value },
  {
    ...{
      key: "comparisons",
      label: "Comparisons",
      hint: "that share the error rate",
      isWhole: true,
      least: 1,
    },
    base: ({ design }) => design.comparisons.value,
  },
  {
    ...{ key: "power", label: "Wanted power", isWhole: false, least: 0.5, most: 1 },
    base: ({ wantedPower }) => wantedPower,
  },
  {
    ...{ key: "alpha", label: "Alpha", hint: "two-sided", isWhole: false, least: 0, most: 0.5 },
    base: ({ leads }) => leads.find(({ step }) => step === "alone")?.alpha ?? null,
  },
  {
    ...{ key: "correlation", label: "Correlation of stages", hint: "of a run's means" },
    ...{ isWhole: false, least: -1, most: 1 },
    base: ({ spread }) => spread.correlation.value,
  },
  {
    ...{ key: "promptSd", label: "Prompts within seeds differ by", isWhole: false, least: 0 },
    base: ({ spread }) => spread.seedByPrompt.value,
  },
  {
    ...{ key: "leadSd", label: "The lead differs over prompts by", isWhole: false, least: 0 },
    base: ({ spread }) => spread.armByPrompt.value,
  },
  {
    ...{ key: "rate", label: "Usual rate", hint: "for the spread of single scores", isWhole: false },
    ...{ least: 0, most: 1, base: () => null },
  },
  { key: "costPerRun", label: "Price of a run", isWhole: false, least: 0, base: () => 1000 },
  { key: "costPerPrompt", label: "Price of a prompt", isWhole: false, least: 0, base: () => 1 },
  { key: "costPerScore", label: "Price of a score", isWhole: false, least: 0, base: () => 0.01 },
];

/** A number as a field holds it: no more digits than a plan has. */
export function fieldText(value: number | null): string {
  return value === null ? "" : String(Number(value.toPrecision(3)));
}

/** What a field holds where nobody set it. */
export function baseText(control: PowerControl, base: PowerRow): string {
  const value = control.base(base);
  return control.isWhole && value !== null ? String(value) : fieldText(value);
}

/** What is asked by an address, and what of it could not be understood. */
export interface AskedPower {
  readonly question: PowerQuestion;
  /** Texts of the fields that were set, by their names. */
  readonly given: ReadonlyMap<string, string>;
  readonly refused: readonly string[];
}

/** Reads the question of an address. */
export function understoodPower(query: URLSearchParams, controls: readonly PowerControl[]): AskedPower {
  const given = new Map<string, string>();
  const refused: string[] = [];
  for (const { key, label } of controls) {
    const text = (query.get(key) ?? "").trim();
    if (text === "") continue;
    const parsed = PowerQuestionSchema.safeParse({ [key]: text });
    if (parsed.success) given.set(key, text);
    else refused.push(`${label}: ${parsed.error.issues[0]?.message ?? "not a number of a plan"}`);
  }
  return { question: PowerQuestionSchema.parse(Object.fromEntries(given)), given, refused };
}

/** The same without the fields that hold what they would hold anyway: a form sends them all, and they ask nothing. */
export function askedPower(
  { given, refused }: AskedPower,
  controls: readonly PowerControl[],
  base: PowerRow,
): AskedPower {
  const own = new Map(
    [...given].filter(([key, text]) => {
      const control = controls.find((one) => one.key === key);
      return control === undefined || text !== baseText(control, base);
    }),
  );
  return { question: PowerQuestionSchema.parse(Object.fromEntries(own)), given: own, refused };
}
