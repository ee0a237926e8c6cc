import { ablation } from "./ablation.js";
import { analysisCache } from "./analysis-cache.js";
import { audit } from "./audit.js";
import { evaluation, sample } from "./eval.js";
import { exclusion } from "./exclusion.js";
import { outcome, outcomePage } from "./outcome.js";
import { revision } from "./revision.js";
import { checkpoint, intervention, run } from "./run.js";

/**
 * Reference tables: small, on every node, and never pointing at a distributed table.
 * `ablation` gives out the key by which all others are distributed and must keep `name@version` unique everywhere.
 * `audit` is the server's own trail and outlives the ablations it speaks of.
 */
export const REFERENCE_TABLES = [ablation, audit] as const;

/**
 * Distributed tables: `ablation_id` comes first in the primary key, in every unique constraint and in every
 * foreign key between them, so that `create_distributed_table(..., 'ablation_id')` works as they are.
 * In an order in which rows can be deleted.
 */
export const DISTRIBUTED_TABLES = [
  analysisCache,
  exclusion,
  intervention,
  outcomePage,
  outcome,
  sample,
  evaluation,
  checkpoint,
  run,
  revision,
] as const;
