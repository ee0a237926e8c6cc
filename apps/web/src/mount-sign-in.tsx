import { type EdgeEnv, PROBLEMS } from "@holdfast/api/client";
import { HoldfastError, isHoldfastError } from "@holdfast/core";
import type { Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { deleteCookie, setCookie } from "hono/cookie";
import type { Child } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { LOGIN_POLICY } from "./content-policy.js";
import { LoginPage } from "./pages/login-page.js";

/** Checks the text of a token. @throws HoldfastError `unauthenticated` or `rate-limited` */
export type SignIn = (text: string, env: unknown) => Promise<unknown>;

/** The cookie that the edge reads; see authentication in the API. */
const COOKIE = "holdfast_token";

/** A token has 80 characters, a path of ours a few hundred. */
const LARGEST_FORM = 8 * 1024;

/** A path of this server; anything else, such as an address of another, is the first page. */
export function localPath(given: unknown): string {
  return typeof given === "string" && /^\/(?![/\\])[\x21-\x7e]*$/.test(given) && given.length < 2000
    ? given
    : "/";
}

/** Where a page that needs a token sends a browser that shows none. */
export function signInPath(asked: string): string {
  return `/login?next=${encodeURIComponent(asked)}`;
}

function tooLarge(): never {
  throw new HoldfastError({ code: "too-large", message: `the form has more than ${LARGEST_FORM} bytes.` });
}

async function form(c: Context, content: Child, status: ContentfulStatusCode = 200) {
  return c.html(`<!doctype html>\n${String(await content)}\n`, status, {
    "content-security-policy": LOGIN_POLICY,
    // under no-referrer, browsers send the form with the origin `null`, which is refused as that of another site
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
  });
}

/**
 * The form in which a browser is given a token, which it then keeps in a cookie that no script can read and no other
 * site can send. The cookie only reads; these two are the only writes that go without a header, and what they change
 * is the browser's own cookie.
 */
export function mountSignIn(app: Hono<EdgeEnv>, signIn: SignIn): void {
  app.get("/login", (c) => form(c, <LoginPage next={localPath(c.req.query("next"))} />));
  app.post("/login", bodyLimit({ maxSize: LARGEST_FORM, onError: tooLarge }), async (c) => {
    const fields = new URLSearchParams(await c.req.text());
    const [text, next] = [(fields.get("token") ?? "").trim(), localPath(fields.get("next"))];
    try {
      await signIn(text, c.env);
    } catch (error) {
      if (!isHoldfastError(error) || !["unauthenticated", "rate-limited"].includes(error.code)) throw error;
      c.var.exchange.code = error.code;
      if (error.retryAfterSeconds !== undefined) c.header("retry-after", String(error.retryAfterSeconds));
      const said = `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)} ${error.remedy ?? ""}`;
      return form(c, <LoginPage next={next} refusal={said} />, PROBLEMS[error.code].status);
    }
    // a browser says how it came here; behind a proxy that is the only one who knows
    const secure = c.req.header("origin")?.startsWith("https://") === true;
    setCookie(c, COOKIE, text, { httpOnly: true, sameSite: "Strict", path: "/", secure });
    return c.redirect(next, 303);
  });
  app.post("/logout", (c) => {
    deleteCookie(c, COOKIE, { httpOnly: true, sameSite: "Strict", path: "/" });
    return c.redirect("/login", 303);
  });
}
