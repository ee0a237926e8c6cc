import {
  type Ablation,
  type ComparisonAnswer,
  controlOf,
  type EffectScale,
  formatComparisonSide,
  isHoldfastError,
  type RunRecord,
  type Target,
} from "@holdfast/core";
import { comparisonExhibits } from "@holdfast/report";
import { Sentence } from "../components/sentence.js";
import { Choice, choiceOf } from "./choice.js";
import { PickForm } from "./pick-form.js";
import type { View, ViewContent, ViewInput } from "./view.js";

const USUAL = "usual";
/** Runs that the fields suggest; any other can be written. */
const MOST_RUNS = 200;

const SCALES = [
  { value: "difference", text: "Difference" },
  { value: "log-odds", text: "Log odds" },
] as const;
const TARGETS = [
  { value: USUAL, text: "As planned" },
  { value: "prompt-general", text: "Prompts like these" },
  { value: "suite-fixed", text: "These prompts" },
] as const;

const armAt = (name: string, stage: string) => formatComparisonSide({ kind: "arm", name, stage, step: null });

/** What may be compared: every arm at every stage, and each run at each stage that it has checkpoints of. */
function addressesOf(ablation: Ablation, runs: readonly RunRecord[]): string[] {
  const stages = ablation.stages.map(({ name }) => name);
  return [
    ...ablation.arms.flatMap(({ name }) => stages.map((stage) => armAt(name, stage))),
    ...runs.flatMap(({ run, stages: has }) =>
      stages
        .filter((stage) => has.includes(stage))
        .map((stage) => formatComparisonSide({ kind: "run", name: run, stage, step: null })),
    ),
  ];
}

/** Where nothing is asked: the first arm that has a control, against it, after the last stage that was scored. */
function usualPair(ablation: Ablation, runs: readonly RunRecord[]): { a: string; b: string } {
  const scored = ablation.stages
    .map(({ name }) => name)
    .filter((stage) => runs.some((run) => run.outcomes > 0 && run.stages.includes(stage)));
  const stage = scored.at(-1) ?? ablation.stages.at(-1)?.name ?? "";
  const treated = ablation.arms.find(({ name }) => controlOf(ablation, name) !== null)?.name;
  const [first = "", second = first] = ablation.arms.map(({ name }) => name);
  const [a, b] = treated === undefined ? [second, first] : [treated, controlOf(ablation, treated) ?? first];
  return { a: armAt(a, stage), b: armAt(b, stage) };
}

function swapped(
  path: string,
  query: URLSearchParams,
  { a, b }: { readonly a: string; readonly b: string },
): string {
  const next = new URLSearchParams(query);
  next.set("a", b);
  next.set("b", a);
  return `${path}?${next}`;
}

interface Asked {
  readonly a: string;
  readonly b: string;
  readonly scale: EffectScale;
  readonly target: Target | typeof USUAL;
}

function Choices({
  input,
  asked,
  addresses,
}: {
  readonly input: ViewInput;
  readonly asked: Asked;
  readonly addresses: readonly string[];
}) {
  const { path, query } = input;
  const kept = ["scale", "target"].flatMap((name) => {
    const value = query.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return (
    <>
      <PickForm
        label="Sides that are compared"
        {...{ path, kept, submit: "Compare" }}
        fields={[
          {
            label: "a: an arm or a run, at a stage and step",
            name: "a",
            value: asked.a,
            suggestions: addresses,
          },
          { label: "b: what it is compared with", name: "b", value: asked.b, suggestions: addresses },
        ]}
      />
      <nav class="choice" aria-label="Sides">
        <a href={swapped(path, query, asked)}>Swap a and b</a>
      </nav>
      <Choice {...{ label: "Scale", name: "scale", chosen: asked.scale, path, query }} options={SCALES} />
      <Choice
        {...{ label: "Holds for", name: "target", chosen: asked.target, path, query }}
        options={TARGETS}
      />
    </>
  );
}

/** What may be asked next: the same arms at another stage, and the other arms. */
function Further({ input, answer }: { readonly input: ViewInput; readonly answer: ComparisonAnswer }) {
  const { path, registration } = input;
  const { a, b } = answer;
  const { arms, stages } = registration.ablation;
  const linkTo = (one: string, other: string) => `${path}?${new URLSearchParams({ a: one, b: other })}`;
  const others = stages.filter(({ name }) => name !== a.stage).map(({ name }) => name);
  const between = others.map((stage) => ({
    text: `${a.arm}: ${a.stage} minus ${stage}`,
    href: linkTo(armAt(a.arm, a.stage), armAt(a.arm, stage)),
  }));
  const pairs = arms
    .filter(({ name }) => name !== a.arm && name !== b.arm)
    .map(({ name }) => ({
      text: `${a.arm} minus ${name}`,
      href: linkTo(armAt(a.arm, a.stage), armAt(name, a.stage)),
    }));
  const links = [...between, ...pairs];
  if (links.length === 0) return null;
  return (
    <section class="exhibit" aria-labelledby="further">
      <h2 id="further">Compare next</h2>
      <ul class="sentences">
        {links.map(({ text, href }) => (
          <li>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Empty({ input, asked }: { readonly input: ViewInput; readonly asked: Asked }) {
  const { registration, origin } = input;
  return (
    <div class="empty">
      <p>Nothing was scored there yet. Record outcomes, then compare any two arms, runs or checkpoints:</p>
      <pre
        tabindex={0}
      >{`export HOLDFAST_URL=${origin}\nnpx holdfast record outcomes.ndjson --ablation ${registration.identity}\nnpx holdfast compare ${asked.a} ${asked.b} ${registration.identity}`}</pre>
    </div>
  );
}

function Command({ input, asked }: { readonly input: ViewInput; readonly asked: Asked }) {
  return (
    <details>
      <summary>The same on the command line</summary>
      <pre tabindex={0}>{`npx holdfast compare ${asked.a} ${asked.b} ${input.registration.identity}`}</pre>
    </details>
  );
}

async function read(input: ViewInput): Promise<ViewContent> {
  const { client, registration, query } = input;
  const { identity, ablation } = registration;
  const { runs } = await client.runs(identity, { limit: MOST_RUNS });
  const usual = usualPair(ablation, runs);
  const target = choiceOf(query, "target", [USUAL, "prompt-general", "suite-fixed"]);
  const asked: Asked = {
    a: query.get("a") ?? usual.a,
    b: query.get("b") ?? usual.b,
    scale: choiceOf<EffectScale>(query, "scale", ["difference", "log-odds"]),
    target,
  };
  const addresses = addressesOf(ablation, runs);
  const choices = <Choices {...{ input, asked, addresses }} />;
  try {
    const answer = await client.comparison(identity, { a: asked.a, b: asked.b });
    if (answer.rows.length === 0)
      return { sentences: answer.sentences, choices, exhibits: [], empty: <Empty {...{ input, asked }} /> };
    // each row in words stands in its tooltip and in the table
    const sentences = answer.sentences.slice(0, answer.sentences.length - answer.rows.length);
    const told = answer.sentences.slice(answer.sentences.length - answer.rows.length);
    return {
      sentences,
      choices,
      exhibits: comparisonExhibits(ablation, answer, {
        scale: asked.scale,
        target: target === USUAL ? null : target,
      }),
      rest: (
        <>
          <section class="exhibit" aria-labelledby="in-words">
            <h2 id="in-words">In words</h2>
            <ul class="sentences">
              {told.map((sentence) => (
                <li>
                  <Sentence text={sentence} />
                </li>
              ))}
            </ul>
            <Command {...{ input, asked }} />
          </section>
          <Further {...{ input, answer }} />
        </>
      ),
    };
  } catch (error) {
    if (!isHoldfastError(error) || (error.code !== "invalid-input" && error.code !== "unknown-name"))
      throw error;
    return {
      sentences: [error.message, ...(error.remedy === undefined ? [] : [error.remedy])],
      choices,
      exhibits: [],
      empty: <Empty {...{ input, asked }} />,
    };
  }
}

/** Any two arms, runs or checkpoints against each other, paired where prompts and runs are shared. */
export const compareView: View = {
  slug: "compare",
  title: "Compare",
  question: "How do any two arms, runs or checkpoints differ, on everything that either was scored on?",
  read,
};
