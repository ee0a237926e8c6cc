import { z } from "zod";
import { gwetAgreement } from "../../agreement/gwet-agreement.js";
import { krippendorffAlpha } from "../../agreement/krippendorff-alpha.js";
import { type RatingTable, ratingTable, totalSums } from "../../agreement/rating-units.js";
import type { OracleAdapter, OracleAdapters, OracleOutputs } from "../oracle-adapter.js";

const units = z.array(z.array(z.number().nullable()).min(1)).min(1);

const AlphaSchema = z.looseObject({
  units,
  scale: z.enum(["nominal", "ordinal", "interval", "ratio"]),
});

const GwetSchema = z.looseObject({
  units,
  weights: z.enum(["none", "linear", "quadratic"]).default("none"),
  categories: z.array(z.number()).optional(),
});

/** Units as rows; each is a cluster of its own. */
function tableOf(rows: readonly (readonly (number | null)[])[], known?: readonly number[]): RatingTable {
  const raters = Math.max(...rows.map((row) => row.length));
  const ratings = new Float64Array(rows.length * raters).fill(Number.NaN);
  rows.forEach((row, unit) => {
    row.forEach((rating, rater) => {
      ratings[unit * raters + rater] = rating ?? Number.NaN;
    });
  });
  return ratingTable({ raters, ratings, cluster: Int32Array.from(rows, (_, unit) => unit) }, known);
}

function answer(estimate: ReturnType<typeof gwetAgreement>): OracleOutputs {
  return typeof estimate === "number" ? { estimate } : { estimate: null, reason: estimate.reason };
}

const alpha: OracleAdapter = (inputs) => {
  const { units: rows, scale } = AlphaSchema.parse(inputs);
  const table = tableOf(rows);
  return answer(krippendorffAlpha(totalSums(table), table.values, scale));
};

const gwet: OracleAdapter = (inputs) => {
  const { units: rows, weights, categories } = GwetSchema.parse(inputs);
  const table = tableOf(rows, categories);
  return answer(gwetAgreement(totalSums(table), table.values, weights));
};

/** Reference cases about agreement between raters. */
export const agreementAdapters: OracleAdapters = { krippendorff_alpha: alpha, gwet_agreement: gwet };
