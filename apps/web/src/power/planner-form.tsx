import type { PowerRow } from "@holdfast/core";
import { type AskedPower, baseText, MORE_CONTROLS, type PowerControl } from "./power-controls.js";

interface FormInput {
  readonly path: string;
  readonly controls: readonly PowerControl[];
  /** What stands in fields that nobody set. */
  readonly base: PowerRow;
  readonly asked: AskedPower;
  /** The evals to choose from, and the chosen one; null where there is no ablation. */
  readonly evals: { readonly ids: readonly string[]; readonly chosen: string } | null;
}

const FROM: Readonly<Record<string, string>> = {
  registered: "as registered",
  evidence: "from the outcomes",
  assumed: "assumed",
};

/** Where a number is from that nobody set on the page. */
function sourceOf({ key }: PowerControl, { design, spread, smallestEffect }: PowerRow): string | null {
  const bases = { ...design, seedSd: spread.seed, promptSd: spread.seedByPrompt, leadSd: spread.armByPrompt };
  if (key === "effect") return smallestEffect === null ? null : "as registered";
  const found = Object.entries({ ...bases, correlation: spread.correlation }).find(([name]) => name === key);
  return found === undefined ? null : (FROM[found[1].from] ?? null);
}

function Field({
  control,
  base,
  asked,
}: Pick<FormInput, "base" | "asked"> & { readonly control: PowerControl }) {
  const { key, label, hint, isWhole, least, most, slider } = control;
  const usual = baseText(control, base);
  const set = asked.given.get(key);
  const source = set === undefined ? sourceOf(control, base) : `instead of ${usual === "" ? "none" : usual}`;
  return (
    <div class="field">
      <label for={`plan-${key}`}>{label}</label>
      <input
        id={`plan-${key}`}
        type="number"
        name={key}
        value={set ?? usual}
        min={String(least)}
        {...(most === undefined ? {} : { max: String(most) })}
        step={isWhole ? "1" : "any"}
        inputmode="decimal"
        data-base={usual}
        {...(hint === undefined ? {} : { "aria-describedby": `plan-${key}-hint` })}
      />
      {slider === undefined ? null : (
        <input
          type="range"
          aria-label={`${label}, slider`}
          data-for={`plan-${key}`}
          data-from={String(slider.from)}
          data-to={String(slider.to)}
          data-scale={slider.isLogarithmic ? "log" : "linear"}
          data-whole={isWhole ? "yes" : "no"}
          min="0"
          max="1000"
          step="1"
          hidden
        />
      )}
      <p class="hint">
        {hint === undefined ? null : <span id={`plan-${key}-hint`}>{hint}</span>}
        {source === null ? null : (
          <span class="source" data-source={key}>
            {source}
          </span>
        )}
      </p>
    </div>
  );
}

/** The numbers of a plan as a form: without a script it asks again, with one it asks while a slider moves. */
export function PlannerForm({ path, controls, base, asked, evals }: FormInput) {
  const isMoreSet = MORE_CONTROLS.some(({ key }) => asked.given.has(key));
  return (
    <form class="planner" method="get" action={path} aria-label="The design">
      {evals === null ? null : (
        <div class="field">
          <label for="plan-eval">Eval</label>
          <select id="plan-eval" name="eval">
            {evals.ids.map((id) => (
              <option value={id} {...(id === evals.chosen ? { selected: true } : {})}>
                {id}
              </option>
            ))}
          </select>
        </div>
      )}
      {controls.map((control) => (
        <Field control={control} base={base} asked={asked} />
      ))}
      <details {...(isMoreSet ? { open: true } : {})}>
        <summary>More</summary>
        {MORE_CONTROLS.map((control) => (
          <Field control={control} base={base} asked={asked} />
        ))}
      </details>
      <p class="acts">
        <button type="submit">Work it out</button>
        <a href={evals === null ? path : `${path}?eval=${encodeURIComponent(evals.chosen)}`}>
          {evals === null ? "Start over" : "As registered"}
        </a>
      </p>
      <p class="planner-state" role="status" />
    </form>
  );
}
