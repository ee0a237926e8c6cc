import { resolve } from "node:path";
import type { Command } from "../command.js";

/** `holdfast amend FILE --author NAME --reason TEXT`. */
export const amend: Command = {
  name: "amend",
  summary: "replace a registered ablation by its next revision",
  usage: "FILE --author NAME --reason TEXT",
  words: [1, 1],
  options: {
    author: { type: "string", value: "NAME", summary: "who amends" },
    reason: {
      type: "string",
      value: "TEXT",
      summary: "why; what was known of the results is noted by itself",
    },
  },
  examples: ['holdfast amend ablation.ts --author "R. Osei" --reason "held-out eval added"'],
  run: async ({ print, cwd, connect }, given) => {
    const amendment = { author: given.required("author"), reason: given.required("reason") };
    const { readAblations } = await import("../ablation-file/read-ablations.js");
    const { ablationIdentity, shortFingerprint } = await import("@holdfast/core");
    const [file = ""] = given.positionals;
    const ablations = await readAblations(resolve(cwd, file), file);
    const client = await connect();
    for (const ablation of ablations) {
      const registration = await client.amend(ablationIdentity(ablation), ablation, amendment);
      const known = registration.revisions.at(-1)?.known ?? "unknown";
      print.document(registration);
      print.text(
        `amended ${registration.identity}: revision ${registration.revision}, fingerprint ${shortFingerprint(registration.fingerprint)}, known of the results: ${known}`,
      );
    }
  },
};
