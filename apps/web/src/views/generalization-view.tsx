import type { EffectScale, Target } from "@holdfast/core";
import {
  comparedEvals,
  generalizationExhibits,
  generalizationSentences,
  generalizationStages,
} from "@holdfast/report";
import { Choice, choiceOf } from "./choice.js";
import { InWords } from "./in-words.js";
import type { View, ViewContent, ViewInput } from "./view.js";

const TOGETHER = "together";

const SCALES: Readonly<Record<EffectScale, string>> = { difference: "Difference", "log-odds": "Log odds" };
const TARGETS: Readonly<Record<Target, string>> = {
  "prompt-general": "Prompts like these",
  "suite-fixed": "These prompts",
};

function Empty({ input }: { readonly input: ViewInput }) {
  const { registration, origin } = input;
  const { evals, arms, control } = registration.ablation;
  if (control === null)
    return (
      <p class="empty">
        Nothing is a control here, so there are no leads, and none to set against another. Models that were
        observed are compared by their levels, on the overview and in the report.
      </p>
    );
  const undeclared = evals.filter(({ relation }) => relation === "unknown").map(({ id }) => id);
  const [arm = "ARM"] = arms.map(({ name }) => name).filter((name) => name !== control);
  const measured = evals[0]?.id ?? "EVAL";
  return (
    <div class="empty">
      <p>
        {undeclared.length === evals.length
          ? "Generalization sets the lead of an arm near its training data against its lead far from it. No eval says how near it is to the data of any arm: declare its relation, or measure it from the texts."
          : `No lead was seen both near the training data and far from it. Record outcomes of ${arm} and of its control on an eval that is in-distribution for it and on one that is out-of-distribution.`}
      </p>
      <pre
        tabindex={0}
      >{`export HOLDFAST_URL=${origin}\nnpx holdfast mix distance data=data/ --eval ${measured}=prompts.jsonl --ablation ${registration.identity} --arm ${arm}\nnpx holdfast import logs/ --ablation ${registration.identity} --cluster family\nnpx holdfast generalization ${registration.identity}`}</pre>
    </div>
  );
}

async function read(input: ViewInput): Promise<ViewContent> {
  const { client, registration, query, path } = input;
  const analysis = await client.analysis(registration.identity);
  const { generalization, evalCorrelations } = analysis;
  const stages = generalizationStages({ registration, analysis });
  const [last, ...earlier] = [...stages].reverse();
  if (last === undefined) return { sentences: [], exhibits: [], empty: <Empty input={input} /> };
  const stage = choiceOf(query, "stage", [last, ...earlier]);
  const here = generalization.pairs.filter((pair) => pair.stage === stage);
  const { pairs, areTogether } = comparedEvals({ registration, analysis }, stage);
  const nears = [...new Set(pairs.map((pair) => pair.near))];
  const [firstNear = TOGETHER, ...otherNears] =
    areTogether || pairs.length < 2 ? [TOGETHER, ...nears] : nears;
  const near = choiceOf(query, "near", [firstNear, ...otherNears]);
  const fars = pairs.filter((pair) => pair.near === near).map((pair) => pair.far);
  const far = choiceOf(query, "far", [fars[0] ?? TOGETHER, ...fars]);
  const answers = here
    .flatMap((pair) => pair.answers)
    .filter(({ gap }) => gap.status === "estimated" && gap.interval !== null);
  const scales = [...new Set(answers.map(({ scale }) => scale))];
  const targets = [...new Set([...answers, ...generalization.syntheses].map(({ target }) => target))];
  const scale = choiceOf<EffectScale>(query, "scale", ["difference", ...scales]);
  const target = choiceOf<Target>(query, "target", [registration.ablation.plan.target, ...targets]);
  const [summary, ...told] = generalizationSentences(
    registration.ablation,
    {
      ...generalization,
      pairs: here,
      syntheses: generalization.syntheses.filter((one) => one.stage === stage),
    },
    evalCorrelations,
  );
  return {
    sentences: summary === undefined ? [] : [summary],
    choices: (
      <>
        {stages.length < 2 ? null : (
          <Choice
            {...{ label: "After", name: "stage", chosen: stage, path, query }}
            options={stages.map((value) => ({ value, text: value }))}
          />
        )}
        {pairs.length < 2 ? null : (
          <Choice
            {...{ label: "Near", name: "near", chosen: near, path, query }}
            options={[
              ...(areTogether ? [{ value: TOGETHER, text: "All suites" }] : []),
              ...nears.map((value) => ({ value, text: value })),
            ]}
          />
        )}
        {fars.length < 2 ? null : (
          <Choice
            {...{ label: "Far", name: "far", chosen: far, path, query }}
            options={fars.map((value) => ({ value, text: value }))}
          />
        )}
        {targets.length < 2 ? null : (
          <Choice
            {...{ label: "Holds for", name: "target", chosen: target, path, query }}
            options={targets.map((value) => ({ value, text: TARGETS[value] }))}
          />
        )}
        {scales.length < 2 ? null : (
          <Choice
            {...{ label: "Share that transfers", name: "scale", chosen: scale, path, query }}
            options={scales.map((value) => ({ value, text: SCALES[value] }))}
          />
        )}
      </>
    ),
    exhibits: generalizationExhibits(
      { registration, analysis },
      {
        ...{ stage, scale, target },
        between: near === TOGETHER ? null : { near, far },
      },
    ),
    rest: <InWords sentences={told} />,
  };
}

/** Whether leads near the training data show far from it too, or were merely suppressed there. */
export const generalizationView: View = {
  slug: "generalization",
  title: "Generalization",
  question: "Do leads near the training data show far from it too, or was the eval merely suppressed?",
  read,
};
