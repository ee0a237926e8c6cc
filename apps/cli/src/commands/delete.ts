import type { Command } from "../command.js";
import { UsageError } from "../usage-error.js";

/** `holdfast delete NAME@VERSION --yes`. */
export const deleteCommand: Command = {
  name: "delete",
  summary: "remove an ablation with all its evidence; the audit trail keeps that it was there",
  usage: "NAME@VERSION --yes",
  words: [1, 1],
  options: { yes: { type: "boolean", summary: "really" } },
  examples: ["holdfast export advice@1 -o advice.ndjson && holdfast delete advice@1 --yes"],
  run: async ({ print, connect }, given) => {
    const [identity = ""] = given.positionals;
    if (!given.flag("yes"))
      throw new UsageError(
        `this removes ${identity} and all its evidence.`,
        `Add --yes, after \`holdfast export ${identity} -o FILE\`; or only archive it.`,
      );
    const client = await connect();
    const registration = await client.read(identity);
    await client.remove(identity);
    print.document(registration);
    print.text(`deleted ${identity}`);
  },
};
