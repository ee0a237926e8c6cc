import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { HoldfastClient } from "@holdfast/api/client";
import {
  type Ablation,
  type EveryEvalExport,
  HoldfastError,
  type Metric,
  metricNamed,
  type OutcomeRecord,
  type RunLineage,
} from "@holdfast/core";
import {
  type EveryEvalEntry,
  type EveryEvalPlace,
  everyEvalDocument,
  everyEvalInstance,
  everyEvalPlace,
  everyEvalRetrieved,
  type UnscoredSample,
} from "@holdfast/importers";
import { everyPage } from "../every-page.js";
import { systemFault } from "../system-fault.js";
import { writeWholeFile } from "../write-whole-file.js";

type Client = Pick<HoldfastClient, "outcomes" | "scores" | "run">;

/** Where an export goes, and what it says of itself. */
export interface EveryEvalTarget {
  /** The folder as it was given. */
  readonly shown: string;
  readonly path: string;
  readonly organization: string;
}

/** Scores of one page of an answer. */
const PAGE = 1000;

interface Group {
  readonly place: EveryEvalPlace;
  readonly records: OutcomeRecord[];
}

/** Outcomes that count and are not set aside, by the document that they go into. */
async function groupsOf(client: Client, identity: string): Promise<Group[]> {
  const { rows } = await everyPage(
    (page) => client.outcomes(identity, { ...page, limit: PAGE, excluded: "without" }),
    ({ outcomes }) => outcomes,
  );
  const groups = new Map<string, Group>();
  for (const record of rows) {
    const place = everyEvalPlace(identity, record);
    const known = groups.get(place.uuid);
    if (known === undefined) groups.set(place.uuid, { place, records: [record] });
    else known.records.push(record);
  }
  return [...groups.values()];
}

function metricOf({ evals }: Ablation, record: OutcomeRecord): Metric {
  const known = evals.find(({ id }) => id === record.eval);
  const metric = known === undefined ? undefined : metricNamed(known, record.metric);
  if (metric !== undefined) return metric;
  throw new HoldfastError({
    code: "unknown-name",
    message: `${record.eval} ${record.metric} is recorded, and not registered.`,
    remedy: "Register it with an amendment, or set the outcome aside.",
  });
}

/** Writes the documents of one ablation one after the other; memory holds one page of scores. */
class EveryEvalWriter {
  readonly #client: Client;
  readonly #identity: string;
  readonly #ablation: Ablation;
  readonly #target: EveryEvalTarget;
  readonly #lineages = new Map<string, Promise<RunLineage>>();
  instances = 0;

  constructor(client: Client, identity: string, ablation: Ablation, target: EveryEvalTarget) {
    this.#client = client;
    this.#identity = identity;
    this.#ablation = ablation;
    this.#target = target;
  }

  async #lineage(run: string): Promise<RunLineage> {
    const known = this.#lineages.get(run) ?? this.#client.run(this.#identity, run);
    this.#lineages.set(run, known);
    return known;
  }

  async *#lines(
    { place, records }: Group,
    evaluationId: string,
    told: { readonly unscored: Map<string, UnscoredSample[]>; readonly line: (text: string) => void },
  ): AsyncGenerator<string> {
    for (const record of records) {
      if (record.value.level !== "samples") continue;
      const metric = metricOf(this.#ablation, record);
      const unscored: UnscoredSample[] = [];
      told.unscored.set(record.outcomeId, unscored);
      let cursor: string | null = null;
      do {
        const at: { cursor?: string } = cursor === null ? {} : { cursor };
        const page = await this.#client.scores(this.#identity, record.outcomeId, { limit: PAGE, ...at });
        let part = "";
        for (const each of page.scores) {
          const { score } = each;
          if (score === null) unscored.push([each.sample, each.epoch, each.cluster]);
          else {
            const instance = everyEvalInstance(place, evaluationId, record, metric, { ...each, score });
            part += `${JSON.stringify(instance)}\n`;
            this.instances += 1;
          }
        }
        if (part !== "") {
          told.line(part);
          yield part;
        }
        cursor = page.next;
      } while (cursor !== null);
    }
  }

  /** @returns how many outcomes went into it */
  async write(group: Group): Promise<number> {
    const { place, records } = group;
    const [first] = records;
    if (first === undefined) return 0;
    const { shown, path, organization } = this.#target;
    const folder = join(path, ...place.folder.split("/"));
    await mkdir(folder, { recursive: true }).catch((error: unknown) => {
      throw systemFault(error, shown);
    });
    const retrieved = everyEvalRetrieved(records);
    const evaluationId = `${place.evalName}/${place.modelId}/${retrieved}`;
    const unscored = new Map<string, UnscoredSample[]>();
    const hash = createHash("sha256");
    const before = this.instances;
    if (records.some(({ value }) => value.level === "samples" && value.scored > 0)) {
      const file = `${place.uuid}_samples.jsonl`;
      const line = (text: string) => hash.update(text);
      const lines = this.#lines(group, evaluationId, { unscored, line });
      await writeWholeFile(join(folder, file), `${shown}/${place.folder}/${file}`, lines);
    }
    const rows = this.instances - before;
    const { run, checkpoints } = await this.#lineage(first.run);
    const checkpoint =
      checkpoints.find(({ stage, step }) => stage === first.stage && step === first.step) ?? null;
    const entries = records.map(
      (record): EveryEvalEntry => ({
        record,
        metric: metricOf(this.#ablation, record),
        unscored: unscored.get(record.outcomeId) ?? [],
      }),
    );
    const { baseModel } = this.#ablation;
    const instances = rows === 0 ? null : { sha256: hash.digest("hex"), rows };
    const about = { place, evaluationId, retrieved, organization, baseModel, run, checkpoint, instances };
    const document = everyEvalDocument({ identity: this.#identity, ...about }, entries);
    if (document === null) return 0;
    const name = `${place.uuid}.json`;
    const text = `${JSON.stringify(document, null, 2)}\n`;
    await writeWholeFile(join(folder, name), `${shown}/${place.folder}/${name}`, [text]);
    return document.evaluation_results.length;
  }
}

/**
 * Writes every outcome that counts and is not set aside as documents of Every Eval Ever, one for each checkpoint, eval
 * and harness, with its instances beside it. The same outcomes give the same files.
 *
 * @throws HoldfastError `forbidden`, `not-found` or `unavailable` where the folder cannot be written
 */
export async function writeEveryEval(
  client: Client,
  identity: string,
  ablation: Ablation,
  target: EveryEvalTarget,
): Promise<EveryEvalExport> {
  const groups = await groupsOf(client, identity);
  const writer = new EveryEvalWriter(client, identity, ablation, { ...target, path: resolve(target.path) });
  let [documents, outcomes] = [0, 0];
  for (const group of groups) {
    const written = await writer.write(group);
    documents += written === 0 ? 0 : 1;
    outcomes += written;
  }
  const all = groups.reduce((sum, { records }) => sum + records.length, 0);
  return { identity, documents, outcomes, instances: writer.instances, withoutScore: all - outcomes };
}
