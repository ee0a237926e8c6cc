import { type Ablation, type AblationInput, AblationSchema } from "./ablation.js";
import { checkAblation } from "./ablation-rules.js";
import { registerDefaultFamilies } from "./default-families.js";
import { parseWith } from "./parse.js";

/**
 * Parses and checks an ablation: names are unique, everything named exists, levels fit their factors,
 * the plan can be answered. Where the plan registers no family, the default families are written out,
 * so that their size is fixed at registration.
 *
 * @throws HoldfastError `invalid-input` or `unknown-name`, naming the key
 */
export function defineAblation(input: AblationInput): Ablation {
  return parseAblation(input);
}

/** {@link defineAblation} for a document that came from a file or over the wire. */
export function parseAblation(input: unknown): Ablation {
  const ablation = parseWith(AblationSchema, input, "ablation");
  checkAblation(ablation);
  return registerDefaultFamilies(ablation);
}
