import type { Command } from "../command.js";
import { UsageError } from "../usage-error.js";

const STATUSES = ["running", "finished", "failed", "killed", "unknown"] as const;

/** `holdfast runs [NAME@VERSION]`. */
export const runs: Command = {
  name: "runs",
  summary: "the runs, where each comes from, and how it stands",
  usage: "[NAME@VERSION]",
  words: [0, 1],
  options: {
    arm: { type: "string", value: "ARM", summary: "one arm alone" },
    stage: { type: "string", value: "STAGE", summary: "those that have a checkpoint of this stage" },
    status: { type: "string", value: "STATUS", summary: `${STATUSES.join(", ")}` },
    text: { type: "string", value: "TEXT", summary: "in its key, its own id, its recipe or its environment" },
  },
  examples: ["holdfast runs advice@1 --status running"],
  run: async ({ print, connect }, given) => {
    const { identityGiven } = await import("../identity-given.js");
    const { everyPage } = await import("../every-page.js");
    const said = given.text("status");
    const status = STATUSES.find((one) => one === said);
    if (said !== undefined && status === undefined)
      throw new UsageError(`\`${said}\` is not a status.`, `Write one of ${STATUSES.join(", ")}.`);
    const [arm, stage, text] = [given.text("arm"), given.text("stage"), given.text("text")];
    const filter = {
      ...(arm === undefined ? {} : { arm }),
      ...(stage === undefined ? {} : { stage }),
      ...(text === undefined ? {} : { text }),
      ...(status === undefined ? {} : { status }),
    };
    const client = await connect();
    const identity = await identityGiven(client, given);
    const { rows } = await everyPage(
      (page) => client.runs(identity, { ...filter, ...page }),
      (page) => page.runs,
    );
    print.document({ runs: rows, next: null });
    if (print.settings.json) return;
    const { runsText } = await import("../tables/runs-text.js");
    print.text(runsText(rows, print.settings.columns, (line) => print.style("bold", line)));
  },
};
