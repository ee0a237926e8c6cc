import type { Command } from "../command.js";

/** Rows that a terminal shows; `--json` gives all of them. */
const MOST = 1000;

/** `holdfast metrics [NAME@VERSION]`. */
export const metrics: Command = {
  name: "metrics",
  summary: "the training metrics, each with its latest value, or the points of one key",
  usage: "[NAME@VERSION]",
  words: [0, 1],
  options: {
    run: { type: "string", value: "RUN", summary: "one run alone, as arm/seed/branch" },
    stage: { type: "string", value: "STAGE", summary: "one stage alone" },
    key: { type: "string", value: "KEY", summary: "every point of this metric" },
  },
  examples: ["holdfast metrics advice@1", "holdfast metrics advice@1 --run advice/0/0 --key train/loss"],
  run: async ({ print, connect }, given) => {
    const { identityGiven } = await import("../identity-given.js");
    const { everyPage } = await import("../every-page.js");
    const [run, stage, key] = [given.text("run"), given.text("stage"), given.text("key")];
    const filter = {
      ...(run === undefined ? {} : { run }),
      ...(stage === undefined ? {} : { stage }),
    };
    const client = await connect();
    const identity = await identityGiven(client, given);
    const { json, columns } = print.settings;
    const most = json ? Number.POSITIVE_INFINITY : MOST;
    const { metricKeysText, metricPointsText } = await import("../tables/metrics-text.js");
    const bold = (line: string) => print.style("bold", line);
    const more = (isCut: boolean) => {
      if (isCut) print.text(`These are the first ${MOST}; --json prints all of them.`);
    };
    if (key === undefined) {
      const { rows, isCut } = await everyPage(
        (page) => client.metricKeys(identity, { ...filter, ...page, limit: 1000 }),
        (page) => page.series,
        most,
      );
      print.document({ series: rows, next: null });
      if (json) return;
      print.text(metricKeysText(rows, columns, bold));
      return more(isCut);
    }
    const { rows, isCut } = await everyPage(
      (page) => client.metrics(identity, { ...filter, key, ...page, limit: json ? 10_000 : MOST }),
      (page) => page.metrics,
      most,
    );
    print.document({ metrics: rows, next: null });
    if (json) return;
    print.text(metricPointsText(rows, columns, bold));
    more(isCut);
  },
};
