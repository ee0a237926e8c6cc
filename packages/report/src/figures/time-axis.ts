import { type Subject, stageIndex } from "../subject.js";
import { textWidth } from "./fit-text.js";

interface Moment {
  readonly stage: string;
  readonly step: number | null;
}

/** Stages, then the steps within them, laid out on one axis in pixels. */
export interface TimeAxis {
  readonly at: (moment: Moment) => number;
  /** A step of a stage, whether or not there is evidence of it; null where the stage has no scale of steps. */
  readonly between: (stage: string, step: number) => number | null;
  /** Every moment that has evidence. */
  readonly positions: readonly number[];
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  /** Names of the stages that have steps, under their ticks. */
  readonly spans: readonly { readonly from: number; readonly to: number; readonly text: string }[];
}

const TICK_SIZE = 12;
const LAST = Number.POSITIVE_INFINITY;
const stepOf = (step: number | null) => step ?? LAST;

/** A subset of steps that can be read side by side: the first, the last, and some between. */
function shownSteps(steps: readonly number[]): number[] {
  const most = 6;
  if (steps.length <= most) return [...steps];
  const every = Math.ceil((steps.length - 1) / (most - 1));
  return steps.filter((_, index) => (steps.length - 1 - index) % every === 0);
}

/** Lays the moments out between two pixels: a stage without steps is one place, one with steps a stretch to scale. */
export function timeAxis(
  subject: Subject,
  moments: readonly Moment[],
  left: number,
  right: number,
): TimeAxis {
  const stages = [...new Set(moments.map(({ stage }) => stage))].sort(
    (a, b) => stageIndex(subject, a) - stageIndex(subject, b),
  );
  let cursor = 0;
  const laid = stages.map((stage) => {
    const steps = [
      ...new Set(moments.filter((moment) => moment.stage === stage).map(({ step }) => stepOf(step))),
    ].sort((a, b) => a - b);
    const finite = steps.filter((step) => step !== LAST);
    const first = finite[0] ?? 0;
    const last = finite.at(-1) ?? 0;
    const length = finite.length > 1 ? Math.min(4, Math.max(1.2, finite.length * 0.6)) : 0;
    const start = cursor;
    const end = start + length + (finite.length > 0 && steps.includes(LAST) ? 0.6 : 0);
    cursor = end + 1;
    const units = new Map<number, number>();
    for (const step of finite)
      units.set(step, start + (last === first ? 0 : ((step - first) / (last - first)) * length));
    if (steps.includes(LAST)) units.set(LAST, end);
    return { stage, units, finite, start, end };
  });
  const width = Math.max(1, cursor - 1);
  const alone = cursor <= 1;
  const pixel = (unit: number) => (alone ? (left + right) / 2 : left + (unit / width) * (right - left));
  const at = ({ stage, step }: Moment) =>
    pixel(laid.find((one) => one.stage === stage)?.units.get(stepOf(step)) ?? 0);
  const between = (stage: string, step: number) => {
    const one = laid.find((candidate) => candidate.stage === stage);
    const first = one?.finite[0];
    const last = one?.finite.at(-1);
    if (one === undefined || first === undefined || last === undefined || last === first) return null;
    const scale = ((one.units.get(last) ?? one.start) - one.start) / (last - first);
    const unit = one.start + (step - first) * scale;
    return pixel(Math.min(one.end, Math.max(one.start - 0.5, unit)));
  };
  const titleOf = (name: string) => subject.ablation.stages.find((stage) => stage.name === name);
  const positions = laid.flatMap(({ units }) => [...units.values()].map(pixel));
  /** The title where it runs neither into the next place nor out of the figure, else the short name. */
  const tickText = (stage: string, x: number) => {
    const title = titleOf(stage)?.title ?? stage;
    const room = Math.min(
      2 * left,
      ...positions.filter((other) => other !== x).map((other) => Math.abs(other - x)),
    );
    return alone || textWidth(title, TICK_SIZE) <= room ? title : stage;
  };
  return {
    at,
    between,
    positions,
    ticks: laid.flatMap(({ stage, finite, units, end }) => {
      if (finite.length === 0) return [{ x: pixel(end), text: tickText(stage, pixel(end)) }];
      const ticks = shownSteps(finite).map((step) => ({
        x: pixel(units.get(step) ?? 0),
        text: String(step),
      }));
      return units.has(LAST) ? [...ticks, { x: pixel(end), text: "end" }] : ticks;
    }),
    spans: laid.flatMap(({ stage, finite, start, end }) => {
      if (finite.length === 0) return [];
      const known = titleOf(stage);
      return [
        { from: pixel(start), to: pixel(end), text: known?.stepUnit ?? `${known?.title ?? stage} steps` },
      ];
    }),
  };
}
