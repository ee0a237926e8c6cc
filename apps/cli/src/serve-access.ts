import type { HoldfastClient } from "@holdfast/api/client";
import type { Access, Local } from "@holdfast/api/local";
import type { Given } from "./given.js";
import type { OptionTable } from "./option.js";
import { UsageError } from "./usage-error.js";

/** Options of a server that say who is let in. */
export const ACCESS_OPTIONS: OptionTable = {
  "allow-host": {
    type: "string",
    value: "NAME,...",
    summary: "names under which it is known beside this machine's own, such as that of a reverse proxy",
  },
  "require-tokens": { type: "boolean", summary: "ask for a token on a loopback address too" },
  rate: {
    type: "string",
    value: "REQUESTS",
    summary: "requests a second of each token, and of all without one; 2000 for tokens without it",
  },
  "body-rate": {
    type: "string",
    value: "MIB",
    summary: "MiB of bodies a second, likewise; 256 for tokens without it",
  },
};

type Web = typeof import("@holdfast/web");

export interface ServeAccess {
  readonly areTokensRequired: boolean;
  readonly guard: ReturnType<Web["guardHost"]>;
  readonly authenticate: Access["authenticate"];
  readonly limit: Access["limit"];
  readonly signIn: Access["signIn"];
}

function positive(given: Given, name: string): number | undefined {
  const typed = given.text(name);
  if (typed === undefined) return undefined;
  const value = Number(typed);
  if (!/^\d{1,9}(\.\d+)?$/.test(typed) || value <= 0)
    throw new UsageError(`--${name} takes a number above 0, not \`${typed}\`.`, `Write --${name} 100.`);
  return value;
}

function namesGiven(given: Given): string[] {
  const typed = given.text("allow-host");
  const names = typed?.split(",").map((name) => name.trim()) ?? [];
  const wrong = names.find((name) => !/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(name));
  if (wrong !== undefined)
    throw new UsageError(
      `\`${wrong}\` is not the name of a host.`,
      "Write the name alone, as in --allow-host holdfast.example.org: no scheme, no port.",
    );
  return names;
}

async function refuseWithoutTokens(client: HoldfastClient, why: string): Promise<void> {
  const { tokens } = await client.tokens();
  if (tokens.some(({ state }) => state === "live")) return;
  const { HoldfastError } = await import("@holdfast/core");
  throw new HoldfastError({
    code: "forbidden",
    message: `${why}, and there is no token yet that says who may do what.`,
    remedy: "Make one first, `holdfast token create NAME --role admin`; or serve on 127.0.0.1.",
  });
}

/**
 * Who is let in by the server that a command line asks for. Tokens are required on any address that other machines
 * reach, and under any other name: a proxy that has one brings strangers to a loopback address.
 *
 * @throws HoldfastError `forbidden` where tokens are required and there is none
 */
export async function serveAccess(
  given: Given,
  {
    host,
    client,
    local,
    web,
  }: {
    readonly host: string;
    readonly client: HoldfastClient;
    readonly local: Local;
    readonly web: Web;
  },
): Promise<ServeAccess> {
  const names = namesGiven(given);
  const [requestsPerSecond, mebibytes] = [positive(given, "rate"), positive(given, "body-rate")];
  const isOpen = !web.isLoopback(host);
  const areTokensRequired = isOpen || names.length > 0 || given.flag("require-tokens");
  if (areTokensRequired)
    await refuseWithoutTokens(
      client,
      isOpen
        ? `${host} can be reached from other machines`
        : names.length > 0
          ? `${names.join(", ")} may bring others here`
          : "--require-tokens asks for one",
    );
  const { authenticate, limit, signIn } = local.access({
    areTokensRequired,
    publicPaths: web.PUBLIC_PATHS,
    ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }),
    ...(mebibytes === undefined ? {} : { bodyBytesPerSecond: mebibytes * 1024 * 1024 }),
  });
  const guard = web.guardHost({ allowedHosts: names, answersToAddresses: isOpen });
  return { areTokensRequired, guard, authenticate, limit, signIn };
}
