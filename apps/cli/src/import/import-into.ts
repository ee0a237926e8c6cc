import type { HoldfastClient } from "@holdfast/api/client";
import type { MappingRule } from "@holdfast/importers";
import type { ImportRules } from "./check-log.js";
import { knownCheckpoints } from "./known-checkpoints.js";

/** Where logs are imported to, and what was said of them. */
export interface ImportInto {
  readonly client: HoldfastClient;
  readonly identity: string;
  readonly mapping: readonly MappingRule[];
  readonly cluster: string | null;
  readonly correction: ImportRules["correction"];
}

/** How logs are bound and checked now: with the ablation as it stands, and the checkpoints that are registered. */
export async function rulesNow(into: ImportInto): Promise<ImportRules> {
  const { client, identity, mapping, cluster, correction } = into;
  const { ablation } = await client.read(identity);
  return {
    identity,
    ablation,
    mapping,
    cluster,
    correction,
    checkpoints: await knownCheckpoints(client, identity),
  };
}
