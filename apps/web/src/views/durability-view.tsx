import type { Analysis, EffectScale, Target } from "@holdfast/core";
import { durabilityCounts, durabilityPageExhibits, durabilitySentences, MOST_ARMS } from "@holdfast/report";
import { Choice, choiceOf } from "./choice.js";
import { chosenEval, EVERY_EVAL, EvalChoice, evalsWith } from "./eval-choice.js";
import { InWords } from "./in-words.js";
import { shellText } from "./shell-text.js";
import type { View, ViewContent, ViewInput } from "./view.js";

const ALL = EVERY_EVAL;

const SCALES = [
  { value: "difference", text: "Difference" },
  { value: "log-odds", text: "Log odds" },
] as const satisfies readonly { value: EffectScale; text: string }[];

const TARGETS: Readonly<Record<Target, string>> = {
  "prompt-general": "Prompts like these",
  "suite-fixed": "These prompts",
};

/** What a reader can choose here: only what was computed. */
function choicesOf(input: ViewInput, analysis: Analysis) {
  const { registration, query } = input;
  const { ablation } = registration;
  const guardrails = new Set(ablation.evals.filter(({ role }) => role === "guardrail").map(({ id }) => id));
  const followed = [...analysis.trajectories, ...analysis.durability];
  const evals = evalsWith(input, (id) => !guardrails.has(id) && followed.some((one) => one.eval === id));
  const arms = ablation.arms
    .map(({ name }) => name)
    .filter((name) => followed.some(({ arm }) => arm === name));
  const arm = choiceOf(query, "arm", [ALL, ...arms]);
  // of many arms, one eval at a time can be taken in at a glance
  const isOneAtATime = arms.length > MOST_ARMS && arm === ALL;
  const retentions = analysis.durability.flatMap((one) => one.retentions);
  const estimated = retentions.filter(({ status }) => status === "estimated");
  const scales = SCALES.filter(({ value }) => estimated.some(({ scale }) => scale === value));
  const targets = [...new Set(estimated.map(({ target }) => target))];
  const shown = analysis.durability[0]?.shownTarget ?? "prompt-general";
  return {
    arm,
    arms,
    evals,
    eval: chosenEval(input, evals, isOneAtATime),
    scales,
    scale: choiceOf<EffectScale>(query, "scale", ["difference", ...scales.map(({ value }) => value)]),
    targets,
    target: choiceOf<Target>(query, "target", [shown, ...targets]),
    shown,
  };
}

function isAnyChoice({ evals, arms, scales, targets }: ReturnType<typeof choicesOf>): boolean {
  return [evals, arms, scales, targets].some(({ length }) => length > 1);
}

function Choices({
  input,
  chosen,
}: {
  readonly input: ViewInput;
  readonly chosen: ReturnType<typeof choicesOf>;
}) {
  const { path, query } = input;
  const { arms, evals, scales, targets } = chosen;
  return (
    <>
      <EvalChoice {...{ input, evals }} chosen={chosen.eval} />
      {arms.length > 1 ? (
        <Choice
          {...{ label: "Arm", name: "arm", chosen: chosen.arm, path, query }}
          options={[{ value: ALL, text: "All" }, ...arms.map((arm) => ({ value: arm, text: arm }))]}
        />
      ) : null}
      {scales.length > 1 ? (
        <Choice {...{ label: "Scale", name: "scale", chosen: chosen.scale, path, query }} options={scales} />
      ) : null}
      {targets.length > 1 ? (
        <Choice
          {...{ label: "Holds for", name: "target", chosen: chosen.target, path, query }}
          options={targets.map((target) => ({ value: target, text: TARGETS[target] }))}
        />
      ) : null}
    </>
  );
}

function Empty({ input }: { readonly input: ViewInput }) {
  const { registration, origin } = input;
  const stages = registration.ablation.stages.map(({ name }) => name);
  const [from, to] = [stages.at(-2), stages.at(-1)];
  return (
    <div class="empty">
      <p>
        {from === undefined || to === undefined
          ? "This ablation has a single stage, so there is nothing that a lead could be followed to: durability needs a later one, such as RL."
          : `No lead was seen at two stages yet. Durability asks what is left at ${to} of the lead at ${from}: record outcomes of an arm and of its control, on one eval, at both.`}
      </p>
      <pre
        tabindex={0}
      >{`export HOLDFAST_URL=${origin}\nnpx holdfast import logs/ --ablation ${shellText(registration.identity)} --cluster family\nnpx holdfast durability ${shellText(registration.identity)}`}</pre>
    </div>
  );
}

async function read(input: ViewInput): Promise<ViewContent> {
  const { client, registration } = input;
  const { identity, ablation } = registration;
  const [analysis, { interventions }] = await Promise.all([
    client.analysis(identity),
    client.interventions(identity),
  ]);
  const chosen = choicesOf(input, analysis);
  const exhibits = durabilityPageExhibits(
    { registration, analysis },
    {
      scale: chosen.scale,
      target: chosen.target === chosen.shown ? null : chosen.target,
      eval: chosen.eval === ALL ? null : chosen.eval,
      arm: chosen.arm === ALL ? null : chosen.arm,
      interventions,
    },
  );
  if (exhibits.length === 0) return { sentences: [], exhibits, empty: <Empty input={input} /> };
  const isShown = (one: { readonly eval: string; readonly arm: string }) =>
    (chosen.eval === ALL || one.eval === chosen.eval) && (chosen.arm === ALL || one.arm === chosen.arm);
  const told = durabilitySentences(ablation, {
    durability: analysis.durability.filter(isShown),
    trajectories: analysis.trajectories.filter(isShown),
  });
  return {
    sentences: durabilityCounts(ablation, analysis.durability),
    ...(isAnyChoice(chosen) ? { choices: <Choices input={input} chosen={chosen} /> } : {}),
    exhibits,
    rest: <InWords sentences={told} />,
  };
}

/** Whether leads held: over stages and steps, with the share that is left and its verdict. */
export const durabilityView: View = {
  slug: "durability",
  title: "Durability",
  question: "Did what the arms gained hold through the later stages, was it washed out, or did it grow?",
  read,
};
