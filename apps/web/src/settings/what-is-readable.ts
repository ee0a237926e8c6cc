import { type HoldfastError, isHoldfastError } from "@holdfast/core";

/** An answer, or why whoever asks may not have it. */
export type Readable<T> =
  | { readonly is: "read"; readonly value: T }
  | { readonly is: "refused"; readonly fault: HoldfastError };

/** Waits for an answer; that the caller may not have it is an answer too. Every other fault is thrown on. */
export async function whatIsReadable<T>(answer: Promise<T>): Promise<Readable<T>> {
  try {
    return { is: "read", value: await answer };
  } catch (error) {
    if (isHoldfastError(error) && (error.code === "forbidden" || error.code === "unauthenticated"))
      return { is: "refused", fault: error };
    throw error;
  }
}
