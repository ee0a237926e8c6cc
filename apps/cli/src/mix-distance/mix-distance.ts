import { resolve } from "node:path";
import { type Ablation, DISTANCE_RULES, type MixDistance } from "@holdfast/core";
import { measureDistance } from "@holdfast/importers";
import type { CommandContext } from "../command.js";
import type { Given } from "../given.js";
import { identityGiven } from "../identity-given.js";
import { openProgress } from "../record/progress.js";
import { UsageError } from "../usage-error.js";
import { writeWholeFile } from "../write-whole-file.js";
import {
  armRelations,
  checkContext,
  type DistanceContext,
  datasetsMissing,
  withMeasured,
} from "./arm-relations.js";
import { dataGiven } from "./data-given.js";
import { distanceText } from "./distance-text.js";
import { evalsGiven } from "./evals-given.js";

interface Context extends DistanceContext {
  readonly identity: string | null;
}

/** The ablation, arm and stage that were named. @throws UsageError where one is named without what it belongs to */
async function contextGiven({ connect }: CommandContext, given: Given): Promise<Context> {
  const [typed, arm, stage] = [given.text("ablation"), given.text("arm"), given.text("stage")];
  if (typed === undefined) {
    const lone = ["arm", "stage", "amend-file"].find((name) => given.text(name) !== undefined);
    if (lone !== undefined)
      throw new UsageError(`--${lone} needs --ablation.`, "Write --ablation NAME@VERSION.");
    return { identity: null, ablation: null, arm: null, stage: null };
  }
  if (arm === undefined)
    throw new UsageError("--ablation needs --arm.", "Write --arm ARM: relations are declared for each arm.");
  const client = await connect();
  const identity = await identityGiven(client, { ...given, positionals: [] });
  const { ablation } = await client.read(identity);
  return { identity, ablation, arm, stage: stage ?? null };
}

async function writeOut(path: string, cwd: string, document: MixDistance | Ablation): Promise<void> {
  await writeWholeFile(resolve(cwd, path), path, [`${JSON.stringify(document, null, 2)}\n`]);
}

/** `holdfast mix distance DATA... --eval NAME@V=FILE`. */
export async function mixDistance(command: CommandContext, given: Given): Promise<void> {
  const { print, cwd } = command;
  const words = given.positionals.slice(1);
  if (words.length === 0)
    throw new UsageError(
      "DATA... is missing.",
      "Usage: holdfast mix distance DATA... --eval NAME@VERSION=FILE",
    );
  const evals = await evalsGiven(given, cwd);
  const context = await contextGiven(command, given);
  checkContext(context, evals.prompts.keys());
  let add = (_bytes: number) => {};
  const { data, bytes, passedOver } = await dataGiven(words, cwd, {
    isPartial: given.flag("allow-partial"),
    add: (read) => add(read),
  });
  if (passedOver.length > 0) print.note(`passed over, no rows: ${passedOver.join(", ")}`);
  const missing = datasetsMissing(
    context,
    data.map(({ dataset }) => dataset),
  );
  if (missing.length > 0)
    print.note(
      `not measured: ${missing.join(", ")}, in the mix of ${context.arm}; DATASET=PATH names a data set as the mix does`,
    );
  // rows are read twice
  const progress = await openProgress(print, 2 * bytes);
  add = progress.add;
  progress.step("distance");
  const measured = [];
  try {
    for (const each of data) measured.push(await measureDistance(each, evals.prompts));
  } finally {
    progress.done();
  }
  const distances = measured.flatMap((each) => each.distances);
  const relations = armRelations(context, distances);
  const different = (id: string) => distances.find((distance) => distance.eval === id)?.prompts ?? 0;
  const document: MixDistance = {
    identity: context.identity,
    arm: context.arm,
    stage: context.stage,
    rules: { ...DISTANCE_RULES, runs: [...DISTANCE_RULES.runs] },
    datasets: measured.map((each) => each.data),
    evals: evals.read.map((each) => ({ ...each, prompts: different(each.eval) })),
    distances,
    relations,
  };
  print.document(document);
  print.text(
    distanceText(document, {
      columns: print.settings.columns,
      bold: (text) => print.style("bold", text),
    }),
  );
  const [out, amended] = [given.text("out"), given.text("amend-file")];
  if (out !== undefined) {
    await writeOut(out, cwd, document);
    print.note(`written to ${out}`);
  }
  if (amended === undefined || context.ablation === null || context.arm === null) return;
  await writeOut(amended, cwd, withMeasured(context.ablation, context.arm, relations));
  print.note(
    `${amended} is ${context.identity} with what was measured beside what is declared; take it in by: holdfast amend ${amended} --author NAME --reason TEXT`,
  );
}
