import type { Efficiency } from "@holdfast/core";
import {
  doseNotes,
  efficiencyExhibits,
  efficiencySentences,
  frontierSentences,
  shownEfficiency,
} from "@holdfast/report";
import { Choice, choiceOf } from "./choice.js";
import { chosenEval, EVERY_EVAL, EvalChoice, evalsWith } from "./eval-choice.js";
import { InWords } from "./in-words.js";
import { shellText } from "./shell-text.js";
import type { View, ViewContent, ViewInput } from "./view.js";

/** More places than this are not shown at once unless they are asked for. */
const MOST_PLACES = 3;
const EVERY_STAGE = "all";

function Empty({
  input,
  efficiency,
}: {
  readonly input: ViewInput;
  readonly efficiency: readonly Efficiency[];
}) {
  const { registration, origin } = input;
  const reasons = [...new Set(efficiency.flatMap(({ reason }) => (reason === null ? [] : [reason])))];
  return (
    <div class="empty">
      <p>
        {efficiency.length === 0
          ? "No arm has a lead over a control yet, so nothing can be said of what its tokens bought."
          : "No effect per token can be given. It needs the tokens of the mix of each arm and of its control: count them, and write them into the mixes of the ablation as an amendment."}
      </p>
      {reasons.length === 0 ? null : (
        <ul>
          {reasons.map((reason) => (
            <li>{reason}</li>
          ))}
        </ul>
      )}
      <pre tabindex={0}>
        {efficiency.length === 0
          ? `export HOLDFAST_URL=${origin}\nnpx holdfast import logs/ --ablation ${shellText(registration.identity)} --cluster family`
          : `export HOLDFAST_URL=${origin}\nnpx holdfast mix measure data/*.jsonl --kind demonstrations --out mix.json\nnpx holdfast amend ablation.ts --author NAME --reason "tokens counted"\nnpx holdfast efficiency ${shellText(registration.identity)}`}
      </pre>
    </div>
  );
}

async function read(input: ViewInput): Promise<ViewContent> {
  const { client, registration, path, query } = input;
  const { identity, ablation } = registration;
  const analysis = await client.analysis(identity);
  const places = shownEfficiency(analysis.efficiency);
  const empty = <Empty input={input} efficiency={analysis.efficiency} />;
  if (places.length === 0) return { sentences: [], exhibits: [], empty };
  const evals = evalsWith(input, (id) => places.some((one) => one.eval === id));
  const stages = ablation.stages
    .map(({ name }) => name)
    .filter((name) => places.some(({ moment }) => moment.stage === name));
  const titleOf = (name: string) => ablation.stages.find((one) => one.name === name)?.title ?? name;
  const isMany = places.length > MOST_PLACES;
  const measured = chosenEval(input, evals, isMany);
  const last = isMany ? (stages.at(-1) ?? EVERY_STAGE) : EVERY_STAGE;
  const stage = choiceOf(query, "stage", [last, EVERY_STAGE, ...stages]);
  const isAsked = (one: Efficiency) =>
    (measured === EVERY_EVAL || one.eval === measured) &&
    (stage === EVERY_STAGE || one.moment.stage === stage);
  const asked = places.filter(isAsked);
  const [summary = ""] = efficiencySentences(ablation, analysis.efficiency);
  const told = asked.length === 0 ? [] : efficiencySentences(ablation, asked).slice(1);
  const choices = (
    <>
      <EvalChoice {...{ input, evals }} chosen={measured} />
      {stages.length < 2 ? null : (
        <Choice
          {...{ label: "Stage", name: "stage", chosen: stage, path, query }}
          options={[
            { value: EVERY_STAGE, text: "All" },
            ...stages.map((name) => ({ value: name, text: titleOf(name) })),
          ]}
        />
      )}
    </>
  );
  return {
    sentences: [summary, ...frontierSentences(ablation, asked)],
    ...(evals.length < 2 && stages.length < 2 ? {} : { choices }),
    exhibits: efficiencyExhibits({ registration, analysis }, { isAsked }),
    rest: <InWords sentences={[...told, ...asked.flatMap(({ series }) => series.flatMap(doseNotes))]} />,
    empty: <p class="empty">Nothing was measured there: choose another eval or stage.</p>,
  };
}

/** What the data bought for their tokens: the frontier, pairs at equal tokens, courses of doses. */
export const efficiencyView: View = {
  slug: "efficiency",
  title: "Efficiency",
  question:
    "What did each arm gain for the tokens it was given beyond its control, and which arms are beaten by cheaper ones?",
  read,
};
