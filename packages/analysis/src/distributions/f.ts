import betainc from "@stdlib/math-base-special-betainc";
import betaincinv from "@stdlib/math-base-special-betaincinv";

function tail(x: number, df1: number, df2: number, upper: boolean): number {
  const share = df1 * x;
  // The smaller of the two shares keeps its digits; the other is 1 minus it.
  return share < df2
    ? betainc(share / (df2 + share), df1 / 2, df2 / 2, true, upper)
    : betainc(df2 / (df2 + share), df2 / 2, df1 / 2, true, !upper);
}

/** Upper tail of the F distribution with real degrees of freedom. */
export function fUpperTail(x: number, df1: number, df2: number): number {
  return x <= 0 ? 1 : tail(x, df1, df2, true);
}

/** Lower tail of the F distribution. */
export function fCdf(x: number, df1: number, df2: number): number {
  return x <= 0 ? 0 : tail(x, df1, df2, false);
}

/** Quantile of the F distribution; `p` in [0, 1). */
export function fQuantile(p: number, df1: number, df2: number): number {
  const lower = betaincinv(p, df1 / 2, df2 / 2);
  const upper = betaincinv(p, df2 / 2, df1 / 2, true);
  return (df2 * lower) / (df1 * upper);
}
