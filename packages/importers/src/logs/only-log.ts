import { HoldfastError } from "@holdfast/core";
import type { EvalLog } from "./eval-log.js";

/** The log of a file that holds one. @throws HoldfastError `invalid-input` where it holds none or several */
export function onlyLog(logs: readonly EvalLog[], file: string): EvalLog {
  const [only, another] = logs;
  if (only !== undefined && another === undefined) return only;
  throw new HoldfastError({
    code: "invalid-input",
    message:
      only === undefined
        ? "there is no log in it."
        : `there are ${logs.length} logs in it, such as ${only.part ?? "one"} and ${another?.part ?? "another"}.`,
    place: { file },
    remedy: "Read it with `holdfast import`, which takes each by itself.",
  });
}
