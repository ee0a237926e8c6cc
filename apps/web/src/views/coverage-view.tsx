import type { AblationStatus, CoverageRow, Registration } from "@holdfast/core";
import { coverageExhibits, coverageSentences, formatCount } from "@holdfast/report";
import { runPath } from "../runs/run-path.js";
import { Choice } from "./choice.js";
import { HowToRecord } from "./how-to-record.js";
import { readOutcomes } from "./read-outcomes.js";
import type { View, ViewInput } from "./view.js";

const ALL = "all";

/** What the address asks for, where the ablation has something of that name. */
function chosen(query: URLSearchParams, name: string, options: readonly string[]): string | null {
  const asked = query.get(name);
  return asked !== null && options.includes(asked) ? asked : null;
}

function Filters({ registration, path, query }: Pick<ViewInput, "registration" | "path" | "query">) {
  const { evals, stages } = registration.ablation;
  const choices = [
    { label: "Eval", name: "eval", values: evals.map(({ id }) => id) },
    { label: "Stage", name: "stage", values: stages.map(({ name }) => name) },
  ];
  return (
    <>
      {choices.map(({ label, name, values }) =>
        values.length < 2 ? null : (
          <Choice
            {...{ label, name, path, query }}
            options={[{ value: ALL, text: "all" }, ...values.map((value) => ({ value, text: value }))]}
            chosen={chosen(query, name, values) ?? ALL}
          />
        ),
      )}
    </>
  );
}

function seedText(run: string, seed: number | null): string {
  const branch = run.split("/").at(-1) ?? "0";
  const name =
    seed === null
      ? (run.split("/")[1] ?? "unknown").replace(/^unknown:?/, "no seed ").trim()
      : `seed ${seed}`;
  return branch === "0" ? name : `${name}, branch ${branch}`;
}

/** The runs that have outcomes, by arm: the way from the grid to what was recorded of each. */
function RunLinks({
  registration,
  coverage,
}: {
  readonly registration: Registration;
  readonly coverage: readonly CoverageRow[];
}) {
  const runs = new Map(coverage.map(({ run, arm, seed }) => [run, { run, arm, seed }]));
  const arms = registration.ablation.arms
    .map(({ name }) => ({
      name,
      runs: [...runs.values()]
        .filter(({ arm }) => arm === name)
        .sort((a, b) => (a.seed ?? -1) - (b.seed ?? -1)),
    }))
    .filter((arm) => arm.runs.length > 0);
  if (arms.length === 0) return null;
  return (
    <section aria-labelledby="runs-title">
      <h2 id="runs-title">The runs</h2>
      <dl class="run-links">
        {arms.map((arm) => (
          <div>
            <dt>{arm.name}</dt>
            <dd>
              {arm.runs.map(({ run, seed }) => (
                <>
                  <a href={runPath(registration.identity, run)}>{seedText(run, seed)}</a>{" "}
                </>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function moreSentence(areMore: boolean, count: number): string[] {
  return areMore
    ? [
        `What is late, corrected or set aside is told of the first ${formatCount(count)} outcomes; there are more, which the API lists.`,
      ]
    : [];
}

function isEmpty({ coverage }: AblationStatus): boolean {
  return coverage.length === 0;
}

/** The grid of runs by checkpoints and evals: what has come, what is missing, what was late or corrected. */
export const coverageView: View = {
  slug: "coverage",
  title: "Coverage",
  question: "What has been recorded, and what is missing?",
  read: async ({ client, registration, query, path }) => {
    const { identity, ablation } = registration;
    const status = await client.status(identity);
    const { outcomes, areMore } = isEmpty(status)
      ? { outcomes: [], areMore: false }
      : await readOutcomes(client, identity);
    const input = { registration, status, outcomes };
    const choice = {
      eval: chosen(
        query,
        "eval",
        ablation.evals.map(({ id }) => id),
      ),
      stage: chosen(
        query,
        "stage",
        ablation.stages.map(({ name }) => name),
      ),
    };
    const exhibits = coverageExhibits(input, choice);
    const how = isEmpty(status) ? <HowToRecord registration={registration} /> : null;
    return {
      sentences: [...coverageSentences(input), ...moreSentence(areMore, outcomes.length)],
      choices: <Filters registration={registration} path={path} query={query} />,
      exhibits,
      empty: (
        <>
          <p>No place of the plan is at this choice of eval and stage.</p>
          {how}
        </>
      ),
      rest: (
        <>
          {exhibits.length === 0 ? null : how}
          <RunLinks registration={registration} coverage={status.coverage} />
        </>
      ),
    };
  },
};
