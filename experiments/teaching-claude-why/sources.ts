import type { Citation } from "@holdfast/core";

/** The research post. */
export const POST: Citation = {
  text: "Kutasov, Jermyn et al. 2026, Teaching Claude Why (research post, 8 May 2026).",
  url: "https://www.anthropic.com/research/teaching-claude-why",
};

/** Its technical version. */
export const TECHNICAL: Citation = {
  text: "Kutasov, Jermyn et al. 2026, Teaching Claude Why (technical version, 8 May 2026).",
  url: "https://alignment.anthropic.com/2026/teaching-claude-why",
};
