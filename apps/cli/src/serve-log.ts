import type { RequestEntry } from "@holdfast/api/local";
import type { Given } from "./given.js";
import type { OptionTable } from "./option.js";
import type { Print } from "./print.js";
import { UsageError } from "./usage-error.js";

/** How a server logs its requests. */
export const LOG_OPTIONS: OptionTable = {
  log: {
    type: "string",
    value: "json|text|none",
    summary: "one line a request on stderr; text on a terminal, json elsewhere",
  },
};

/** Where the requests of a server are logged, or null where they are not. */
export async function requestLog(
  given: Given,
  print: Print,
): Promise<((entry: RequestEntry) => void) | null> {
  const form = given.text("log") ?? (print.settings.stderr.isTTY === true ? "text" : "json");
  if (form === "none") return null;
  if (form === "json") return (entry) => print.log(JSON.stringify(entry));
  if (form !== "text")
    throw new UsageError(`\`${form}\` is no form of a log.`, "Give --log json, text or none.");
  const { requestText } = await import("@holdfast/api/local");
  return (entry) => print.log(requestText(entry));
}
