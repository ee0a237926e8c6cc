import type { HoldfastClient } from "@holdfast/api/client";
import type { KnownCheckpoint } from "@holdfast/importers";
import { everyPage } from "../every-page.js";

/** Runs that are asked for at once. */
const AT_ONCE = 8;

/** The checkpoints of an ablation that have an address, by which a log may name its model. */
export async function knownCheckpoints(
  client: Pick<HoldfastClient, "runs" | "run">,
  identity: string,
): Promise<KnownCheckpoint[]> {
  const { rows } = await everyPage(
    (page) => client.runs(identity, page),
    (page) => page.runs,
  );
  const named = rows.filter(({ checkpoints }) => checkpoints > 0).map(({ run }) => run);
  const known: KnownCheckpoint[] = [];
  for (let at = 0; at < named.length; at += AT_ONCE) {
    const lineages = await Promise.all(named.slice(at, at + AT_ONCE).map((run) => client.run(identity, run)));
    for (const { run, checkpoints } of lineages)
      for (const { uri, stage, step } of checkpoints)
        if (uri !== null)
          known.push({
            uri,
            stage,
            step,
            arm: run.arm,
            seed: run.seed,
            branch: run.branch,
            callerId: run.callerId,
          });
  }
  return known;
}
