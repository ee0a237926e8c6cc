import { agreementAdapters } from "./adapters/agreement.js";
import { distributionAdapters } from "./adapters/distributions.js";
import { doseResponseAdapters } from "./adapters/dose-response.js";
import { durabilityAdapters } from "./adapters/durability.js";
import { effectSizeAdapters } from "./adapters/effect-sizes.js";
import { effectAdapters } from "./adapters/effects.js";
import { exactTestAdapters } from "./adapters/exact-tests.js";
import { factorialAdapters } from "./adapters/factorial.js";
import { generalisedLinearModelAdapters } from "./adapters/generalised-linear-models.js";
import { linearModelAdapters } from "./adapters/linear-models.js";
import { meanAdapters } from "./adapters/means.js";
import { metaAnalysisAdapters } from "./adapters/meta-analysis.js";
import { mixedModelAdapters } from "./adapters/mixed-models.js";
import { multiplicityAdapters } from "./adapters/multiplicity.js";
import { powerAdapters } from "./adapters/power.js";
import { proportionAdapters } from "./adapters/proportions.js";
import { resamplingAdapters } from "./adapters/resampling.js";
import { sequentialAdapters } from "./adapters/sequential.js";
import type { OracleAdapters } from "./oracle-adapter.js";

/** Every estimator that `holdfast oracle` knows, by the name that files of cases use. */
export const ORACLE_ADAPTERS: OracleAdapters = {
  ...agreementAdapters,
  ...distributionAdapters,
  ...doseResponseAdapters,
  ...durabilityAdapters,
  ...effectSizeAdapters,
  ...effectAdapters,
  ...exactTestAdapters,
  ...factorialAdapters,
  ...generalisedLinearModelAdapters,
  ...linearModelAdapters,
  ...meanAdapters,
  ...metaAnalysisAdapters,
  ...mixedModelAdapters,
  ...multiplicityAdapters,
  ...powerAdapters,
  ...proportionAdapters,
  ...resamplingAdapters,
  ...sequentialAdapters,
};
