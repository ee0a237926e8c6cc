import type { Subject } from "../subject.js";

/** Okabe and Ito's colours that are legible on white and on dark, in the order in which arms take them. */
const ACCENTS = 6;

/** How an arm is drawn: the same everywhere in a report. */
export interface ArmStyle {
  /** For marks, as a CSS variable. */
  readonly colour: string;
  /** For text: the same hue, darker on white and lighter on dark. */
  readonly ink: string;
  /** Sets apart arms that have to share a colour. */
  readonly symbol: "circle" | "square" | "triangle" | "diamond";
}

const SYMBOLS = ["circle", "square", "triangle", "diamond"] as const;

const CONTROL: ArmStyle = { colour: "var(--hf-control)", ink: "var(--hf-control-ink)", symbol: "circle" };

/** One accent an arm in the order of the ablation, grey for whatever is a control. */
export function armStyle(subject: Subject, arm: string): ArmStyle {
  const treated = subject.ablation.arms.map(({ name }) => name).filter((name) => !subject.controls.has(name));
  const index = treated.indexOf(arm);
  if (index < 0) return CONTROL;
  const accent = (index % ACCENTS) + 1;
  return {
    colour: `var(--hf-arm-${accent})`,
    ink: `var(--hf-arm-${accent}-ink)`,
    symbol: SYMBOLS[Math.floor(index / ACCENTS) % SYMBOLS.length] ?? "circle",
  };
}

export const INK = "var(--hf-ink)";
export const MUTED = "var(--hf-muted)";
export const RULE = "var(--hf-rule)";
export const SURFACE = "var(--hf-surface)";
export const ZERO = "var(--hf-control)";

const LIGHT = `
  --hf-ink: #16191d; --hf-muted: #5b646f; --hf-rule: #e3e6ea; --hf-surface: #ffffff;
  --hf-control: #8a929b; --hf-control-ink: #5f6872; --hf-tint: #16191d;
  --hf-arm-1: #0072b2; --hf-arm-1-ink: #005d94;
  --hf-arm-2: #d55e00; --hf-arm-2-ink: #ab4b00;
  --hf-arm-3: #009e73; --hf-arm-3-ink: #00704f;
  --hf-arm-4: #cc79a7; --hf-arm-4-ink: #97457a;
  --hf-arm-5: #e69f00; --hf-arm-5-ink: #8a5d00;
  --hf-arm-6: #56b4e9; --hf-arm-6-ink: #1f6d9c;`;

const DARK = `
  --hf-ink: #e8eaed; --hf-muted: #a0a8b2; --hf-rule: #2d333b; --hf-surface: #14171b;
  --hf-control: #7d8791; --hf-control-ink: #aab2bb; --hf-tint: #e8eaed;
  --hf-arm-1: #3f9fdc; --hf-arm-1-ink: #74bdee;
  --hf-arm-2: #e8772a; --hf-arm-2-ink: #ff9f61;
  --hf-arm-3: #17b388; --hf-arm-3-ink: #4fd0aa;
  --hf-arm-4: #d58fb6; --hf-arm-4-ink: #e8b0cf;
  --hf-arm-5: #e9ab26; --hf-arm-5-ink: #f4c766;
  --hf-arm-6: #7cc7f2; --hf-arm-6-ink: #a5d9f8;`;

/** The colours of figures, for light and dark; a page may force one with `data-theme` on its root. */
export const PALETTE_CSS = `:root {${LIGHT}
}
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) {${DARK}
} }
:root[data-theme="dark"] {${DARK}
}
@media print { :root:root {${LIGHT}
} }
`;

/** How figures are set, wherever they stand. */
export const FIGURE_CSS = `.hf-figure { display: block; width: 100%; height: auto; font-family: "Inter", "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; font-size: 12px; font-variant-numeric: tabular-nums; overflow: visible; }
.hf-figure text { white-space: pre; }
`;
