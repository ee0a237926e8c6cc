import type { EffectScale } from "@holdfast/core";
import type { Command } from "../command.js";
import { UsageError } from "../usage-error.js";
import { ANSWER_OPTIONS, answerChoice } from "./answer-options.js";

/** The alternatives are listed here, since help loads nothing; an unknown one is refused with a line on each. */
const METHOD_SUMMARY =
  "estimator instead of each lead's default: welch-runs, two-way-anova, pooled-design-effect, cr2, permutation-runs, firth, glmm-laplace, miettinen-nurminen, crossed-reml, paired-by-seed; not the registered analysis";

/** `holdfast effects [NAME@VERSION]`. */
export const effects: Command = {
  name: "effects",
  summary: "the lead of each arm over its control, with intervals and what stands",
  usage: "[NAME@VERSION]",
  words: [0, 1],
  options: {
    "group-by": {
      type: "string",
      value: "KEY,...",
      summary: "one row a group: a factor of the ablation, role, relation, stage, eval ...",
    },
    method: {
      type: "string",
      value: "METHOD",
      summary: METHOD_SUMMARY,
    },
    ranking: { type: "boolean", summary: "which arm may be the best on each eval; probabilities, not tests" },
    csv: { type: "boolean", summary: "CSV on stdout" },
    ...ANSWER_OPTIONS,
  },
  examples: [
    "holdfast effects advice@1",
    "holdfast effects advice@1 --method welch-runs",
    "holdfast effects advice@1 --ranking",
    "holdfast effects advice@1 --group-by advice,role --csv",
  ],
  run: async ({ print, connect }, given) => {
    if (given.flag("csv") && print.settings.json)
      throw new UsageError("--csv and --json are two formats.", "Give one of them.");
    const { identityGiven } = await import("../identity-given.js");
    const { scale, target, excluded } = answerChoice(given);
    const groupBy = given
      .text("group-by")
      ?.split(",")
      .map((key) => key.trim())
      .filter((key) => key !== "");
    const method = given.text("method");
    const query = { excluded, ...(method === undefined ? {} : { method }) };
    const client = await connect();
    const identity = await identityGiven(client, given);
    if (given.flag("csv")) {
      await print.raw(
        await client.effectsCsv(identity, { ...query, ...(groupBy === undefined ? {} : { groupBy }) }),
      );
      return;
    }
    const { columns } = print.settings;
    const bold = (text: string) => print.style("bold", text);
    if (groupBy !== undefined) {
      const answer = await client.effectGroups(identity, groupBy, query);
      print.document(answer);
      if (print.settings.json) return;
      const { groupsText } = await import("../tables/groups-text.js");
      print.text(groupsText(answer, columns, bold));
      return;
    }
    const answer = await client.effects(identity, query);
    print.document(answer);
    if (print.settings.json) return;
    const { effectsText } = await import("../tables/effects-text.js");
    const { ablation } = await client.read(identity);
    const onScale = (of: EffectScale) =>
      answer.effects.some(({ findings }) =>
        findings.some((finding) => finding.scale === of && finding.status === "estimated"),
      );
    // Some methods know log odds alone; a scale that is asked for is shown whatever it holds.
    const own = given.text("scale") !== undefined || onScale("difference") || !onScale("log-odds");
    const shown = { scale: own ? scale : "log-odds", target, columns, bold } as const;
    if (given.flag("ranking")) {
      const { rankingText } = await import("../tables/ranking-text.js");
      print.text(rankingText(ablation, answer.rankings, shown));
      return;
    }
    print.text(effectsText(ablation, answer, shown));
  },
};
