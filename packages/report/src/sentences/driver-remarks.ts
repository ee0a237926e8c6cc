import { type Driver, type DriverContrast, type SignedTerm, termText } from "@holdfast/core";
import { formatBare } from "../format.js";
import { listed } from "../table.js";

const signed = ({ factors, sign }: SignedTerm) => `${sign < 0 ? "\u2212" : ""}${termText(factors)}`;

/** Which terms one number measures at once, for those that have company. */
export function aliasNames({ aliasedWith }: DriverContrast): string[] {
  return aliasedWith.map(signed);
}

/** How far a factor can be told from the amount of data, where it can hardly be; nothing where it can. */
export function tokenNote({ tokens }: Driver, factor: string): string | null {
  if (tokens.status !== "confounded") return null;
  const found = tokens.factors.find((one) => one.factor === factor);
  if (found === undefined) return null;
  if (found.inflation === null || found.aliased) return "cannot be told from the amount of tokens";
  const times = formatBare(Number(found.inflation.toPrecision(2)));
  return times === "1" ? null : `tokens inflate its variance ${times} times`;
}

/** Words of a fraction, what is missing, and why there are no shares: what a reader of the numbers must know. */
export function driverRemarks({ design, attribution }: Driver): string[] {
  const words = design.definingRelation.map(signed);
  return [
    ...(words.length === 0
      ? []
      : [`Defining relation: I = ${words.join(" = ")}; resolution ${design.resolution ?? 0}.`]),
    ...(design.missing.length === 0 ? [] : [`Without an outcome: ${listed(design.missing)}.`]),
    ...(attribution.status === "not-estimable" && design.factors.length > 1
      ? [`Shares of the whole are not estimable, because ${attribution.reason}.`]
      : []),
  ];
}

/** What a design lets one say of a factor, and what not: its kind and aliases in words. */
export function designReading({ design, contrasts }: Driver): string {
  const beside = design.reference ?? "the others";
  switch (design.kind) {
    case "full-factorial":
      return "Every combination was trained, so each factor and each interaction is told apart from all others.";
    case "fractional-factorial": {
      const shared = contrasts.filter(({ aliasedWith }) => aliasedWith.length > 0).length;
      return `Only a fraction of the combinations was trained, so ${shared} of ${contrasts.length} numbers are those of several terms at once; the others are named beside each.`;
    }
    case "single-factor":
      return "One factor was varied, and nothing else, so its effect is the difference of its arms.";
    case "one-at-a-time":
      return `One factor was changed at a time from ${beside}, so each effect is what the factor does there; whether it does the same beside the others is not known.`;
    case "leave-one-out":
      return `One factor was left out at a time from ${beside}, so each effect is what is lost there; whether the factor does the same alone is not known.`;
    case "incomplete":
      return "Some combinations are missing, so only what two arms that differ in one factor show can be said; there is no main effect.";
    case "none":
      return "No factor was varied among these arms, so nothing can be laid to one.";
  }
}
