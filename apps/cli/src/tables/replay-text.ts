import type { ReplayedSegment, ReplayReport } from "@holdfast/core";
import { countText, plural } from "./number-text.js";

function lineOf({ file, state, records, rejected, isCut, reason }: ReplayedSegment): string {
  if (state === "waiting") return `${file}: left where it is. ${reason ?? ""}`.trimEnd();
  const parts = [
    plural(records, "record"),
    ...(rejected === 0 ? [] : [`${countText(rejected)} kept in rejected/`]),
    ...(isCut ? ["its last line was cut off"] : []),
    ...(state === "open" ? ["still written; replay again for the rest"] : []),
  ];
  return `${file}: ${parts.join(", ")}`;
}

/** What became of a spool, for people. */
export function replayText(report: ReplayReport): string {
  if (report.segments.length === 0) return `${report.directory}: there is nothing to replay.`;
  const done = report.segments.filter(({ state }) => state === "done").length;
  const all = `${plural(report.records, "record")} from ${plural(report.segments.length, "segment")}; ${countText(done)} moved to done/`;
  return [...report.segments.map(lineOf), all].join("\n");
}
