import { fileURLToPath } from "node:url";
import { findMigrations } from "./migrations-folder.js";
import { makePristine } from "./pristine-directory.js";

// a step of the build: see pristine-directory.ts
await makePristine(fileURLToPath(new URL("./pristine", import.meta.url)), findMigrations());
