import { createClient, type HoldfastClient, problemResponse } from "@holdfast/api/client";
import { HoldfastError } from "@holdfast/core";

/** The real client over answers by path (below `/v1`, without its query); a fault is thrown as the API would. */
export function answeringClient(answers: Readonly<Record<string, unknown>>): HoldfastClient {
  return createClient("http://canned.test", {
    fetch: (input) => {
      const { pathname } = new URL(input instanceof Request ? input.url : String(input));
      const path = decodeURIComponent(pathname.replace(/^\/v1/, ""));
      const answer = answers[path];
      if (answer instanceof HoldfastError) return problemResponse(answer);
      if (answer !== undefined) return Response.json(answer);
      return problemResponse(
        new HoldfastError({ code: "not-found", message: `there is nothing at ${path}.` }),
      );
    },
  });
}
