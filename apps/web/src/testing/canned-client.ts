import { createClient, type HoldfastClient, problemResponse } from "@holdfast/api/client";
import { HoldfastError, type RegistrationSummary } from "@holdfast/core";

/** A summary for tests; fields are replaced by `over`. */
export function summary(over: Partial<RegistrationSummary> = {}): RegistrationSummary {
  return {
    identity: "advice@1",
    title: "Difficult advice",
    question: "Does advice lower blackmail?",
    fingerprint: `sha256:${"a".repeat(64)}`,
    revision: 1,
    retrospective: false,
    archived: false,
    registeredAt: "2026-11-22T10:00:00.000Z",
    runs: 6,
    outcomes: 24,
    observational: false,
    coverage: { expected: 24, present: 24 },
    headline: null,
    ...over,
  };
}

/** The real client over an API that answers what the test says. */
export function cannedClient(answers: {
  readonly ablations?: readonly RegistrationSummary[];
  readonly report?: string;
}): HoldfastClient {
  return createClient("http://canned.test", {
    fetch: (input) => {
      const path = new URL(String(input)).pathname;
      if (path === "/v1/ablations") return Response.json({ ablations: answers.ablations ?? [] });
      if (path.endsWith("/report.html") && answers.report !== undefined) return new Response(answers.report);
      return problemResponse(
        new HoldfastError({
          code: "not-found",
          message: `there is nothing at ${path}.`,
          remedy: "Register it first.",
        }),
      );
    },
  });
}
