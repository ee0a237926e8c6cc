const NO_FRAMES = "frame-ancestors 'none'";

/** The content policy of our pages: sheets, scripts, data and forms of this server, and nothing written in the page. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  // the icon, and a figure that is drawn as a picture, to be saved
  "img-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'self'",
  NO_FRAMES,
].join("; ");

/** The same for the page with the form that takes a token: no script runs where a secret is typed. */
export const LOGIN_POLICY = PAGE_POLICY.replace("script-src 'self'; connect-src 'self'; ", "");

/** The content policy of a report: the sheet and the script that every report carries, by their hashes. */
export async function reportPolicy(): Promise<string> {
  const { reportSecurityPolicy } = await import("@holdfast/report");
  return `${reportSecurityPolicy()}; ${NO_FRAMES}`;
}
