import { HoldfastError, isHoldfastError } from "@holdfast/core";
import type { ByteSource } from "../bytes/byte-source.js";
import type { EvalLog } from "./eval-log.js";
import type { LogImporter, LogOptions, LogSource } from "./log-importer.js";
import { LOG_IMPORTERS } from "./log-importers.js";

/**
 * The importer whose format these bytes are in, told by their content; undefined where none knows them.
 *
 * @param about the file and how it is to be read, by which rules of a mapping know a table
 */
export async function findLogImporter(
  bytes: ByteSource,
  about?: { readonly file: string; readonly options: LogOptions },
): Promise<LogImporter | undefined> {
  for (const importer of LOG_IMPORTERS) if (await importer.recognises(bytes, about)) return importer;
  return undefined;
}

/**
 * Reads a log of whichever known harness, told by its content.
 *
 * @throws HoldfastError `invalid-input` or `too-large`, with the file and, where there is one, the member or key
 */
export async function readLog(source: LogSource, options: LogOptions): Promise<EvalLog> {
  const importer = await findLogImporter(source.bytes, { file: source.file, options });
  if (importer === undefined)
    throw new HoldfastError({
      code: "invalid-input",
      message:
        source.bytes.size === 0 ? "the file is empty." : "it is not a log of a kind that is known here.",
      place: { file: source.file },
      remedy: `Logs are read from ${LOG_IMPORTERS.map(({ looks }) => looks).join("; and ")}.`,
    });
  try {
    return await importer.read(source, options);
  } catch (error) {
    throw isHoldfastError(error) ? error.at({ file: source.file }) : error;
  }
}
