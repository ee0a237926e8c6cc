import type { Forwarded } from "@holdfast/api/client";

/** Answers a request to the API in this process. */
export type ApiFetch = (request: Request, forwarded: Forwarded) => Response | Promise<Response>;

/** An answer that a page was made of. */
export interface Ingredient {
  readonly url: string;
  readonly tag: string;
}

/** What a page was made of: the tags of its answers, where all of them have one. */
export interface AnswerTrail {
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** null where something was asked that has no tag: then nothing says whether the page still holds. */
  readonly ingredients: () => readonly Ingredient[] | null;
}

/** Follows what is asked of the API while a page is made. */
export function answerTrail(fetch: ApiFetch, forwarded: () => Forwarded): AnswerTrail {
  const found = new Map<string, string>();
  let isWhole = true;
  return {
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { method, url } = request;
      const response = await fetch(request, forwarded());
      const tag = response.headers.get("etag");
      if (method !== "GET" || tag === null) isWhole = false;
      else found.set(url, tag);
      return response;
    },
    ingredients: () => (isWhole ? [...found].map(([url, tag]) => ({ url, tag })) : null),
  };
}

/** Whether each answer is still the same: asked by its tag, which computes nothing. */
export async function areUnchanged(
  fetch: ApiFetch,
  forwarded: () => Forwarded,
  ingredients: readonly Ingredient[],
): Promise<boolean> {
  for (const { url, tag } of ingredients) {
    const response = await fetch(new Request(url, { headers: { "if-none-match": tag } }), forwarded());
    await response.body?.cancel();
    if (response.status !== 304) return false;
  }
  return true;
}
