/** A function of a distribution as an output name spells it: `qt_.975_2.3`, `pt_m8_2.3`, `t_quantile_0.975_df2.3`. */
export interface NamedFunction {
  readonly name: string;
  readonly arguments: readonly number[];
  /** Whether the upper tail is meant. */
  readonly upper: boolean;
}

// `m8` is -8; `df2.3` and `ncp1.5` say which argument they are.
const ARGUMENT = /^(?:df|ncp|nc|k|n|a|b)?(m|-)?(\d+\.?\d*|\.\d+)(?:e(m|-|\+)?(\d+))?$/;
const UPPER = new Set(["upper", "sf", "upr"]);

function argumentOf(word: string): number | undefined {
  const found = ARGUMENT.exec(word);
  if (found === null) return undefined;
  const [, minus, digits, exponentMinus, exponent = "0"] = found;
  const below = exponentMinus === "m" || exponentMinus === "-";
  return Number(`${minus === undefined ? "" : "-"}${digits}e${below ? "-" : ""}${exponent}`);
}

/** Reads an output name that carries a function and its arguments. */
export function namedFunction(text: string): NamedFunction {
  const words = text.split("_").filter((word) => word !== "");
  const numbers: number[] = [];
  const names: string[] = [];
  let upper = false;
  for (const word of words) {
    const number = names.length === 0 ? undefined : argumentOf(word);
    if (number !== undefined) numbers.push(number);
    else if (UPPER.has(word)) upper = true;
    else if (word !== "lower") names.push(word);
  }
  return { name: names.join("_"), arguments: numbers, upper };
}
