import { everyEvalImporter } from "../every-eval-ever/every-eval-importer.js";
import { inspectImporter } from "../inspect/inspect-importer.js";
import { lmEvalImporter } from "../lm-eval/lm-eval-importer.js";
import { mlflowStoreImporter } from "../mlflow-store/mlflow-store-importer.js";
import { tableImporter } from "../tables/table-importer.js";
import { trackioImporter } from "../trackio/trackio-importer.js";
import { wandbExportImporter } from "../wandb/wandb-export-importer.js";
import { wandbImporter } from "../wandb/wandb-importer.js";
import { wandbTableImporter } from "../wandb/wandb-table-importer.js";
import type { LogImporter } from "./log-importer.js";

/**
 * Every harness whose logs are read, in the order in which they are asked whether a file is theirs. A rule that names
 * columns says so of what could be anything, and is asked before those formats that are tables too.
 */
export const LOG_IMPORTERS: readonly LogImporter[] = [
  inspectImporter,
  lmEvalImporter,
  mlflowStoreImporter,
  trackioImporter,
  tableImporter,
  everyEvalImporter,
  wandbImporter,
  wandbExportImporter,
  wandbTableImporter,
];
