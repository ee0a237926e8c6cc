import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { resolve } from "node:path";
import { type ByteSource, bytesOfFile, type DistanceData, readTrainingRows } from "@holdfast/importers";
import type { LogFile } from "../import/log-files.js";
import { datasetName, mixFiles } from "../mix/mix-files.js";
import { systemFault } from "../system-fault.js";

/** The data sets that were named, and how much there is to read. */
export interface DataGiven {
  readonly data: readonly DistanceData[];
  readonly bytes: number;
  readonly passedOver: readonly string[];
}

/** `DATASET=PATH`, or a path that names the data set itself. */
function parted(word: string, cwd: string): readonly [dataset: string | null, path: string] {
  const at = word.indexOf("=");
  return at <= 0 || existsSync(resolve(cwd, word)) ? [null, word] : [word.slice(0, at), word.slice(at + 1)];
}

/** The same bytes, telling how many of them were read. */
function counted(bytes: ByteSource, add: (bytes: number) => void): ByteSource {
  return {
    size: bytes.size,
    read: async (offset, length) => {
      const found = await bytes.read(offset, length);
      add(found.length);
      return found;
    },
  };
}

function dataOf(
  dataset: string,
  files: readonly LogFile[],
  settings: { readonly isPartial: boolean; readonly add: (bytes: number) => void },
): DistanceData {
  const sorted = [...files].sort((a, b) => (a.shown < b.shown ? -1 : 1));
  let leftOut = 0;
  async function* rows() {
    leftOut = 0;
    const options = settings.isPartial
      ? {
          leaveOut: () => {
            leftOut += 1;
          },
        }
      : {};
    for (const { path, shown } of sorted) {
      const handle = await open(path).catch((error: unknown) => {
        throw systemFault(error, shown);
      });
      try {
        const bytes = counted(bytesOfFile(handle, (await handle.stat()).size), settings.add);
        yield* readTrainingRows({ file: shown, bytes }, options);
      } finally {
        await handle.close();
      }
    }
  }
  return { dataset, files: sorted.map(({ shown }) => shown), rows, leftOut: () => leftOut };
}

/**
 * The data sets that were named: each word is one, called as `DATASET=PATH` says or else as its file or folder is; words
 * of one name are one data set.
 *
 * @param settings `isPartial`: rows that cannot be read are left out; `add`: told of bytes that were read
 * @throws HoldfastError `not-found`, or `invalid-input` where there is nothing to read
 */
export async function dataGiven(
  words: readonly string[],
  cwd: string,
  settings: { readonly isPartial: boolean; readonly add: (bytes: number) => void },
): Promise<DataGiven> {
  const named = words.map((word) => parted(word, cwd));
  const implied = named.flatMap(([dataset, path]) => (dataset === null ? [datasetName([path])] : []));
  const paths = new Map<string, string[]>();
  for (const [dataset, path] of named) {
    const name = datasetName([path]);
    // two files of one name in two folders are two data sets, and are told apart by their paths
    const called = dataset ?? (implied.filter((other) => other === name).length > 1 ? path : name);
    paths.set(called, [...(paths.get(called) ?? []), path]);
  }
  const data: DistanceData[] = [];
  const passedOver: string[] = [];
  let bytes = 0;
  for (const [dataset, of] of paths) {
    const found = await mixFiles(of, cwd);
    data.push(dataOf(dataset, found.files, settings));
    passedOver.push(...found.passedOver);
    bytes += found.files.reduce((sum, file) => sum + file.bytes, 0);
  }
  return { data, bytes, passedOver };
}
