import type { IncomingMessage, ServerResponse } from "node:http";
import type { Principal } from "./principal.js";

/** What is known of one request while it is answered: the edge begins it, the app behind the edge adds to it. */
export interface Exchange {
  /** Echoed as `x-request-id`, in problem details, and in the log. */
  readonly requestId: string;
  /** The pattern of the route that answers, such as `/v1/ablations/:identity`; null until one matched. */
  route: string | null;
  /** The code of the problem that it was answered with; null where there is none. */
  code: string | null;
}

/** What the edge hands to the apps behind it (the API, the MLflow door), as the bindings of their environment. */
export interface Forwarded {
  readonly exchange?: Exchange;
  /** Absent for a caller in this process, who may do everything. */
  readonly principal?: Principal;
}

/** What a request carries through the edge. */
export interface EdgeEnv {
  /** The messages of Node's server; absent for a request without a socket. */
  readonly Bindings: { readonly incoming?: IncomingMessage; readonly outgoing?: ServerResponse };
  /** `principal` is there once authentication has passed. */
  readonly Variables: { readonly exchange: Exchange; readonly principal?: Principal };
}
