import { resolve } from "node:path";
import type { ReplayedSegment } from "@holdfast/core";
import type { Command } from "../command.js";

/** `holdfast replay DIR`. */
export const replay: Command = {
  name: "replay",
  summary: "record what the Python and TypeScript recorders kept in a spool; safe to repeat",
  usage: "DIR",
  words: [1, 1],
  options: {},
  examples: [
    "holdfast replay spool --url http://tracker:7878",
    "holdfast replay spool/rejected   # once the cause is mended",
  ],
  run: async ({ print, cwd, connect }, given) => {
    const { spoolFiles } = await import("../replay/spool-files.js");
    const { replaySegment } = await import("../replay/replay-segment.js");
    const { replayText } = await import("../tables/replay-text.js");
    const { HoldfastError } = await import("@holdfast/core");
    const [directory = ""] = given.positionals;
    const files = await spoolFiles(resolve(cwd, directory), directory);
    const segments: ReplayedSegment[] = [];
    if (files.length > 0) {
      // A registration may be among the records, so that there need be no database yet.
      const client = await connect({ creates: true });
      for (const file of files) segments.push(await replaySegment(client, file, Date.now));
    }
    const sum = (of: "records" | "rejected") => segments.reduce((total, segment) => total + segment[of], 0);
    const report = { directory, segments, records: sum("records"), rejected: sum("rejected") };
    print.document(report);
    print.text(replayText(report));
    const waiting = segments.filter(({ state }) => state === "waiting");
    if (report.rejected > 0)
      throw new HoldfastError({
        code: "invalid-input",
        message: `${report.rejected} records were refused.`,
        place: { file: `${directory}/rejected` },
        remedy: `Each stands there after its reason; \`holdfast replay ${directory}/rejected\` takes them up again.`,
      });
    if (waiting.length > 0)
      throw new HoldfastError({
        code: "not-found",
        message: `${waiting.length} of ${segments.length} segments could not be recorded.`,
        remedy: "Register what they belong to, then replay again: nothing of them was lost.",
      });
  },
};
