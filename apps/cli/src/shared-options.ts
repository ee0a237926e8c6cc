import type { OptionTable } from "./option.js";

/** Options that every command takes. */
export const SHARED_OPTIONS: OptionTable = {
  db: {
    type: "string",
    value: "DIR|postgres://...",
    summary: "the database: a directory (embedded) or a PostgreSQL address; or HOLDFAST_DB",
  },
  url: { type: "string", value: "URL", summary: "a Holdfast server instead of a database; or HOLDFAST_URL" },
  "token-file": {
    type: "string",
    value: "FILE",
    summary: "holds the token that the server wants; or HOLDFAST_TOKEN",
  },
  json: { type: "boolean", summary: "documents on stdout, nothing else" },
  quiet: { type: "boolean", short: "q", summary: "no notes and no progress" },
  "no-colour": { type: "boolean", summary: "no colours; or NO_COLOR" },
  help: { type: "boolean", short: "h", summary: "what a command does and takes" },
};
