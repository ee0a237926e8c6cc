import { AlarmError } from "./alarm-error.js";
import type { EXIT_CODES } from "./exit-code.js";
import type { Print } from "./print.js";
import { UnheldError } from "./unheld-error.js";
import { UsageError } from "./usage-error.js";

/** Prints a fault, what it is and what to do next, and says of which kind it is. */
export async function reportFault(error: unknown, print: Print): Promise<keyof typeof EXIT_CODES> {
  if (error instanceof UsageError) {
    print.fault(`${print.style("red", "error:")} ${error.message} ${error.remedy}`);
    return "usage";
  }
  if (error instanceof UnheldError) {
    print.fault(`${print.style("red", "error:")} ${error.message}`);
    return "does-not-hold";
  }
  if (error instanceof AlarmError) {
    print.fault(`${print.style("red", "alarm:")} ${error.message}`);
    return "alarm";
  }
  const { describeError, isHoldfastError } = await import("@holdfast/core");
  const { systemFault } = await import("./system-fault.js");
  const fault = systemFault(error);
  if (isHoldfastError(fault)) {
    print.fault(`${print.style("red", `error (${fault.code}):`)} ${describeError(fault)}`);
    return fault.code;
  }
  const trace = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
  print.fault(`${print.style("red", "error (internal):")} Holdfast did not foresee this:\n${trace}`);
  return "internal";
}
