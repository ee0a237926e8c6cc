import type { RunFilter } from "@holdfast/api/client";
import type { Registration, RunPage, RunRecord } from "@holdfast/core";
import { formatCount, formatQuantity } from "@holdfast/report";
import { AblationFrame } from "../frame/ablation-frame.js";
import { FilterForm } from "../lists/filter-form.js";
import { PageLinks } from "../lists/page-links.js";
import { runPath, runsPath } from "../runs/run-path.js";
import { runFields } from "../runs/run-question.js";
import { momentText, parentText, runName } from "../runs/run-words.js";

interface RunsPageInput {
  readonly registration: Registration;
  readonly list: RunPage;
  /** What was asked, and the address that asked it. */
  readonly filter: RunFilter;
  readonly query: URLSearchParams;
}

interface RowInput {
  readonly identity: string;
  /** In the order of the ablation. */
  readonly stages: readonly string[];
  readonly run: RunRecord;
}

function Row({ identity, stages, run }: RowInput) {
  const reached = stages.filter((stage) => run.stages.includes(stage));
  const parent = parentText(run);
  return (
    <tr>
      <th scope="row" class="named">
        <a href={runPath(identity, run.run)}>{runName(run)}</a>
        {parent === null ? null : <div class="question">from {parent}</div>}
        {run.excluded === null ? null : <span class="stamp">set aside: {run.excluded.reason}</span>}
      </th>
      <td class="state">
        {run.state?.status ?? <span class="quiet">not stated</span>}
        {run.state?.startedAt === null || run.state === null ? null : (
          <div class="question">{momentText(run.state.startedAt)}</div>
        )}
      </td>
      <td>{reached.length === 0 ? <span class="quiet">none</span> : reached.join(", ")}</td>
      <td class="number">{formatCount(run.checkpoints)}</td>
      <td class="number">{formatCount(run.outcomes)}</td>
      <td class="number">{formatCount(run.metrics)}</td>
    </tr>
  );
}

function Empty({ identity }: { readonly identity: string }) {
  return (
    <div class="empty">
      <p>
        No run is known yet. A run is there from its first outcome, or once it is registered, as training code
        does:
      </p>
      <pre tabindex={0}>npx holdfast record outcomes.ndjson --ablation {identity}</pre>
    </div>
  );
}

const COLUMNS = [
  ["Run", false],
  ["State", false],
  ["Stages", false],
  ["Checkpoints", true],
  ["Outcomes", true],
  ["Training metrics", true],
] as const;

/** The runs of an ablation, narrowed as the address says, each with a link to its page. */
export function RunsPage({ registration, list, filter, query }: RunsPageInput) {
  const { identity, ablation } = registration;
  const { runs, next } = list;
  const stages = ablation.stages.map(({ name }) => name);
  const path = runsPath(identity);
  const { limit: _limit, ...asked } = filter;
  const isPart = next !== null || filter.cursor !== undefined;
  return (
    <AblationFrame registration={registration} current="runs" title="Runs">
      <h1>Runs</h1>
      <p class="question">Which trainings are there, and how do they stand?</p>
      {runs.length === 0 && Object.keys(asked).length === 0 ? (
        <Empty identity={identity} />
      ) : (
        <>
          <FilterForm label="Runs" path={path} fields={runFields(filter, ablation)} />
          {runs.length === 0 ? (
            <p>
              No run answers to that. <a href={path}>Show all of them</a>.
            </p>
          ) : (
            <>
              <p class="quiet">
                {formatQuantity(runs.length, "run")}
                {isPart ? " on this page" : ""}, by arm, seed and branch.
              </p>
              <section class="scroll" tabindex={0} aria-label="Runs">
                <table>
                  <thead>
                    <tr>
                      {COLUMNS.map(([name, isNumber]) => (
                        <th scope="col" class={isNumber ? "number" : undefined}>
                          {name}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {runs.map((run) => (
                      <Row identity={identity} stages={stages} run={run} />
                    ))}
                  </tbody>
                </table>
              </section>
            </>
          )}
          <PageLinks path={path} query={query} next={next} />
        </>
      )}
    </AblationFrame>
  );
}
