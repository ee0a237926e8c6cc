import type { Efficiency } from "@holdfast/core";
import type * as Plot from "@observablehq/plot";
import { type Subject, unitFor } from "../subject.js";
import { printDifference } from "../unit.js";
import { label } from "./drawing.js";
import { fitName, fitText } from "./fit-text.js";
import type { FrontierArm } from "./frontier-rows.js";
import { extraText } from "./frontier-title.js";
import { lettering } from "./lettering.js";
import { armStyle, MUTED } from "./palette.js";

const LEFT = 690;
const RIGHT = 960;
const ROW = 34;

/** The numbers at the right margin: what a million extra tokens brought, the most first. */
export function frontierNumbers(
  subject: Subject,
  efficiency: Efficiency,
  arms: readonly FrontierArm[],
  top: number,
): { readonly marks: Plot.Markish[]; readonly bottom: number } {
  const unit = unitFor(subject, efficiency);
  const rate = ({ perMillion }: FrontierArm) => perMillion?.estimate ?? Number.NEGATIVE_INFINITY;
  const rows = [...arms]
    .sort((a, b) => (rate(a) === rate(b) ? b.gain - a.gain : rate(b) - rate(a)))
    .map((one, index) => {
      const printed = one.perMillion === null ? null : printDifference(one.perMillion, unit);
      return {
        y: top + index * ROW + 8,
        ...{ arm: one.arm.arm, value: printed?.value ?? "–", beside: printed?.interval ?? "" },
        extra: `${extraText(one.extra)}${one.extra > 0 ? " extra" : ""}${one.isOnFrontier ? " · on the frontier" : ""}`,
      };
    });
  const head = unit.difference === "" ? "for each million" : `${unit.difference} for each million`;
  return {
    bottom: top + rows.length * ROW + 8,
    marks: [
      lettering([{ x: LEFT, y: 10, text: "arm, extra tokens", fill: MUTED }], "start"),
      lettering([{ x: RIGHT, y: 10, text: head, fill: MUTED }], "end"),
      lettering(
        rows.map(({ y, arm }) => ({
          x: LEFT,
          y,
          text: fitName(label(arm), 165, 12.5),
          fill: armStyle(subject, arm).ink,
        })),
        "start",
        { fontWeight: 600 },
      ),
      lettering(
        rows.map(({ y, extra }) => ({ x: LEFT, y: y + 14, text: fitText(extra, 165, 11), fill: MUTED })),
        "start",
        { fontSize: 11 },
      ),
      lettering(
        rows.map(({ y, value }) => ({ x: RIGHT, y, text: value })),
        "end",
        { fontWeight: 700 },
      ),
      lettering(
        rows.map(({ y, beside }) => ({ x: RIGHT, y: y + 14, text: beside, fill: MUTED })),
        "end",
        { fontSize: 11 },
      ),
    ],
  };
}
