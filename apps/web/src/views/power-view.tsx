import { boundsOf, type Eval, type PowerQuestion, primaryMetric } from "@holdfast/core";
import {
  cheapestExhibit,
  powerAnswerSentences,
  powerCurveExhibits,
  powerEvalsExhibit,
  powerParts,
} from "@holdfast/report";
import { PlannerForm } from "../power/planner-form.js";
import { PlannerRest } from "../power/planner-rest.js";
import { powerCommand, pricesText } from "../power/power-command.js";
import { askedPower, MORE_CONTROLS, mainControls, understoodPower } from "../power/power-controls.js";
import type { View, ViewContent, ViewInput } from "./view.js";

function rangeOf(value: Eval): number {
  const { lower, upper } = boundsOf(primaryMetric(value).scale);
  return upper - lower;
}

async function read({ client, registration, query, path }: ViewInput): Promise<ViewContent> {
  const { identity, ablation } = registration;
  const value = ablation.evals.find(({ id }) => id === query.get("eval")) ?? ablation.evals[0];
  const ids = ablation.evals.map(({ id }) => id);
  if (value === undefined)
    return {
      sentences: [],
      exhibits: [],
      empty: <p class="empty">The ablation has no eval, so there is nothing that a design could resolve.</p>,
    };
  const controls = mainControls(rangeOf(value));
  const all = [...controls, ...MORE_CONTROLS];
  const wanted = understoodPower(query, all);
  const about = (question: PowerQuestion) => client.powerCurve(identity, { ...question, eval: value.id });
  const first = await about(wanted.question);
  const { registered } = first;
  const asked = askedPower(wanted, all, registered);
  const { question } = asked;
  const answer = asked.given.size === wanted.given.size ? first : await about(question);
  const { curve, rows, sentences } = answer;
  const row = rows.find((one) => one.eval === value.id) ?? registered;
  const [summary = ""] = powerAnswerSentences(ablation, rows);
  const [found = "", ...parts] = powerParts(ablation, row);
  const cheapest = cheapestExhibit(ablation, row, pricesText(question));
  const [runs, ...others] = powerCurveExhibits(ablation, curve, row);
  return {
    sentences: [found, ...asked.refused.map((text) => `Left out, ${text}.`), ...parts, ...sentences, summary],
    choices: (
      <PlannerForm
        path={path}
        controls={controls}
        base={registered}
        asked={asked}
        evals={{ ids, chosen: value.id }}
      />
    ),
    exhibits: [
      ...(runs === undefined ? [] : [runs]),
      ...(cheapest === null ? [] : [cheapest]),
      ...others,
      powerEvalsExhibit(ablation, rows),
    ],
    rest: (
      <PlannerRest
        ablation={ablation}
        row={row}
        command={powerCommand(identity, question, row.design.runs.value)}
      />
    ),
    scripts: ["planner", "copy"],
  };
}

/** What the registered design can resolve, and what another would. */
export const powerView: View = {
  slug: "power",
  title: "Power",
  question: "What can this design resolve, what can it not, and which would?",
  read,
};
