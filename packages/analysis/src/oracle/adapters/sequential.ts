import { z } from "zod";
import type { NotEstimable } from "../../not-estimable.js";
import { obrienFlemingSpending, pocockSpending } from "../../sequential/alpha-spending.js";
import { asymptoticConfidenceSequence } from "../../sequential/asymptotic-confidence-sequence.js";
import {
  type Boundaries,
  equalFractions,
  type LookPlan,
  shapedBoundaries,
  spendingBoundaries,
} from "../../sequential/group-sequential-boundaries.js";
import type { OracleAdapters } from "../oracle-adapter.js";

const looks = z.looseObject({
  alpha_one_sided: z.number().optional(),
  alpha_two_sided: z.number().optional(),
  alpha: z.number().optional(),
  sided: z.union([z.literal(1), z.literal(2)]).optional(),
  information_fractions: z.array(z.number()).optional(),
  information_rates: z.array(z.number()).optional(),
  delta: z.number().default(0.25),
});

type Design = (plan: LookPlan, delta: number) => Boundaries | NotEstimable;

const DESIGNS: readonly (readonly [RegExp, Design])[] = [
  [/^(LanDeMets_OBF|asOF)$/, (plan) => spendingBoundaries(plan, obrienFlemingSpending)],
  [/^(LanDeMets_Pocock|asP)$/, (plan) => spendingBoundaries(plan, pocockSpending)],
  [/^(Pocock|P)$/, (plan) => shapedBoundaries(plan, 0.5)],
  [/^(OBF|OF)$/, (plan) => shapedBoundaries(plan, 0)],
  [/^(WangTsiatis|WT)$/, shapedBoundaries],
];

/** The names of outputs carry the design, the number of looks, and what is asked: `LanDeMets_OBF_k4_z`. */
const NAME = /^(.+?)_k(\d+)_(z|alpha_spent)$/;

const sequence = z.looseObject({
  alpha: z.number().default(0.05),
  n: z.number(),
  variance: z.number(),
  tuning: z.number(),
});

/** Reference cases about looks. */
export const sequentialAdapters: OracleAdapters = {
  group_sequential_boundaries: (inputs, wanted) => {
    const given = looks.parse(inputs);
    const sides = given.sided ?? (given.alpha_two_sided === undefined ? 1 : 2);
    const alpha = given.alpha_one_sided ?? given.alpha_two_sided ?? given.alpha ?? 0.025;
    const fractions = given.information_fractions ?? given.information_rates;
    return Object.fromEntries(
      wanted.flatMap((name): (readonly [string, unknown])[] => {
        const [, design = "", count = "", what] = NAME.exec(name) ?? [];
        const found = DESIGNS.find(([pattern]) => pattern.test(design))?.[1];
        if (found === undefined) return [];
        const plan = { alpha, sides, fractions: fractions ?? equalFractions(Number(count)) };
        const bounds = found(plan, given.delta);
        if ("status" in bounds) return [[name, bounds.reason]];
        return [[name, what === "alpha_spent" ? bounds.spent : bounds.z]];
      }),
    );
  },
  asymptotic_confidence_sequence: (inputs) => {
    const { alpha, n, variance, tuning } = sequence.parse(inputs);
    const found = asymptoticConfidenceSequence({ n, variance }, alpha, tuning);
    return "status" in found ? found : { rho: found.rho, halfwidth: found.halfWidth };
  },
};
