import type { TokenStore } from "@holdfast/store";
import type { EdgeStep } from "../edge.js";
import type { Principal } from "../principal.js";
import { addressOf } from "./address-of.js";
import { authenticate } from "./authenticate.js";
import { BODY_BYTES, limitBytes } from "./limit-bytes.js";
import { countEverybody, countTokens, limitRate, REQUESTS } from "./limit-rate.js";
import { type Allowance, SECONDS_OF_BURST } from "./token-bucket.js";
import { FAILURES, tokenCheck } from "./token-check.js";

/** Who is let in, and how much of them. */
export interface AccessOptions {
  /** Whether a request without a token is refused. */
  readonly areTokensRequired: boolean;
  /** Paths that anybody may read, such as the one of the sign-in form; never one of the API. */
  readonly publicPaths: ReadonlySet<string>;
  /** Requests a second of each token, and of all who need none; a generous rate for tokens alone without it. */
  readonly requestsPerSecond?: number;
  /** Bytes of bodies a second, likewise. */
  readonly bodyBytesPerSecond?: number;
  /** Failed authentications of one address; {@link FAILURES} without it. */
  readonly failures?: Allowance;
}

/** The part of the edge that knows tokens. */
export interface Access {
  readonly authenticate: EdgeStep;
  readonly limit: readonly EdgeStep[];
  /**
   * Who shows the text of a token in a form, counted like any other attempt.
   *
   * @param env what Node's server hands over with a request, for the address
   * @throws HoldfastError `unauthenticated` or `rate-limited`
   */
  readonly signIn: (text: string, env: unknown) => Promise<Principal>;
}

interface AccessParts {
  readonly store: TokenStore;
  readonly now: () => Date;
  readonly onFault?: (error: unknown) => void;
}

function allowanceOf(perSecond: number | undefined, otherwise: Allowance): Allowance {
  return perSecond === undefined ? otherwise : { capacity: perSecond * SECONDS_OF_BURST, perSecond };
}

/** Authentication and limits over the tokens of a database, with the memory of this process. */
export function createAccess({ store, now, onFault }: AccessParts, options: AccessOptions): Access {
  const { areTokensRequired, publicPaths, requestsPerSecond, bodyBytesPerSecond } = options;
  const told = onFault === undefined ? {} : { onFault };
  const check = tokenCheck({ store, now, failures: options.failures ?? FAILURES, ...told });
  const milliseconds = () => now().getTime();
  const countedWhere = (given: number | undefined) => (given === undefined ? countTokens : countEverybody);
  return {
    authenticate: authenticate({ check, areTokensRequired, publicPaths, localActor: "anonymous" }),
    limit: [
      limitRate(milliseconds, {
        allowance: allowanceOf(requestsPerSecond, REQUESTS),
        counted: countedWhere(requestsPerSecond),
      }),
      limitBytes(milliseconds, {
        allowance: allowanceOf(bodyBytesPerSecond, BODY_BYTES),
        counted: countedWhere(bodyBytesPerSecond),
      }),
    ],
    signIn: (text, env) => check(text, addressOf(env)),
  };
}
