import type { Forwarded } from "./exchange.js";

/** An app behind the edge, such as the API or the MLflow door. */
export interface Door {
  /** Where it is: this path, and everything below it. */
  readonly path: string;
  readonly fetch: (request: Request, forwarded: Forwarded) => Response | Promise<Response>;
  /** How it words a refusal of the edge; as problem details without it. */
  readonly refuse?: (fault: unknown, requestId: string | undefined) => Response;
}
