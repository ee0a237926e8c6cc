import type * as Plot from "@observablehq/plot";
import { SHARE } from "../sentences/generalization-sentence.js";
import type { Subject } from "../subject.js";
import { printDifference } from "../unit.js";
import { label } from "./drawing.js";
import { fitName, fitText } from "./fit-text.js";
import { lettering } from "./lettering.js";
import { armStyle, MUTED } from "./palette.js";
import type { PlaneLead, PlanePoint } from "./plane-points.js";

const LEFT = 664;
const FAR = 818;
const RIGHT = 960;
const ROW = 54;

function flagText({ flagged, pairs, kind }: PlanePoint): string {
  if (flagged === 0) return "";
  return kind === "pair"
    ? "suppression"
    : `suppression in ${flagged} of ${pairs} ${pairs === 1 ? "pair" : "pairs"}`;
}

/** The numbers at the right margin: both leads of each arm, the best far from the data first. */
export function planeNumbers(
  subject: Subject,
  points: readonly PlanePoint[],
  top: number,
): { readonly marks: Plot.Markish[]; readonly bottom: number } {
  const rows = [...points]
    .sort((a, b) => b.far.estimate - a.far.estimate)
    .map((point, index) => ({ point, y: top + 8 + index * ROW }));
  const cells = (x: number, of: (point: PlanePoint) => PlaneLead) =>
    rows.map(({ point, y }) => {
      const { value, interval } = printDifference(of(point), SHARE);
      return { x, y: y + 16, value, interval: interval ?? "no interval" };
    });
  const numbers = [...cells(LEFT, ({ near }) => near), ...cells(FAR, ({ far }) => far)];
  return {
    bottom: top + rows.length * ROW + 8,
    marks: [
      lettering(
        [
          { x: LEFT, y: top - 14, text: "lead near", fill: MUTED },
          { x: FAR, y: top - 14, text: "lead far", fill: MUTED },
        ],
        "start",
      ),
      lettering(
        rows.map(({ point, y }) => ({
          ...{ x: LEFT, y, fill: armStyle(subject, point.arm).ink },
          text: fitName(label(point.arm), RIGHT - LEFT, 12.5),
        })),
        "start",
        { fontWeight: 600 },
      ),
      lettering(
        numbers.map(({ x, y, value }) => ({ x: x + 36, y, text: value })),
        "end",
        { fontWeight: 700 },
      ),
      lettering(
        numbers.map(({ x, y, interval }) => ({ x: x + 42, y, text: interval, fill: MUTED })),
        "start",
        { fontSize: 11.5 },
      ),
      lettering(
        rows.map(({ point, y }) => ({
          ...{ x: LEFT, y: y + 31, fill: MUTED },
          text: fitText(
            label([flagText(point), point.over].filter((text) => text !== "").join(" · ")),
            RIGHT - LEFT,
            11,
          ),
        })),
        "start",
        { fontSize: 11 },
      ),
    ],
  };
}
