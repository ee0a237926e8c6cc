import { type CheckpointRecord, formatCheckpoint, type RunLineage } from "@holdfast/core";

/** Sizes of the figure in pixels. */
export const LINEAGE_WIDTH = 960;
const LEFT = 12;
const RIGHT = 230;
const TOP = 44;
const ROW = 62;
const BOTTOM = 26;

/** Where a stage lies on the axis of the figure. */
export interface StageSpan {
  readonly stage: string;
  readonly from: number;
  readonly to: number;
}

/** A checkpoint in the figure. */
export interface PlacedCheckpoint {
  readonly checkpoint: CheckpointRecord;
  readonly x: number;
}

/** One training in the figure, with the place that it starts from. */
export interface Track {
  readonly lineage: RunLineage;
  readonly isSelf: boolean;
  readonly y: number;
  readonly start: { readonly x: number; readonly y: number };
  readonly points: readonly PlacedCheckpoint[];
  /** Interventions with their places. */
  readonly marks: readonly {
    readonly x: number;
    readonly at: string;
    readonly change: string;
    readonly reason: string;
  }[];
}

/** Everything that the figure of a lineage draws. */
export interface LineageLayout {
  readonly height: number;
  readonly base: number;
  readonly spans: readonly StageSpan[];
  readonly tracks: readonly Track[];
}

interface LineageFamily {
  readonly stages: readonly string[];
  /** The oldest first. */
  readonly ancestors: readonly RunLineage[];
  readonly self: RunLineage;
  readonly children: readonly RunLineage[];
}

/** Lays a run and what it came from and went into along one axis: stages in their order, steps within each. */
export function lineageLayout({ stages, ancestors, self, children }: LineageFamily): LineageLayout {
  const all = [...ancestors, self, ...children];
  const places = all.flatMap(({ checkpoints, interventions }) => [...checkpoints, ...interventions]);
  const [first] = stages;
  // the first stage is the base itself where it has no steps
  const isBase = first === "base" && places.every(({ stage, step }) => stage !== first || step === null);
  const used = stages.filter(
    (stage, index) => !(isBase && index === 0) && places.some((place) => place.stage === stage),
  );
  const width = (LINEAGE_WIDTH - LEFT - RIGHT) / Math.max(1, used.length);
  const spans = used.map((stage, index) => ({
    stage,
    from: LEFT + index * width,
    to: LEFT + (index + 1) * width,
  }));
  const most = new Map(
    used.map((stage) => [
      stage,
      Math.max(1, ...places.flatMap((place) => (place.stage === stage ? [place.step ?? 0] : []))),
    ]),
  );
  const xOf = ({ stage, step }: { readonly stage: string; readonly step: number | null }) => {
    const span = spans.find((candidate) => candidate.stage === stage);
    if (span === undefined) return LEFT;
    const share = step === null ? 1 : step / (most.get(stage) ?? 1);
    // room at the start of a stage, so that its step 0 is not the end of the one before
    return span.from + 14 + share * (span.to - span.from - 14);
  };
  const rowOf = new Map(all.map(({ run }, index) => [run.run, TOP + 22 + index * ROW]));
  const tracks = all.map((lineage): Track => {
    const { run, checkpoints, interventions } = lineage;
    const y = rowOf.get(run.run) ?? TOP;
    const parentRow = run.parentRun === null ? undefined : rowOf.get(run.parentRun);
    const start = run.parent === null ? { x: LEFT, y } : { x: xOf(run.parent), y: parentRow ?? y };
    return {
      ...{ lineage, y, start, isSelf: lineage === self },
      points: checkpoints
        .map((checkpoint) => ({ checkpoint, x: xOf(checkpoint) }))
        .toSorted((a, b) => a.x - b.x),
      marks: interventions
        .map((one) => ({ x: xOf(one), at: formatCheckpoint(one), change: one.change, reason: one.reason }))
        .toSorted((a, b) => a.x - b.x),
    };
  });
  return { height: TOP + all.length * ROW + BOTTOM, base: LEFT, spans, tracks };
}
