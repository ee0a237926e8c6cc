import { z } from "zod";

/** Events among the observations of two sides, as reference files name them. */
export const TWO_COUNTS = z.object({ x1: z.number(), n1: z.number(), x0: z.number(), n0: z.number() });

/** Pairs by whether the first and the second side have the event, as reference files name them. */
export const PAIR_COUNTS = z.object({ n11: z.number(), n10: z.number(), n01: z.number(), n00: z.number() });
