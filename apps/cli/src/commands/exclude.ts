import type { Command } from "../command.js";
import { UsageError } from "../usage-error.js";

/** `holdfast exclude [NAME@VERSION] --run RUN --author NAME --reason TEXT`. */
export const exclude: Command = {
  name: "exclude",
  summary: "set a run or an outcome aside; answers are given with and without it",
  usage: "[NAME@VERSION] --run RUN|--outcome ID",
  words: [0, 1],
  options: {
    run: { type: "string", value: "ARM/SEED/BRANCH", summary: "the run to set aside" },
    outcome: { type: "string", value: "ID", summary: "the outcome to set aside" },
    author: { type: "string", value: "NAME", summary: "who sets it aside" },
    reason: { type: "string", value: "TEXT", summary: "why" },
    undo: { type: "boolean", summary: "take it back in" },
  },
  examples: ['holdfast exclude advice@1 --run control/2/0 --author "R. Osei" --reason "diverged at step 90"'],
  run: async ({ print, connect }, given) => {
    const [run, outcome] = [given.text("run"), given.text("outcome")];
    if ((run === undefined) === (outcome === undefined))
      throw new UsageError("name what to set aside.", "Give either --run ARM/SEED/BRANCH or --outcome ID.");
    const what =
      run === undefined
        ? ({ kind: "outcome", outcomeId: outcome ?? "" } as const)
        : ({ kind: "run", run } as const);
    const undo = given.flag("undo");
    const exclusion = undo
      ? undefined
      : { what, author: given.required("author"), reason: given.required("reason") };
    const { identityGiven } = await import("../identity-given.js");
    const client = await connect();
    const identity = await identityGiven(client, given);
    if (exclusion === undefined) await client.readmit(identity, what);
    else await client.exclude(identity, exclusion);
    print.document(exclusion ?? (await client.read(identity)));
    print.text(`${run ?? outcome} of ${identity} is ${undo ? "taken back in" : "set aside"}`);
  },
};
