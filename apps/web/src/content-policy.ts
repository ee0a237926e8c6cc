const NO_FRAMES = "frame-ancestors 'none'";

/** The content policy of our pages: our style sheet, and nothing else. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  NO_FRAMES,
].join("; ");

/** The same for the page with the form that takes a token: it is sent here and nowhere else. */
export const LOGIN_POLICY = PAGE_POLICY.replace("form-action 'none'", "form-action 'self'");

/** The content policy of a report: the sheet and the script that every report carries, by their hashes. */
export async function reportPolicy(): Promise<string> {
  const { reportSecurityPolicy } = await import("@holdfast/report");
  return `${reportSecurityPolicy()}; ${NO_FRAMES}`;
}
