import { type CheckpointRecord, formatCheckpoint } from "@holdfast/core";
import { formatQuantity, formatTokens } from "@holdfast/report";
import { LINEAGE_WIDTH, type LineageLayout, type Track } from "./lineage-layout.js";
import { runName } from "./run-words.js";

/** Room that a number of a step needs, and the text of an intervention, in pixels. */
const STEP_ROOM = 40;
const CHANGE_ROOM = 150;
const NAME_CHARACTERS = 30;

function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}

function checkpointTitle(checkpoint: CheckpointRecord): string {
  const { tokens, outcomes } = checkpoint;
  const seen = tokens === null ? "" : `, ${formatTokens(tokens)} tokens seen`;
  return `${formatCheckpoint(checkpoint)}${seen}, ${outcomes === 0 ? "no outcome" : formatQuantity(outcomes, "outcome")}`;
}

/** Which checkpoints have room for their step under them: from the end, because the last says most. */
function numbered(track: Track): ReadonlySet<CheckpointRecord> {
  const shown = new Set<CheckpointRecord>();
  let free = Number.POSITIVE_INFINITY;
  for (const { x, checkpoint } of track.points.toReversed()) {
    if (free - x < STEP_ROOM) continue;
    shown.add(checkpoint);
    free = x;
  }
  return shown;
}

function Marks({ track, colour }: { readonly track: Track; readonly colour: string }) {
  const { y, marks } = track;
  return (
    <>
      {marks.map(({ x, at, change, reason }, index) => {
        const room = (marks[index + 1]?.x ?? Number.POSITIVE_INFINITY) - x;
        return (
          <g class="mark">
            <title>{`At ${at}: ${change} Because: ${reason}`}</title>
            <path d={`M${x.toFixed(1)} ${y - 20}l5 5l-5 5l-5 -5z`} fill={colour} />
            <line x1={x.toFixed(1)} x2={x.toFixed(1)} y1={y - 10} y2={y} stroke={colour} />
            {room < CHANGE_ROOM ? null : (
              <text x={(x + 9).toFixed(1)} y={y - 11}>
                {clipped(change, 26)}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}

function TrackLine({ track, colour }: { readonly track: Track; readonly colour: string }) {
  const { lineage, isSelf, y, start, points } = track;
  const end = points.at(-1)?.x ?? start.x;
  const shown = numbered(track);
  const ink = isSelf ? colour : "var(--hf-muted)";
  const name = runName(lineage.run);
  return (
    <g class={isSelf ? "track self" : "track"}>
      <path
        d={`M${start.x.toFixed(1)} ${start.y}V${y}H${end.toFixed(1)}`}
        fill="none"
        stroke={ink}
        stroke-width={isSelf ? 2.5 : 1.25}
      />
      {points.map(({ x, checkpoint }) => (
        <g>
          <title>{checkpointTitle(checkpoint)}</title>
          <circle
            cx={x.toFixed(1)}
            cy={y}
            r={isSelf ? 5 : 3.5}
            fill={checkpoint.outcomes === 0 ? "var(--hf-surface)" : ink}
            stroke={ink}
            stroke-width="1.5"
          />
          {shown.has(checkpoint) ? (
            <text x={x.toFixed(1)} y={y + 20} text-anchor="middle">
              {checkpoint.step === null ? "end" : String(checkpoint.step)}
            </text>
          ) : null}
          {isSelf && checkpoint.tokens !== null && shown.has(checkpoint) ? (
            <text class="tokens" x={x.toFixed(1)} y={y + 35} text-anchor="middle">
              {formatTokens(checkpoint.tokens)}
            </text>
          ) : null}
        </g>
      ))}
      <Marks track={track} colour={ink} />
      <g>
        <title>{name}</title>
        <text class="name" x={(end + 14).toFixed(1)} y={y + 4}>
          {clipped(name, NAME_CHARACTERS)}
        </text>
      </g>
    </g>
  );
}

interface LineageFigureInput {
  readonly layout: LineageLayout;
  readonly baseModel: string;
  /** Of the arm, everywhere the same. */
  readonly colour: string;
}

/** A run from its base to its last checkpoint, with what it was branched from and what branched from it. */
export function LineageFigure({ layout, baseModel, colour }: LineageFigureInput) {
  const { height, base, spans, tracks } = layout;
  const self = tracks.find(({ isSelf }) => isSelf);
  const last = self?.points.at(-1)?.checkpoint;
  const said = `From ${baseModel} to ${last === undefined ? "no checkpoint yet" : formatCheckpoint(last)}${
    tracks.length > 1 ? `, with ${formatQuantity(tracks.length - 1, "run")} on other branches` : ""
  }`;
  return (
    <figure class="lineage">
      <section class="canvas" tabindex={0} aria-label="Lineage, as a figure that scrolls">
        <svg class="hf-figure" viewBox={`0 0 ${LINEAGE_WIDTH} ${height}`} role="img" aria-label={said}>
          {spans.map(({ stage, from, to }, index) => (
            <g>
              <line class="rule" x1={to} x2={to} y1="18" y2={height - 16} />
              <text class="stage" x={from + (index === 0 ? 0 : 14)} y="14">
                {clipped(stage, 24)}
              </text>
            </g>
          ))}
          {tracks.map((track) => (
            <TrackLine track={track} colour={colour} />
          ))}
          <circle class="base" cx={base} cy={tracks[0]?.y ?? 0} r="5" />
          <text x={base - 5} y={height - 4}>
            base: {clipped(baseModel, 60)}
          </text>
        </svg>
      </section>
      <figcaption>
        {said}. Stages in their order, steps to scale within each, under them the tokens seen where they are
        known. A filled mark has outcomes, a hollow one has none; a diamond is an intervention. The tables
        below hold the same.
      </figcaption>
    </figure>
  );
}
