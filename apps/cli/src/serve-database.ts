import type { DatabaseLimits } from "@holdfast/api/local";
import type { Given } from "./given.js";
import type { OptionTable } from "./option.js";
import type { Target } from "./target.js";
import { UsageError } from "./usage-error.js";

/** What a server may ask of PostgreSQL. */
export const DATABASE_OPTIONS: OptionTable = {
  pool: { type: "string", value: "N", summary: "most connections to PostgreSQL; 10 without it" },
  "connect-timeout": { type: "string", value: "SECONDS", summary: "to connect to it; 10 without it" },
  "statement-timeout": {
    type: "string",
    value: "SECONDS",
    summary: "for one statement, exports, restores and analyses apart; 60 without it, 0 for no end",
  },
  "lock-timeout": {
    type: "string",
    value: "SECONDS",
    summary: "to wait for another writer; 30 without it, 0 for no end",
  },
};

function wholeNumber(given: Given, name: string, least: number, most: number): number | undefined {
  const typed = given.text(name);
  if (typed === undefined) return undefined;
  const value = Number(typed);
  if (/^\d{1,9}$/.test(typed) && value >= least && value <= most) return value;
  throw new UsageError(
    `--${name} takes a whole number from ${least} to ${most}, not \`${typed}\`.`,
    `Write --${name} 20.`,
  );
}

/** The limits that a command line sets for the database. @throws UsageError where it has no connections to limit */
export function databaseLimits(given: Given, target: Target): DatabaseLimits {
  const limits = {
    connections: wholeNumber(given, "pool", 1, 1000),
    connectTimeout: wholeNumber(given, "connect-timeout", 1, 600),
    statementTimeout: wholeNumber(given, "statement-timeout", 0, 86_400),
    lockTimeout: wholeNumber(given, "lock-timeout", 0, 86_400),
  };
  const said = Object.values(limits).some((limit) => limit !== undefined);
  if (said && target.kind !== "postgres")
    throw new UsageError(
      "an embedded database runs in this process, and has no connections to limit.",
      "Leave --pool and the timeouts out, or serve a PostgreSQL: --db postgres://...",
    );
  return limits;
}
