import { HoldfastError } from "@holdfast/core";
import type { Context } from "hono";
import { ACTOR_HEADER, actorNamed } from "../attribute.js";
import type { EdgeStep } from "../edge.js";
import type { EdgeEnv } from "../exchange.js";
import type { Principal } from "../principal.js";
import { addressOf } from "./address-of.js";
import { type Credential, credentialIn } from "./credential.js";
import type { TokenCheck } from "./token-check.js";

/** How a 401 says what to send. Not Basic: a browser would ask for a password and send it along ever after. */
export const CHALLENGE = 'Bearer realm="holdfast"';

export interface AuthenticateOptions {
  readonly check: TokenCheck;
  /** Whether a request without a token is refused. */
  readonly areTokensRequired: boolean;
  /** Paths that anybody may read, such as the one of the sign-in form; never one of the API. */
  readonly publicPaths: ReadonlySet<string>;
  /** The actor of a request that needs no token and names nobody. */
  readonly localActor: string;
}

const READS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

function refuse(message: string, remedy: string): never {
  throw new HoldfastError({ code: "unauthenticated", message, remedy });
}

/** Who asks where no token is needed: the name in the header, which nobody checks. */
function localPrincipal(c: Context<EdgeEnv>, localActor: string): Principal {
  const named = c.req.header(ACTOR_HEADER);
  const actor = named === undefined ? localActor : actorNamed(named);
  return { actor, role: "admin", ablation: null, tokenId: null };
}

/**
 * Says who asks. A token that is shown is checked, whether one is required or not, and the actor is then its name:
 * what the actor header says is not heard. Without a token, where none is required, everybody is an administrator.
 *
 * A cookie counts only where tokens are required (a browser sends it to every port of a host) and only for reading:
 * another site can make a browser send it, and must not write by it.
 */
export function authenticate(options: AuthenticateOptions): EdgeStep {
  const { check, areTokensRequired, publicPaths, localActor } = options;

  async function whoAsks(c: Context<EdgeEnv>, credential: Credential): Promise<Principal> {
    if (credential.kind === "unreadable")
      return refuse(
        "the Authorization header holds no token.",
        "Send `Authorization: Bearer hf_...`, or Basic with the token as password.",
      );
    if (credential.kind === "none" || (credential.from === "cookie" && !areTokensRequired)) {
      if (!areTokensRequired) return localPrincipal(c, localActor);
      return refuse(
        "this server answers only those who show a token.",
        "Send `Authorization: Bearer hf_...`; the command line takes HOLDFAST_TOKEN or --token-file. An admin makes one with `holdfast token create`.",
      );
    }
    if (credential.from === "cookie" && !READS.has(c.req.method))
      throw new HoldfastError({
        code: "forbidden",
        message: "the cookie of the pages only reads.",
        remedy: "Send the token in the Authorization header.",
      });
    return check(credential.text, addressOf(c.env));
  }

  return async (c, next) => {
    if (publicPaths.has(c.req.path)) return next();
    const credential = credentialIn({
      authorization: c.req.header("authorization"),
      cookie: c.req.header("cookie"),
    });
    try {
      c.set("principal", await whoAsks(c, credential));
    } catch (error) {
      if (error instanceof HoldfastError && error.code === "unauthenticated")
        c.res.headers.set("www-authenticate", CHALLENGE);
      throw error;
    }
    await next();
  };
}
