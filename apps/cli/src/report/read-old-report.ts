import { readFile } from "node:fs/promises";
import { HoldfastError, isHoldfastError, type ReportFile, readReportFile } from "@holdfast/core";
import { systemFault } from "../system-fault.js";

/** Reads a report that was written before. @throws HoldfastError naming the file, with what to give instead */
export async function readOldReport(path: string, shown: string): Promise<ReportFile> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(await readFile(path));
  } catch (error) {
    if (!(error instanceof TypeError)) throw systemFault(error, shown);
    throw new HoldfastError({
      code: "invalid-input",
      message: "the file is not UTF-8, so it is no report.",
      place: { file: shown },
      remedy: "Give a file that `holdfast report -o FILE` wrote.",
    });
  }
  try {
    return readReportFile(text);
  } catch (error) {
    if (!isHoldfastError(error)) throw error;
    const { code, message, place, remedy } = error;
    throw new HoldfastError({ code, message, remedy, place: { ...place, file: shown }, cause: error });
  }
}
