import type { Subject } from "../subject.js";
import { type ArmStyle, armStyle } from "./palette.js";

/** Okabe and Ito's colours in their order, where no arm holds the factor alone. */
const ACCENTS = 6;

/** A factor is drawn as the arm that holds it alone; where some factor has no such arm, all take accents in turn. */
export function factorStyle(
  subject: Subject,
  factors: readonly string[],
  factor: string,
): Omit<ArmStyle, "symbol"> {
  const { arms } = subject.ablation;
  const alone = (name: string) =>
    arms.find(({ levels }) => {
      const set = Object.entries(levels).filter(([, level]) => level !== false && level !== 0);
      return set.length === 1 && set[0]?.[0] === name;
    });
  const own = alone(factor);
  const haveAll = factors.every((name) => {
    const arm = alone(name);
    return arm !== undefined && !subject.controls.has(arm.name);
  });
  if (own !== undefined && haveAll) return armStyle(subject, own.name);
  const accent = (Math.max(0, factors.indexOf(factor)) % ACCENTS) + 1;
  return { colour: `var(--hf-arm-${accent})`, ink: `var(--hf-arm-${accent}-ink)` };
}
