import { resolve } from "node:path";
import type { Command } from "../command.js";

/** `holdfast register FILE`. */
export const register: Command = {
  name: "register",
  summary: "register the ablations of a TypeScript, JSON or YAML file",
  usage: "FILE",
  words: [1, 1],
  options: {
    retrospective: {
      type: "boolean",
      summary: "the outcomes were known already; stamped on every page and report",
    },
  },
  examples: ["holdfast register ablation.ts", "holdfast register published.yaml --retrospective"],
  run: async ({ print, cwd, connect }, given) => {
    const { readAblationFile } = await import("../ablation-file/read-ablations.js");
    const { ablationIdentity, shortFingerprint } = await import("@holdfast/core");
    const [file = ""] = given.positionals;
    const ablations = await readAblationFile(resolve(cwd, file), file);
    const client = await connect({ creates: true });
    for (const { ablation, isRetrospective } of ablations) {
      const retrospective = isRetrospective || given.flag("retrospective");
      const registered = await client.register(ablation, { retrospective });
      const { registration } = registered;
      print.document(registered);
      print.text(
        registered.created
          ? `registered ${registration.identity}, fingerprint ${shortFingerprint(registration.fingerprint)}${registration.retrospective ? ", retrospective" : ""}`
          : `${registration.identity} is registered already with this content`,
      );
    }
    const [first] = ablations;
    if (first !== undefined)
      print.note(`Next: holdfast record FILE --ablation ${ablationIdentity(first.ablation)}`);
  },
};
