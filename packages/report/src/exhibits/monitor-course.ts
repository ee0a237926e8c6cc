import type { Ablation, Alarm, MonitorAnswer, MonitorRow } from "@holdfast/core";
import type { Cell } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { MOST_PANELS, monitorCourseFigure, watchedOrder } from "../figures/monitor-course.js";
import { evidenceText, stateText } from "../figures/monitor-panel.js";
import { formatCount, formatPValue, formatQuantity } from "../format.js";
import { unitOfMonitored } from "../sentences/monitor-sentence.js";
import { contextOf, subjectOf } from "../subject.js";
import { muted, NOTHING, nowrap, numberColumn, strong, table, textColumn, wideColumn } from "../table.js";
import { printBareLevel } from "../unit.js";

/** An alarm that the server raised by itself, and when. */
type Raised = Pick<Alarm, "run" | "eval" | "step" | "trial" | "judge" | "at">;

function raisedAt(row: MonitorRow, raised: readonly Raised[]): string | null {
  const found = raised.find(
    (one) =>
      one.run === row.run && one.eval === row.eval && one.judge === row.judge && one.trial === row.trial,
  );
  return row.alarm === null ? null : (found?.at ?? null);
}

const stepCell = (step: number | null) => (step === null ? "the end" : formatCount(step));

function happened(row: MonitorRow): Cell {
  const lines = row.interventions.map(({ step, change }) => `after ${formatCount(step)}: ${change}`);
  return lines.length === 0 ? NOTHING : { lines };
}

/** What became of every watched run on one eval. */
export function monitorCourseExhibit(
  ablation: Ablation,
  { guarantee, rows }: Pick<MonitorAnswer, "guarantee" | "rows">,
  options: { readonly id: string; readonly title: string; readonly raised: readonly Raised[] },
): Exhibit {
  const { id, title, raised } = options;
  const [first] = rows;
  const unit = unitOfMonitored(ablation, first);
  const subject = subjectOf(ablation);
  const needed = 1 / guarantee.alphaEach;
  const waiting = guarantee.watched - rows.length;
  const left = rows.length - MOST_PANELS;
  const level = (value: number) => printBareLevel(value, unit);
  const bound = (row: MonitorRow) =>
    row.bad === "above" ? `at least ${level(row.highestAtLeast)}` : `at most ${level(row.lowestAtMost)}`;
  return {
    id,
    title,
    figure: monitorCourseFigure(ablation, guarantee, rows, unit, { id }),
    caption: [
      "Each panel is one run, a dot a checkpoint: its mean over the prompts, without an interval of its own.",
      "The shaded band is what holds at all times together, however often one looks: while the rate does not change, it lies in the band; where the band ends, it surely has changed. It speaks of these runs on these prompts, so it counts the scores and not how seeds differ.",
      `An alarm (!) is raised where evidence reaches ${evidenceText(needed)}; an open ring is an alarm that an intervention answered. Diamonds on the axis are interventions.`,
      waiting > 0
        ? `${formatQuantity(waiting, "registered series has", "registered series have")} no checkpoint scored yet.`
        : "",
      left > 0 ? `${formatQuantity(left, "more run is", "more runs are")} in the table.` : "",
    ]
      .filter((text) => text !== "")
      .join(" "),
    table: table(
      title,
      [
        textColumn("Run"),
        textColumn("State"),
        numberColumn("Checkpoints"),
        numberColumn("Last rate"),
        numberColumn("Surely, at some checkpoint"),
        numberColumn("Evidence"),
        numberColumn("p at any time"),
        numberColumn("Alarm at step"),
        textColumn("Raised"),
        wideColumn("Interventions"),
      ],
      watchedOrder(rows).map((row): Cell[] => {
        const context = contextOf(subject, row, row.condition);
        const last = row.points.at(-1);
        const at = raisedAt(row, raised);
        return [
          { lines: [nowrap(row.run), ...(context === "" ? [] : [muted(context)])] },
          row.alarm === null ? stateText(row) : strong("alarm"),
          formatCount(row.points.length),
          last === undefined ? NOTHING : level(last.rate),
          last === undefined ? NOTHING : bound(row),
          `${evidenceText(row.evidence)} of ${evidenceText(needed)}`,
          last === undefined ? NOTHING : formatPValue(row.pValue),
          row.alarm === null ? NOTHING : stepCell(row.alarm.step),
          at === null ? NOTHING : at.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC"),
          happened(row),
        ];
      }),
    ),
    tidy: {
      columns: [
        ...["run", "arm", "eval", "metric", "judge", "condition", "step", "rate", "scores", "evidence"],
        ...["highestAtLeast", "lowestAtMost", "isAlarm"],
      ],
      rows: rows.flatMap((row) =>
        row.points.map((point) => [
          ...[row.run, row.arm, row.eval, row.metric, row.judge, JSON.stringify(row.condition)],
          ...[point.step, point.rate, point.scores, point.evidence],
          ...[point.highestAtLeast ?? null, point.lowestAtMost ?? null],
          row.alarm !== null && row.alarm.step === point.step,
        ]),
      ),
    },
    methods: ["monitor", "monitor-bounds"],
  };
}
