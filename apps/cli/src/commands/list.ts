import type { Command } from "../command.js";

/** `holdfast list`. */
export const list: Command = {
  name: "list",
  summary: "the registered ablations",
  usage: "",
  words: [0, 0],
  options: { archived: { type: "boolean", summary: "those that were archived" } },
  examples: [],
  run: async ({ print, connect }, given) => {
    const client = await connect();
    const answer = await client.list({ archived: given.flag("archived") });
    print.document(answer);
    if (print.settings.json) return;
    const { listText } = await import("../tables/list-text.js");
    print.text(listText(answer, print.settings.columns, (text) => print.style("bold", text)));
  },
};
