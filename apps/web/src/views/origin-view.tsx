import { originExhibits, originReadings, originSentences } from "@holdfast/report";
import { chosenEval, EVERY_EVAL, EvalChoice, evalsWith } from "./eval-choice.js";
import { InWords } from "./in-words.js";
import { shellText } from "./shell-text.js";
import type { View, ViewContent, ViewInput } from "./view.js";

/** More waterfalls than this are shown one eval at a time. */
const MOST_LEVELS = 8;

function Empty({ input }: { readonly input: ViewInput }) {
  const { registration, origin } = input;
  const [first, second] = registration.ablation.stages.map(({ name }) => name);
  return (
    <div class="empty">
      <p>
        {first === undefined || second === undefined
          ? "This ablation has a single stage, so there is no earlier level that a behaviour could have been inherited from."
          : `No arm was measured at two stages of its training yet. Record the evals at an early checkpoint too, such as ${first}, of the arm and of its control: what was there before ${second} is what the arm inherited.`}
      </p>
      <pre
        tabindex={0}
      >{`export HOLDFAST_URL=${origin}\nnpx holdfast import logs/ --ablation ${shellText(registration.identity)} --cluster family\nnpx holdfast origin ${shellText(registration.identity)}`}</pre>
    </div>
  );
}

async function read(input: ViewInput): Promise<ViewContent> {
  const { client, registration } = input;
  const { identity, ablation } = registration;
  const analysis = await client.analysis(identity);
  const { origins } = analysis;
  if (origins.length === 0) return { sentences: [], exhibits: [], empty: <Empty input={input} /> };
  const evals = evalsWith(input, (id) => origins.some((one) => one.eval === id));
  const measured = chosenEval(input, evals, origins.length > MOST_LEVELS);
  const [summary = ""] = originSentences(ablation, origins);
  const asked = origins.filter((one) => measured === EVERY_EVAL || one.eval === measured);
  return {
    sentences: [summary, ...originReadings(ablation, asked)],
    ...(evals.length < 2 ? {} : { choices: <EvalChoice {...{ input, evals }} chosen={measured} /> }),
    rest: <InWords sentences={originSentences(ablation, asked).slice(1)} />,
    exhibits: originExhibits({ registration, analysis }, { eval: measured === EVERY_EVAL ? null : measured }),
  };
}

/** Where levels came from: what was there at the start, and what each stage changed. */
export const originView: View = {
  slug: "origin",
  title: "Origin",
  question: "Was the behaviour there at the start, did a stage train it in, and was that the arm's own data?",
  read,
};
