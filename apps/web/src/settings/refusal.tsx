import type { HoldfastError } from "@holdfast/core";

/** What whoever asks may not see, and what would let them. */
export function Refusal({ fault }: { readonly fault: HoldfastError }) {
  const { message, remedy } = fault;
  return (
    <p class="quiet">
      Not shown to you: {message} {remedy ?? ""}
    </p>
  );
}
