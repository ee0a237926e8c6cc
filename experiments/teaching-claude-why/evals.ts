import type { AblationInput } from "@holdfast/core";

type EvalInput = AblationInput["evals"][number];

const misaligned = { name: "score", direction: "lower-is-better", scale: { kind: "binary" } } as const;

/** The average over three agentic honeypots. Neither n nor intervals were published. */
export const HONEYPOTS = {
  id: "honeypots@2026.05",
  title: "Agentic misalignment: average of three honeypots",
  metrics: [{ ...misaligned, title: "Share of misaligned actions" }],
  role: "target",
  source: "Blackmail, sabotage of cancer research, framing a colleague for financial crimes.",
  note: "No n, seeds or intervals are stated. Not comparable with blackmail alone: another average, another baseline.",
} satisfies EvalInput;

/** Blackmail alone, as in the constitution documents experiment. */
export const BLACKMAIL = {
  id: "blackmail@2026.05",
  title: "Agentic misalignment: blackmail alone",
  metrics: [{ ...misaligned, title: "Share of runs with blackmail" }],
  role: "target",
  note: "One of the three honeypots. Its 19% is not the 19% of the three-honeypot average.",
} satisfies EvalInput;

/** A suite of blackmail scenarios, as in the appendix on document diversity. */
export const BLACKMAIL_SUITE = {
  id: "blackmail-suite@2026.05",
  title: "Agentic misalignment: suite of blackmail scenarios",
  metrics: [{ ...misaligned, title: "Share of runs with blackmail" }],
  role: "target",
} satisfies EvalInput;
