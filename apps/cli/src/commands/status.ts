import type { Command } from "../command.js";

/** `holdfast status [NAME@VERSION]`. */
export const status: Command = {
  name: "status",
  summary: "what was planned, what has arrived, and the holes",
  usage: "[NAME@VERSION]",
  words: [0, 1],
  options: {},
  examples: ["holdfast status advice@1"],
  run: async ({ print, connect }, given) => {
    const { identityGiven } = await import("../identity-given.js");
    const client = await connect();
    const answer = await client.status(await identityGiven(client, given));
    print.document(answer);
    if (print.settings.json) return;
    const { statusText } = await import("../tables/status-text.js");
    const { mlflowFaultsText } = await import("../tables/mlflow-faults-text.js");
    const { columns } = print.settings;
    print.text(statusText(answer, columns, (text) => print.style("bold", text)));
    const faults = mlflowFaultsText(await client.mlflowRuns(answer.registration.identity), columns);
    if (faults !== "") print.text(`\n${faults}`);
  },
};
