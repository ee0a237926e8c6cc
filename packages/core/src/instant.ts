import { z } from "zod";

const YEAR_10000 = Date.UTC(10_000, 0, 1);

function isKept(text: string): boolean {
  const time = Date.parse(text);
  return time >= 0 && time < YEAR_10000;
}

/** A moment as somebody states it, kept to the millisecond; the years before 1970 are those of clocks that were not set. */
export const InstantSchema = z.iso
  .datetime({ offset: true })
  .refine(isKept, "a time lies between the years 1970 and 9999");
