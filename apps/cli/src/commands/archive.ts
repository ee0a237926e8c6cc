import type { Command } from "../command.js";

/** `holdfast archive NAME@VERSION`. */
export const archive: Command = {
  name: "archive",
  summary: "take an ablation out of the lists; nothing is removed",
  usage: "NAME@VERSION",
  words: [1, 1],
  options: { undo: { type: "boolean", summary: "put it back" } },
  examples: ["holdfast archive advice@1", "holdfast archive advice@1 --undo"],
  run: async ({ print, connect }, given) => {
    const { identityGiven } = await import("../identity-given.js");
    const client = await connect();
    const registration = await client.setArchived(await identityGiven(client, given), !given.flag("undo"));
    print.document(registration);
    print.text(`${registration.identity} is ${registration.archived ? "archived" : "back in the lists"}`);
  },
};
