import type { Registration } from "@holdfast/core";
import type { Cell } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import {
  isStretchedTimeline,
  recordTimelineFigure,
  type TimelineLane,
  type TimelineMark,
} from "../figures/record-timeline.js";
import { formatCount } from "../format.js";
import { muted, strong, table, textColumn, wideColumn } from "../table.js";
import { firstRecorded, type IntegrityRecord, isInformed, KNOWN_TEXT } from "./integrity-record.js";

const stroke = (at: string, title: string, isLoud = false): TimelineMark => ({
  ...{ at: Date.parse(at), title, isLoud },
  text: null,
});

function planMarks({ registration, record }: TimelineInput): TimelineMark[] {
  return record.revisions.map(({ revision, at, known, author, reason }) => ({
    at: Date.parse(at),
    text: revision === 1 ? "registered" : `revision ${revision}`,
    isLoud: revision === 1 ? registration.retrospective : isInformed(known),
    title:
      revision === 1
        ? `${registration.identity} was registered at ${at}: ${KNOWN_TEXT[known]}.`
        : `Amended at ${at} by ${author ?? "nobody named"}, when ${KNOWN_TEXT[known]}: ${reason ?? "no reason"}.`,
  }));
}

interface TimelineInput {
  readonly registration: Registration;
  readonly record: IntegrityRecord;
}

/** Events by kind: the plan, what was recorded, what was changed of it, and when results were worked out. */
function lanesOf(input: TimelineInput): TimelineLane[] {
  const { outcomes, trail } = input.record;
  const first = outcomes.filter(({ revision }) => revision === 1);
  const corrected = outcomes.filter(({ revision }) => revision > 1);
  const entriesOf = (...actions: readonly string[]) =>
    (trail ?? []).filter(({ action }) => actions.includes(action));
  const put = entriesOf("archive", "unarchive");
  return [
    { name: "plan", marks: planMarks(input) },
    {
      name: "outcomes recorded",
      marks: first.map(({ recordedAt, run, stage, eval: id }) =>
        stroke(recordedAt, `${run} at ${stage} on ${id}, recorded at ${recordedAt}.`),
      ),
    },
    {
      name: "corrected, set aside",
      marks: [
        ...corrected.map(({ recordedAt, run, eval: id, correction }) =>
          stroke(
            recordedAt,
            `${run} on ${id} was corrected at ${recordedAt} by ${correction?.author ?? "nobody named"}: ${correction?.reason ?? "no reason"}.`,
            true,
          ),
        ),
        ...entriesOf("exclude", "readmit").map(({ at, action, detail }) =>
          stroke(at, `${action === "exclude" ? "Set aside" : "Taken back in"} at ${at}: ${detail}.`, true),
        ),
      ],
    },
    ...(trail === null
      ? []
      : [
          {
            name: "results worked out",
            marks: entriesOf("analyse").map(({ at, actor }) =>
              stroke(at, `New results were worked out at ${at}, for ${actor}.`),
            ),
          },
        ]),
    ...(put.length === 0
      ? []
      : [
          {
            name: "put away",
            marks: put.map(({ at, action, actor }) => ({
              ...{ at: Date.parse(at), isLoud: false },
              text: action === "archive" ? "archived" : "taken back",
              title: `${action === "archive" ? "Archived" : "Taken back"} at ${at} by ${actor}.`,
            })),
          },
        ]),
  ];
}

/** What happened when; a lane a row in the table, so that the order can be read. */
export function timelineExhibit(input: TimelineInput): Exhibit {
  const { record } = input;
  const lanes = lanesOf(input);
  const first = firstRecorded(record.outcomes);
  const time = (at: number) => new Date(at).toISOString();
  const rows = lanes.map(({ name, marks }): Cell[] => {
    const instants = marks.map(({ at }) => at).sort((a, b) => a - b);
    const [start, end] = [instants[0], instants.at(-1)];
    return [
      strong(name),
      formatCount(marks.length),
      start === undefined ? muted("none") : time(start),
      end === undefined ? muted("none") : time(end),
      marks.filter(({ isLoud }) => isLoud).length === 0
        ? muted("–")
        : (marks.find(({ isLoud }) => isLoud)?.title ?? ""),
    ];
  });
  const unseen =
    record.trail === null
      ? " When results were worked out, and when something was set aside, stands in the audit trail, which this token may not read."
      : "";
  const stretched = isStretchedTimeline(lanes, first)
    ? " The axis is stretched where what matters lies close together: its times are those of the marks."
    : "";
  const more = record.areMoreOutcomes
    ? ` Drawn from the first ${formatCount(record.outcomes.length)} outcomes.`
    : "";
  return {
    id: "timeline",
    title: "What happened when",
    figure: recordTimelineFigure(lanes, first, { id: "timeline" }) ?? null,
    caption: `Registration and amendments as diamonds, filled where results could have been in view; strokes are outcomes, corrections and looks, the higher the more at once. Tinted is the time before the first outcome.${stretched}${unseen}${more} No bars of error: these are times of the record.`,
    table: table(
      "What happened when",
      [
        textColumn("What"),
        textColumn("How often"),
        textColumn("First"),
        textColumn("Last"),
        wideColumn("To look at first"),
      ],
      rows,
    ),
    tidy: {
      columns: ["what", "at", "loud", "said"],
      rows: lanes.flatMap(({ name, marks }) =>
        marks.map(({ at, isLoud, title }) => [name, time(at), isLoud, title]),
      ),
    },
    methods: [],
  };
}
