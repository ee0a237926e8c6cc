import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import {
  ComponentSchema,
  componentOf,
  HoldfastError,
  type MeasuredComponent,
  MeasuredComponentSchema,
  type Mix,
  type MixMeasure,
  MixSchema,
  type NamedMix,
  UNKNOWN,
} from "@holdfast/core";
import { isCroissant, type MixFile, readCroissant } from "@holdfast/importers";
import type { CommandContext } from "../command.js";
import type { FilesRequest } from "./measure-files.js";
import { measureFiles } from "./measure-files.js";
import { datasetName, mixFiles } from "./mix-files.js";

/** A side of a comparison: its mix, and its data where they are at hand. */
export interface SideGiven extends NamedMix {
  /** Null where there are no data to look at, with the reason. */
  readonly files: readonly MixFile[] | null;
  readonly why: string;
  /** What was measured, where it was. */
  readonly measured: MixMeasure | null;
}

/** `advice@1/principles/sft`. */
const REGISTERED = /^([^/\s]+@[^/\s]+)\/([^/]+)\/([^/]+)$/;
/** A record is small; what is larger is data. */
const RECORD_BYTES = 16 * 1024 * 1024;

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return `sha256:${hash.digest("hex")}`;
}

/** The files that a record was measured from, where they are still there and still the same. */
async function filesOf(
  { measured }: MeasuredComponent,
  cwd: string,
): Promise<Pick<SideGiven, "files" | "why">> {
  const files: MixFile[] = [];
  for (const { file, sha256 } of measured.files) {
    const path = resolve(cwd, file);
    if (!(await isThere(path))) return { files: null, why: `${file} is not here` };
    if ((await sha256Of(path)) !== sha256)
      return { files: null, why: `${file} was changed since it was measured` };
    files.push({ path, file });
  }
  return { files, why: "" };
}

/** A mix, a component, or a document of Croissant. */
function declaredMix(decoded: unknown): Mix | undefined {
  if (isCroissant(decoded)) return readCroissant(decoded, UNKNOWN);
  const mix = MixSchema.safeParse(decoded);
  if (mix.success) return mix.data;
  const component = ComponentSchema.safeParse(decoded);
  return component.success ? { components: [component.data] } : undefined;
}

async function ofRecord(path: string, given: string, cwd: string): Promise<SideGiven | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true || found.size > RECORD_BYTES || !/\.json$/i.test(path)) return undefined;
  let decoded: unknown;
  try {
    decoded = JSON.parse(await readFile(path, "utf8"));
  } catch {
    return undefined;
  }
  const measured = MeasuredComponentSchema.safeParse(decoded);
  if (measured.success) {
    const mix = { components: [measured.data.component] };
    return { name: given, mix, measured: measured.data.measured, ...(await filesOf(measured.data, cwd)) };
  }
  const mix = declaredMix(decoded);
  const why = `${given} declares a mix without its data`;
  return mix === undefined ? undefined : { name: given, mix, files: null, why, measured: null };
}

async function ofAblation(given: string, { connect }: CommandContext): Promise<SideGiven | undefined> {
  const [, identity, arm, stage] = REGISTERED.exec(given) ?? [];
  if (identity === undefined) return undefined;
  const { mixes } = await (await connect()).mixes(identity);
  const found = mixes.find((each) => each.arm === arm && each.stage === stage);
  const why = `${given} is registered, and its data are not here`;
  if (found !== undefined) return { name: given, mix: found.mix, files: null, why, measured: null };
  const known = mixes.map((each) => `${identity}/${each.arm}/${each.stage}`);
  throw new HoldfastError({
    code: "not-found",
    message: `\`${identity}\` declares no mix of arm \`${arm}\` at stage \`${stage}\`.`,
    remedy: known.length === 0 ? "It declares none at all." : `There are ${known.join(", ")}.`,
  });
}

/**
 * A side as it was typed: a record that `mix measure --out` wrote, a mix, component or Croissant as JSON, data (which are measured), or
 * `ABLATION@VERSION/ARM/STAGE` of the database.
 *
 * @throws HoldfastError `not-found`, or `invalid-input` for data that cannot be read
 */
export async function sideGiven(
  given: string,
  context: CommandContext,
  how: Omit<FilesRequest, "files" | "dataset" | "kind" | "cwd">,
): Promise<SideGiven> {
  const { cwd, print } = context;
  const path = resolve(cwd, given);
  const isFile = await isThere(path);
  const registered = isFile ? undefined : await ofAblation(given, context);
  if (registered !== undefined) return registered;
  const recorded = await ofRecord(path, given, cwd);
  if (recorded !== undefined) return recorded;
  const { files } = await mixFiles([given], cwd);
  const dataset = datasetName([given]);
  const measured = await measureFiles({ ...how, files, dataset, kind: "unknown", cwd }, print);
  for (const { first, why, count } of measured.leftOut) print.note(`left out (${count}): ${first}: ${why}`);
  return {
    name: given,
    mix: { components: [componentOf(measured)] },
    files: files.map((file) => ({ path: file.path, file: file.shown })),
    why: "",
    measured,
  };
}
