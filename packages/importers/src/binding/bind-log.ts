import { type Condition, HoldfastError } from "@holdfast/core";
import type { LogSays } from "../logs/eval-log.js";
import { applyMapping } from "./apply-mapping.js";
import {
  BINDING_WORDS,
  type LogBinding,
  parseBinding,
  type SaidField,
  type SaidFields,
} from "./log-binding.js";
import type { MappingRule } from "./mapping.js";
import { wordsOfLog } from "./words-of-log.js";

/** A checkpoint that is registered under an address, by which a log may name it. */
export interface KnownCheckpoint {
  readonly uri: string;
  readonly arm: string;
  /** null: unknown. */
  readonly seed: number | null;
  readonly branch: number;
  readonly callerId: string | null;
  readonly stage: string;
  readonly step: number | null;
}

/** What logs are bound by. */
export interface BindingRules {
  /** The ablation they are imported into, `name@version`; null where there is none yet, and a log may name any. */
  readonly identity: string | null;
  readonly mapping: readonly MappingRule[];
  readonly checkpoints: readonly KnownCheckpoint[];
}

/** How a log is bound, or why it is not. */
export type BoundLog =
  | {
      readonly is: "bound";
      readonly binding: LogBinding;
      /** Who said each word of it. */
      readonly from: Readonly<Record<string, string>>;
      readonly evals: Readonly<Record<string, string | null>>;
      readonly metrics: Readonly<Record<string, string | null>>;
      readonly condition: Condition;
      readonly notes: readonly string[];
    }
  | { readonly is: "unbound"; readonly missing: readonly string[]; readonly binding: Partial<LogBinding> }
  | { readonly is: "skipped"; readonly reason: string };

function refuse(message: string, key: string, remedy: string): never {
  throw new HoldfastError({ code: "invalid-input", message, place: { key }, remedy });
}

function ofCheckpoint(says: LogSays, checkpoints: readonly KnownCheckpoint[]): SaidFields {
  const found = checkpoints.filter(({ uri }) => says.modelPaths.includes(uri));
  const [only, another] = found;
  if (only === undefined) return {};
  if (another !== undefined)
    refuse(
      `${found.length} checkpoints are registered as \`${only.uri}\`.`,
      "model",
      "Say which one is meant with a rule of --map.",
    );
  const from = "checkpoint";
  return {
    arm: { value: only.arm, from },
    seed: { value: only.seed, from },
    branch: { value: only.branch, from },
    ...(only.callerId === null ? {} : { run: { value: only.callerId, from } }),
    stage: { value: only.stage, from },
    step: { value: only.step, from },
  };
}

/** What the checkpoint's address and the log itself say must agree where both say something. */
function agreed(byUri: SaidFields, byLog: SaidFields): Partial<Record<string, SaidField>> {
  const said: Partial<Record<string, SaidField>> = { ...byUri };
  for (const [field, word] of Object.entries(byLog)) {
    const other = said[field];
    if (word === undefined) continue;
    if (other !== undefined && other.value !== null && String(other.value) !== String(word.value))
      refuse(
        `the ${word.from} says ${field} ${String(word.value)}, and the checkpoint that its model is registered as ${String(other.value)}.`,
        field,
        "Say which is right with a rule of --map.",
      );
    said[field] = word;
  }
  return said;
}

function checkAblation(named: string | undefined, identity: string | null): void {
  if (
    named === undefined ||
    identity === null ||
    named === identity ||
    named === identity.slice(0, identity.lastIndexOf("@"))
  )
    return;
  refuse(`the log says that it belongs to ${named}.`, "ablation", `Import it with --ablation ${named}.`);
}

/**
 * Which checkpoint a log is about: what its model is registered as, what its tags and metadata say, and over both what a
 * mapping says. Nothing is guessed.
 *
 * @param file the path by which rules know it
 * @throws HoldfastError `invalid-input` where what is said contradicts itself or is no name or number
 */
export function bindLog(says: LogSays, file: string, rules: BindingRules): BoundLog {
  const mapped = applyMapping(rules.mapping, file, says);
  if (mapped.skip !== null) return { is: "skipped", reason: mapped.skip };
  const words = wordsOfLog(says);
  const said = { ...agreed(ofCheckpoint(says, rules.checkpoints), words.said), ...mapped.said };
  const { binding, missing } = parseBinding(said);
  checkAblation(binding.ablation, rules.identity);
  const { arm, stage } = binding;
  if (arm === undefined || stage === undefined) return { is: "unbound", missing, binding };
  const from = BINDING_WORDS.flatMap((field) => {
    const word = said[field];
    return word === undefined || binding[field] === undefined ? [] : [[field, word.from]];
  });
  return {
    is: "bound",
    binding: { ...binding, arm, stage },
    from: Object.fromEntries(from),
    evals: mapped.evals,
    metrics: mapped.metrics,
    condition: mapped.condition,
    notes: words.unknown.map((word) => `\`${word}\` is no word of a binding, and says nothing.`),
  };
}
