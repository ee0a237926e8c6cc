/** A request that named an idempotency key. */
export interface KeyedRequest {
  /** Whose key it is: two callers may choose the same one. */
  readonly caller: string;
  readonly key: string;
  /** Method, path and the fingerprint of the body. */
  readonly request: string;
  /** When it came in; it tells this attempt from others with the same key. */
  readonly at: Date;
}

/** An answer that is given again. */
export interface KeptAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: string;
}

/** What a keyed request meets: nothing, the answer to the same one, the same one still running, another request. */
export type BegunRequest =
  | { readonly became: "begun" | "in-flight" | "another" }
  | { readonly became: "answered"; readonly answer: KeptAnswer };
