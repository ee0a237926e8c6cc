import type { Ablation, Analysis, Effect, EffectScale, Eval, Target } from "@holdfast/core";
import { effectsExhibits, effectsInBrief, leadSentences } from "@holdfast/report";
import { Choice, choiceOf } from "./choice.js";
import { InWords } from "./in-words.js";
import type { View, ViewContent, ViewInput } from "./view.js";

const ALL = "all";
/** Leads that are taken in at a glance; of more, one stage is shown first. */
const MOST_AT_ONCE = 48;

const SCALES: Readonly<Record<EffectScale, string>> = { difference: "Difference", "log-odds": "Log odds" };
const TARGETS: Readonly<Record<Target, string>> = {
  "prompt-general": "Prompts like these",
  "suite-fixed": "These prompts",
};
const ROLES: Readonly<Record<Eval["role"], string>> = {
  target: "Targets",
  "held-out": "Held-out",
  guardrail: "Guardrails",
};

/** The last stage whose leads were registered, or the last of all. */
function mainStage({ stages }: Ablation, effects: readonly Effect[]): string | undefined {
  const last = (some: readonly Effect[]) =>
    stages.map(({ name }) => name).findLast((name) => some.some(({ moment }) => moment.stage === name));
  return last(effects.filter(({ family }) => family !== null)) ?? last(effects);
}

/** What a reader can choose here: only what there are leads of. */
function choicesOf({ registration, query }: ViewInput, { effects }: Analysis) {
  const { ablation } = registration;
  const roleOf = (id: string) => ablation.evals.find((one) => one.id === id)?.role ?? "held-out";
  const isSeen = (holds: (effect: Effect) => boolean) => effects.some(holds);
  const stages = ablation.stages
    .map(({ name }) => name)
    .filter((name) => isSeen(({ moment }) => moment.stage === name));
  const roles = (["target", "held-out", "guardrail"] as const).filter((role) =>
    isSeen((effect) => roleOf(effect.eval) === role),
  );
  const arms = ablation.arms.map(({ name }) => name).filter((name) => isSeen(({ arm }) => arm === name));
  const evals = ablation.evals.map(({ id }) => id).filter((id) => isSeen((effect) => effect.eval === id));
  const findings = effects.flatMap((effect) => effect.findings);
  const scales = (["difference", "log-odds"] as const).filter((scale) =>
    findings.some((finding) => finding.scale === scale && finding.status === "estimated"),
  );
  const targets = (["prompt-general", "suite-fixed"] as const).filter((target) =>
    findings.some((finding) => finding.target === target && finding.status === "estimated"),
  );
  const isTested = findings.some((finding) => finding.status === "estimated" && finding.pValue !== null);
  const main = mainStage(ablation, effects);
  const first = effects.length > MOST_AT_ONCE && main !== undefined ? main : ALL;
  const stage = choiceOf(query, "stage", [first, ALL, ...stages]);
  const role = choiceOf(query, "role", [ALL, ...roles]);
  const arm = choiceOf(query, "arm", [ALL, ...arms]);
  const evalId = choiceOf(query, "eval", [ALL, ...evals]);
  return {
    ...{ stages, roles, arms, evals, scales, targets, isTested },
    ...{ stage, role, arm, evalId },
    scale: choiceOf<EffectScale>(query, "scale", ["difference", ...scales]),
    target: choiceOf<Target | "plan">(query, "target", ["plan", ...targets]),
    judgedBy: choiceOf(query, "p", ["adjusted", "alone"]),
    isAsked: (effect: Effect) =>
      (stage === ALL || effect.moment.stage === stage) &&
      (role === ALL || roleOf(effect.eval) === role) &&
      (arm === ALL || effect.arm === arm) &&
      (evalId === ALL || effect.eval === evalId),
  };
}

function Choices({
  input,
  chosen,
}: {
  readonly input: ViewInput;
  readonly chosen: ReturnType<typeof choicesOf>;
}) {
  const { path, query } = input;
  const { stages, roles, arms, evals, scales, targets } = chosen;
  const filter = (
    label: string,
    name: string,
    at: string,
    options: readonly { value: string; text: string }[],
  ) =>
    options.length < 2 ? null : (
      <Choice
        {...{ label, name, path, query }}
        chosen={at}
        options={[{ value: ALL, text: "All" }, ...options]}
      />
    );
  const named = (values: readonly string[]) => values.map((value) => ({ value, text: value }));
  return (
    <>
      {filter("After", "stage", chosen.stage, named(stages))}
      {filter(
        "Evals",
        "role",
        chosen.role,
        roles.map((role) => ({ value: role, text: ROLES[role] })),
      )}
      {filter("Eval", "eval", chosen.evalId, named(evals))}
      {filter("Arm", "arm", chosen.arm, named(arms))}
      {scales.length < 2 ? null : (
        <Choice
          {...{ label: "Scale", name: "scale", path, query }}
          chosen={chosen.scale}
          options={scales.map((value) => ({ value, text: SCALES[value] }))}
        />
      )}
      {targets.length < 2 ? null : (
        <Choice
          {...{ label: "Holds for", name: "target", path, query }}
          chosen={chosen.target}
          options={[
            { value: "plan", text: "As planned" },
            ...targets.map((value) => ({ value, text: TARGETS[value] })),
          ]}
        />
      )}
      {chosen.isTested ? (
        <Choice
          {...{ label: "p-values", name: "p", path, query }}
          chosen={chosen.judgedBy}
          options={[
            { value: "adjusted", text: "Adjusted" },
            { value: "alone", text: "Alone" },
          ]}
        />
      ) : null}
    </>
  );
}

function Empty({ input, hasLeads }: { readonly input: ViewInput; readonly hasLeads: boolean }) {
  const { registration, origin } = input;
  if (hasLeads) return <p class="empty">No lead is of this stage, arm and eval together.</p>;
  const { control, evals } = registration.ablation;
  const measured = evals[0]?.id ?? "an eval";
  return (
    <div class="empty">
      <p>
        {control === null
          ? "Nothing is a control here, so there are levels and no leads: a lead is an arm minus its control at the same checkpoint."
          : `No arm was measured beside its control yet. A lead is an arm minus ${control} at the same checkpoint: record outcomes of both, on ${measured} for instance.`}
      </p>
      <pre
        tabindex={0}
      >{`export HOLDFAST_URL=${origin}\nnpx holdfast import logs/ --ablation ${registration.identity} --cluster family\nnpx holdfast effects ${registration.identity}`}</pre>
    </div>
  );
}

async function read(input: ViewInput): Promise<ViewContent> {
  const { client, registration } = input;
  const { identity, ablation } = registration;
  const analysis = await client.analysis(identity);
  const hasLeads = analysis.effects.length > 0;
  if (!hasLeads) return { sentences: [], exhibits: [], empty: <Empty input={input} hasLeads={false} /> };
  const chosen = choicesOf(input, analysis);
  const choice = {
    scale: chosen.scale,
    target: chosen.target === "plan" ? null : chosen.target,
    judgedBy: chosen.judgedBy,
  };
  const told = leadSentences(ablation, analysis.effects.filter(chosen.isAsked), choice);
  return {
    sentences: effectsInBrief(ablation, analysis),
    choices: <Choices input={input} chosen={chosen} />,
    exhibits: effectsExhibits({ registration, analysis }, { ...choice, isAsked: chosen.isAsked }),
    empty: <Empty input={input} hasLeads />,
    rest: <InWords sentences={told} />,
  };
}

/** The lead of each arm over its control, with its interval, and what multiplicity let stand. */
export const effectsView: View = {
  slug: "effects",
  title: "Effects",
  question: "By how much does each arm differ from its control, and what of it stands?",
  read,
};
