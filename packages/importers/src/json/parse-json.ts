import { isUtf8 } from "node:buffer";
import { HoldfastError, keyOf } from "@holdfast/core";
import { findJsonFault } from "../json-fault.js";

/** A whole string, so that what stands in one is passed over, or a number that JSON does not have. */
const STRING_OR_CONSTANT = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|-?\bInfinity\b|\bNaN\b/g;

/** An infinity is written as a number that is beyond every double, and a NaN as the absence that it stands for. */
function withoutConstants(text: string): string {
  return text.replace(STRING_OR_CONSTANT, (found) => {
    if (found.startsWith('"')) return found;
    return found === "NaN" ? "null" : found === "Infinity" ? "1e999" : "-1e999";
  });
}

function refuse(text: string, cause: unknown): never {
  const fault = findJsonFault(text.replace(/1e999/g, "1e99"));
  const key = fault === undefined ? "" : keyOf(fault.path);
  throw new HoldfastError({
    code: "invalid-input",
    message:
      fault?.kind === "ends"
        ? "the JSON ends in the middle."
        : `this is not JSON${fault === undefined ? "" : `: \`${fault.found}\` has no place there`}.`,
    place: key === "" ? {} : { key },
    remedy: "Copy the file again from where it was written.",
    cause,
  });
}

/**
 * JSON as Python writes it: NaN is null, and the infinities are infinite. What stands in strings is left alone.
 *
 * @throws HoldfastError `invalid-input`, naming the path at fault
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (first) {
    if (!/NaN|Infinity/.test(text)) return refuse(text, first);
    const plain = withoutConstants(text);
    try {
      return JSON.parse(plain);
    } catch (second) {
      return refuse(plain, second);
    }
  }
}

/** The same for bytes. @throws HoldfastError `invalid-input` where they are not UTF-8 too */
export function parseJsonBytes(bytes: Buffer): unknown {
  if (!isUtf8(bytes))
    throw new HoldfastError({
      code: "invalid-input",
      message: "the text is not valid UTF-8.",
      remedy: "Copy the file again, as binary.",
    });
  return parseJson(bytes.toString("utf8"));
}
