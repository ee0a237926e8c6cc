import { inspectImporter } from "../inspect/inspect-importer.js";
import { lmEvalImporter } from "../lm-eval/lm-eval-importer.js";
import type { LogImporter } from "./log-importer.js";

/** Every harness whose logs are read, in the order in which they are asked whether a file is theirs. */
export const LOG_IMPORTERS: readonly LogImporter[] = [inspectImporter, lmEvalImporter];
