import {
  type Ablation,
  type Condition,
  ConditionSchema,
  conditionKey,
  controlOf,
  formatCondition,
  isHoldfastError,
  type SampleDifferenceAnswer,
} from "@holdfast/core";
import { MOST_LISTED, sampleExhibits } from "@holdfast/report";
import { Choice } from "./choice.js";
import { PickForm } from "./pick-form.js";
import { SampleDetails } from "./sample-details.js";
import type { View, ViewContent, ViewInput } from "./view.js";

/** Prompts that the figure draws. */
const MOST_DRAWN = 500;

interface Asked {
  readonly arm: string;
  readonly control: string | undefined;
  readonly eval: string;
  readonly metric: string | undefined;
  readonly stage: string | undefined;
  readonly step: number | "end" | undefined;
  readonly judge: string | undefined;
  readonly condition: Condition | undefined;
}

function conditionIn(text: string | null): Condition | undefined {
  if (text === null || text === "") return undefined;
  try {
    return ConditionSchema.parse(JSON.parse(text));
  } catch {
    // what is no condition chooses none
    return undefined;
  }
}

function stepIn(text: string | null): number | "end" | undefined {
  if (text === "end") return "end";
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function askedIn(ablation: Ablation, query: URLSearchParams): Asked | null {
  const given = (name: string) => {
    const value = query.get(name);
    return value === null || value === "" ? undefined : value;
  };
  const arms = ablation.arms.map(({ name }) => name);
  // where no arm has a control, the second is compared with the first
  const arm = given("arm") ?? arms.find((name) => controlOf(ablation, name) !== null) ?? arms[1];
  const [first] = ablation.evals;
  if (arm === undefined || first === undefined) return null;
  const other = arms.find((name) => name !== arm);
  const usual = controlOf(ablation, arm) ?? other;
  const control = given("control") ?? usual;
  return {
    arm,
    // an arm that is chosen as its own reference is compared with its control
    control: control === arm ? usual : control,
    ...{ eval: given("eval") ?? first.id, metric: given("metric"), stage: given("stage") },
    ...{
      step: stepIn(query.get("step")),
      judge: given("judge"),
      condition: conditionIn(query.get("condition")),
    },
  };
}

const named = (names: readonly string[]) => names.map((name) => ({ value: name, text: name }));

function Choices({
  input,
  asked,
  answer,
}: {
  readonly input: ViewInput;
  readonly asked: Asked;
  readonly answer: SampleDifferenceAnswer | null;
}) {
  const { path, query, registration } = input;
  const { arms, evals, stages } = registration.ablation;
  const value = evals.find(({ id }) => id === asked.eval);
  const metrics = value?.metrics.map(({ name }) => name) ?? [];
  const settings = answer?.settings ?? [];
  const judges = [...new Set(settings.map(({ judge }) => judge))];
  const conditions = [
    ...new Map(settings.map(({ condition }) => [conditionKey(condition), condition])).entries(),
  ];
  return (
    <>
      <PickForm
        label="What is looked at"
        {...{ path, submit: "Look", kept: [] }}
        fields={[
          { label: "Arm", name: "arm", value: asked.arm, options: named(arms.map(({ name }) => name)) },
          {
            ...{ label: "Against", name: "control", value: answer?.control ?? asked.control ?? "" },
            options: named(arms.map(({ name }) => name)),
          },
          {
            ...{ label: "Eval", name: "eval", value: asked.eval },
            options: evals.map(({ id, title }) => ({ value: id, text: title ?? id })),
          },
          {
            ...{ label: "After", name: "stage", value: answer?.stage ?? asked.stage ?? "" },
            options: named(stages.map(({ name }) => name)),
          },
        ]}
      />
      {metrics.length > 1 ? (
        <Choice
          {...{ label: "Metric", name: "metric", chosen: answer?.metric ?? "", path, query }}
          options={named(metrics)}
        />
      ) : null}
      {judges.length > 1 ? (
        <Choice
          {...{ label: "Judge", name: "judge", chosen: answer?.judge ?? "", path, query }}
          options={named(judges)}
        />
      ) : null}
      {conditions.length > 1 ? (
        <Choice
          {...{ label: "Condition", name: "condition", path, query }}
          chosen={answer === null ? "" : conditionKey(answer.condition)}
          options={conditions.map(([key, condition]) => ({
            value: key,
            text: formatCondition(condition) === "" ? "none" : formatCondition(condition),
          }))}
        />
      ) : null}
    </>
  );
}

function Empty({ input }: { readonly input: ViewInput }) {
  const { registration, origin } = input;
  return (
    <div class="empty">
      <p>
        Prompts can be looked at where a score was recorded for each sample on both sides. Eval logs have
        them, and keep the way to their transcripts:
      </p>
      <pre
        tabindex={0}
      >{`export HOLDFAST_URL=${origin}\nnpx holdfast import logs/ --ablation ${registration.identity} --cluster family\nnpx holdfast samples ${registration.identity}`}</pre>
    </div>
  );
}

function Command({ input, answer }: { readonly input: ViewInput; readonly answer: SampleDifferenceAnswer }) {
  const { arm, control, stage } = answer;
  return (
    <details>
      <summary>The same on the command line</summary>
      <pre
        tabindex={0}
      >{`npx holdfast samples ${input.registration.identity} --arm ${arm} --control ${control} --eval ${answer.eval} --stage ${stage}`}</pre>
    </details>
  );
}

async function read(input: ViewInput): Promise<ViewContent> {
  const { client, registration, query } = input;
  const { identity, ablation } = registration;
  const asked = askedIn(ablation, query);
  if (asked === null) return { sentences: [], exhibits: [], empty: <Empty input={input} /> };
  const { arm, eval: evalId, ...rest } = asked;
  const options = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  try {
    const answer = await client.sampleDifferences(identity, {
      arm,
      eval: evalId,
      ...options,
      limit: MOST_DRAWN,
    });
    const shown = answer.samples.slice(0, MOST_LISTED);
    return {
      sentences: answer.sentences,
      choices: <Choices {...{ input, asked, answer }} />,
      exhibits: sampleExhibits(ablation, answer),
      rest:
        answer.prompts === 0 ? null : (
          <>
            <SampleDetails {...{ identity, answer, samples: shown }} />
            <Command {...{ input, answer }} />
          </>
        ),
      empty: <Empty input={input} />,
    };
  } catch (error) {
    if (!isHoldfastError(error) || (error.code !== "invalid-input" && error.code !== "unknown-name"))
      throw error;
    return {
      sentences: [error.message, ...(error.remedy === undefined ? [] : [error.remedy])],
      choices: <Choices {...{ input, asked, answer: null }} />,
      exhibits: [],
      empty: <Empty input={input} />,
    };
  }
}

/** The prompts on which two arms differ most, so that an effect can be looked at. */
export const samplesView: View = {
  slug: "samples",
  title: "Samples",
  question: "On which prompts do two arms differ most, and what do their transcripts say?",
  read,
};
