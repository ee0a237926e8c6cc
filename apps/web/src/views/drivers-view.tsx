import type { Driver, EffectScale, Registration } from "@holdfast/core";
import { designReading, driverRemarks, driverSentences, driversExhibits } from "@holdfast/report";
import { Choice, choiceOf } from "./choice.js";
import type { View, ViewContent, ViewInput } from "./view.js";

const ALL = "all";

const SCALES: Readonly<Record<EffectScale, string>> = { difference: "Difference", "log-odds": "Log odds" };

/** Scales on which some effect of a factor is known. */
function scalesOf(drivers: readonly Driver[]): EffectScale[] {
  const numbers = drivers.flatMap(({ contrasts }) => contrasts.flatMap((contrast) => contrast.numbers));
  return (["difference", "log-odds"] as const).filter((scale) =>
    numbers.some((number) => number.scale === scale && number.quantity.status === "estimated"),
  );
}

/** What a reader can choose here: the first eval after its last stage is shown first. */
function choicesOf({ registration, query }: ViewInput, drivers: readonly Driver[]) {
  const { ablation } = registration;
  const evals = [...ablation.evals]
    .sort((a, b) => Number(a.role !== "target") - Number(b.role !== "target"))
    .map(({ id }) => id)
    .filter((id) => drivers.some((driver) => driver.eval === id));
  const stages = ablation.stages
    .map(({ name }) => name)
    .filter((name) => drivers.some(({ moment }) => moment.stage === name));
  const evalId = choiceOf(query, "eval", [evals[0] ?? ALL, ALL, ...evals]);
  const stage = choiceOf(query, "stage", [stages.at(-1) ?? ALL, ALL, ...stages]);
  const scales = scalesOf(drivers);
  return {
    ...{ evals, stages, scales, evalId, stage },
    scale: choiceOf<EffectScale>(query, "scale", ["difference", ...scales]),
    isAsked: (driver: Driver) =>
      (evalId === ALL || driver.eval === evalId) && (stage === ALL || driver.moment.stage === stage),
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
  const { evals, stages, scales } = chosen;
  const named = (values: readonly string[]) => [
    ...values.map((value) => ({ value, text: value })),
    { value: ALL, text: "All" },
  ];
  return (
    <>
      {evals.length < 2 ? null : (
        <Choice
          {...{ label: "Eval", name: "eval", chosen: chosen.evalId, path, query }}
          options={named(evals)}
        />
      )}
      {stages.length < 2 ? null : (
        <Choice
          {...{ label: "After", name: "stage", chosen: chosen.stage, path, query }}
          options={named(stages)}
        />
      )}
      {scales.length < 2 ? null : (
        <Choice
          {...{ label: "Scale", name: "scale", chosen: chosen.scale, path, query }}
          options={scales.map((value) => ({ value, text: SCALES[value] }))}
        />
      )}
    </>
  );
}

/** What a design lets one say, each thing once: its kind, its words, what is missing. */
function designSentences(drivers: readonly Driver[]): string[] {
  return [...new Set([...drivers.map(designReading), ...drivers.flatMap(driverRemarks)])];
}

function reasonText({ ablation }: Registration, reasons: readonly string[]): string {
  if (ablation.factors.length === 0)
    return "No factor is declared, so nothing can be laid to one. Declare what is varied, and say which arm has which of it:";
  const [reason] = reasons;
  return reason === undefined
    ? "No factor was varied among arms that were measured together yet. Record outcomes of at least two arms that differ in one:"
    : `Nothing can be laid to a factor yet, because ${reason}. More arms on one eval change that:`;
}

function Empty({ input, drivers }: { readonly input: ViewInput; readonly drivers: readonly Driver[] }) {
  const { registration, origin } = input;
  const { identity, ablation } = registration;
  const reasons = drivers.flatMap(({ reason }) => (reason === null ? [] : [reason]));
  return (
    <div class="empty">
      <p>{reasonText(registration, reasons)}</p>
      {ablation.factors.length > 0 ? null : (
        <pre tabindex={0}>{`const factors = [ingredient("advice"), ingredient("tools")];

export default defineAblation({
  factors,
  arms: fullFactorial(factors),
  // everything else as it is
});`}</pre>
      )}
      <pre
        tabindex={0}
      >{`export HOLDFAST_URL=${origin}\nnpx holdfast import logs/ --ablation ${identity} --cluster family\nnpx holdfast drivers ${identity}`}</pre>
    </div>
  );
}

async function read(input: ViewInput): Promise<ViewContent> {
  const { client, registration } = input;
  const { identity, ablation } = registration;
  const analysis = await client.analysis(identity);
  const drivers = analysis.drivers.filter(({ contrasts }) => contrasts.length > 0);
  if (drivers.length === 0)
    return { sentences: [], exhibits: [], empty: <Empty input={input} drivers={analysis.drivers} /> };
  const chosen = choicesOf(input, drivers);
  const shown = drivers.filter(chosen.isAsked);
  return {
    sentences:
      shown.length === 0
        ? []
        : [...driverSentences(ablation, shown), ...designSentences(shown)].map((sentence) =>
            sentence.replaceAll("`", ""),
          ),
    choices: <Choices input={input} chosen={chosen} />,
    exhibits: driversExhibits({ registration, analysis }, { scale: chosen.scale, isAsked: chosen.isAsked }),
    empty: <p class="empty">Factors were not measured on this eval at this stage.</p>,
  };
}

/** Which ingredient did it: effects of factors, what they do together, and each one's share of the whole. */
export const driversView: View = {
  slug: "drivers",
  title: "Drivers",
  question: "Which ingredient drove the difference, alone and with the others?",
  read,
};
