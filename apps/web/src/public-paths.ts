/** What anybody may read where tokens are required: signs of life, and what it takes to sign in. Nothing of the data. */
export const PUBLIC_PATHS: ReadonlySet<string> = new Set([
  "/healthz",
  "/readyz",
  "/login",
  "/logout",
  "/style.css",
  "/favicon.svg",
  "/favicon.ico",
]);
