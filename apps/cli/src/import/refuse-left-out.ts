import { HoldfastError, type ImportReport } from "@holdfast/core";

/** @throws HoldfastError where anything was left out that was not left out on purpose */
export function refuseLeftOut({ leftOut }: ImportReport): void {
  if (leftOut === 0) return;
  throw new HoldfastError({
    code: "invalid-input",
    message: `${leftOut} logs or parts of logs were left out, each for the reason given above.`,
    remedy: "Importing again after mending them is safe; --allow-partial takes the rest as it is.",
  });
}
