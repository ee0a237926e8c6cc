import {
  inputError,
  type OracleCase,
  type OracleCheck,
  type OracleFailure,
  type OracleFile,
} from "@holdfast/core";
import { z } from "zod";
import { compareOutputs } from "./compare-outputs.js";
import type { OracleAdapters, OracleOutputs } from "./oracle-adapter.js";
import { ORACLE_ADAPTERS } from "./registry.js";

/** Numbers that JSON has no word for, as texts, so that a document says what was computed. */
function writable(value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return value.map(writable);
  return value === undefined ? null : value;
}

function failedWhole({ id, estimator, outputs }: OracleCase, message: string): OracleFailure {
  return { id, estimator, output: null, expected: outputs, got: null, allowed: null, message };
}

function faultText(error: unknown): string {
  if (error instanceof z.ZodError) return inputError(error, "set of inputs").message;
  return error instanceof Error ? error.message : String(error);
}

/** What an estimator says where it cannot estimate; null where it can. */
function reasonOf({ reason }: OracleOutputs): string | null {
  return typeof reason === "string" ? reason : null;
}

/** Every output that was asked for: null where the estimator cannot estimate, so that such a case can be written. */
function answered(got: OracleOutputs, wanted: readonly string[]): OracleOutputs {
  if (reasonOf(got) === null) return got;
  return { ...Object.fromEntries(wanted.map((name) => [name, null])), ...got };
}

function checkCase(reference: OracleCase, adapters: OracleAdapters): OracleFailure[] {
  const { id, estimator, inputs, outputs } = reference;
  const adapter = Object.hasOwn(adapters, estimator) ? adapters[estimator] : undefined;
  if (adapter === undefined) return [failedWhole(reference, `there is no estimator \`${estimator}\``)];
  try {
    const wanted = Object.keys(outputs);
    const got = answered(adapter(inputs, wanted), wanted);
    return compareOutputs(reference, got).map((mismatch) => ({
      id,
      estimator,
      ...mismatch,
      got: writable(mismatch.got),
      message: mismatch.message ?? (mismatch.got === null ? reasonOf(got) : null),
    }));
  } catch (error) {
    return [failedWhole(reference, faultText(error))];
  }
}

/**
 * Runs every case of a file through the functions that the analyses call. A case that cannot be answered fails, with
 * what was wrong; nothing is thrown.
 *
 * @param adapters what is known by which estimator name
 */
export function checkCases(file: OracleFile, adapters: OracleAdapters = ORACLE_ADAPTERS): OracleCheck {
  const found = file.cases.map((reference) => checkCase(reference, adapters));
  const failed = found.filter((failures) => failures.length > 0).length;
  return { cases: found.length, held: found.length - failed, failed, failures: found.flat() };
}
