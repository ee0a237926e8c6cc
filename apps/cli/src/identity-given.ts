import type { HoldfastClient } from "@holdfast/api/client";
import { HoldfastError } from "@holdfast/core";
import type { Given } from "./given.js";

/**
 * The ablation that was meant: the word or `--ablation` where given (the version may be left out where
 * there is one), else the only ablation there is.
 *
 * @throws HoldfastError `not-found` or `invalid-input`, listing what there is
 */
export async function identityGiven(client: HoldfastClient, given: Given): Promise<string> {
  const typed = given.positionals[0] ?? given.text("ablation");
  if (typed?.includes("@")) return typed;
  const [current, archived] = [await client.list(), await client.list({ archived: true })];
  const identities = [
    ...new Set([...current.ablations, ...archived.ablations].map((registration) => registration.identity)),
  ];
  const offered = typed === undefined ? current.ablations.map(({ identity }) => identity) : identities;
  const matching = offered.filter((identity) => typed === undefined || identity.startsWith(`${typed}@`));
  const [only] = matching;
  if (only !== undefined && matching.length === 1) return only;
  const there = identities.length === 0 ? "There is none yet." : `There are ${identities.join(", ")}.`;
  if (matching.length > 1)
    throw new HoldfastError({
      code: "invalid-input",
      message:
        typed === undefined ? "several ablations are registered." : `\`${typed}\` has several versions.`,
      remedy: `Name one: ${matching.join(", ")}.`,
    });
  throw new HoldfastError({
    code: "not-found",
    message: typed === undefined ? "no ablation is registered." : `there is no ablation \`${typed}\`.`,
    remedy: `${there} Register one with \`holdfast register FILE\`.`,
  });
}
