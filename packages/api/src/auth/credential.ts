/** The cookie in which a browser keeps the token that it was given at `/login`. */
export const TOKEN_COOKIE = "holdfast_token";

/** What a request shows of who it is: nothing, the text of a token, or something that is none. */
export type Credential =
  | { readonly kind: "none" }
  | { readonly kind: "token"; readonly text: string; readonly from: "header" | "cookie" }
  | { readonly kind: "unreadable" };

/** The most characters that are looked at: a token has 80, and Basic adds a user and a third. */
const LONGEST = 1024;

function passwordOf(encoded: string): string | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? undefined : text.slice(colon + 1);
}

function inHeader(header: string): Credential {
  const [, scheme = "", value = ""] =
    header.length > LONGEST ? [] : (/^([A-Za-z]+) +(\S+)$/.exec(header) ?? []);
  const text =
    scheme.toLowerCase() === "bearer"
      ? value
      : scheme.toLowerCase() === "basic"
        ? passwordOf(value)
        : undefined;
  return text === undefined || text === "" ? { kind: "unreadable" } : { kind: "token", text, from: "header" };
}

function inCookies(header: string): string | undefined {
  for (const pair of header.split(";")) {
    const equals = pair.indexOf("=");
    if (equals > 0 && pair.slice(0, equals).trim() === TOKEN_COOKIE) return pair.slice(equals + 1).trim();
  }
  return undefined;
}

/**
 * Reads what a request shows: `Authorization: Bearer TOKEN`; Basic with the token as password and any user, which
 * is what MLflow's client sends; or, where there is no such header, the cookie of the pages.
 */
export function credentialIn(headers: {
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
}): Credential {
  if (headers.authorization !== undefined) return inHeader(headers.authorization.trim());
  const text = inCookies(headers.cookie ?? "");
  return text === undefined || text === "" ? { kind: "none" } : { kind: "token", text, from: "cookie" };
}
