import type { RunRecord } from "@holdfast/core";
import { formatCount, formatQuantity } from "@holdfast/report";
import { Layout } from "../components/layout.js";
import { Trail } from "../components/trail.js";
import { ablationPath, runPath } from "../runs/run-path.js";
import { momentText, parentText, runName } from "../runs/run-words.js";

interface RunsPageInput {
  readonly identity: string;
  readonly runs: readonly RunRecord[];
  /** The cursor of the next page, or null. */
  readonly next: string | null;
}

function Row({ identity, run }: { readonly identity: string; readonly run: RunRecord }) {
  const parent = parentText(run);
  return (
    <tr>
      <td>
        <a href={runPath(identity, run.run)}>{runName(run)}</a>
        {parent === null ? null : <div class="question">from {parent}</div>}
        {run.excluded === null ? null : <span class="stamp">set aside: {run.excluded.reason}</span>}
      </td>
      <td class="state">
        {run.state?.status ?? <span class="quiet">not stated</span>}
        {run.state?.startedAt === null || run.state === null ? null : (
          <div class="question">{momentText(run.state.startedAt)}</div>
        )}
      </td>
      <td>{run.stages.length === 0 ? <span class="quiet">none</span> : run.stages.join(", ")}</td>
      <td class="number">{formatCount(run.outcomes)}</td>
      <td class="number">{formatCount(run.metrics)}</td>
    </tr>
  );
}

/** The runs of an ablation, each with a link to its page. */
export function RunsPage({ identity, runs, next }: RunsPageInput) {
  return (
    <Layout title={`Runs of ${identity} - Holdfast`}>
      <Trail
        places={[
          ["Ablations", "/"],
          [identity, ablationPath(identity)],
        ]}
      />
      <h1>Runs</h1>
      {runs.length === 0 ? (
        <p>No run is known yet. A run is there from its first outcome, or once it is registered.</p>
      ) : (
        <>
          <p>
            {formatQuantity(runs.length, "run")}
            {next === null ? "" : " on this page"}, by arm, seed and branch.
          </p>
          <section class="wide" tabindex={0} aria-label="Runs">
            <table>
              <thead>
                <tr>
                  <th scope="col">Run</th>
                  <th scope="col">Status</th>
                  <th scope="col">Stages</th>
                  <th scope="col" class="number">
                    Outcomes
                  </th>
                  <th scope="col" class="number">
                    Training metrics
                  </th>
                </tr>
              </thead>
              <tbody>
                {runs.map((run) => (
                  <Row identity={identity} run={run} />
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
      {next === null ? null : (
        <p>
          <a href={`?cursor=${encodeURIComponent(next)}`}>More runs</a>
        </p>
      )}
    </Layout>
  );
}
