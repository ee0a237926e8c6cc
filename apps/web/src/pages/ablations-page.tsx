import type { RegistrationSummary } from "@holdfast/core";
import { Layout } from "../components/layout.js";
import { ablationPath, runsPath } from "../runs/run-path.js";

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function State({ summary }: { readonly summary: RegistrationSummary }) {
  return (
    <td class="state">
      {summary.outcomes === 0 ? <span class="quiet">awaiting outcomes</span> : "has outcomes"}
      {summary.retrospective ? <span class="stamp">retrospective</span> : null}
      {summary.revision > 1 ? <span class="stamp">revision {summary.revision}</span> : null}
      {summary.archived ? <span class="stamp">archived</span> : null}
    </td>
  );
}

function Row({ summary }: { readonly summary: RegistrationSummary }) {
  return (
    <tr>
      <td>
        <a href={ablationPath(summary.identity)}>{summary.title}</a>{" "}
        <span class="identity">{summary.identity}</span>
        <div class="question">{summary.question}</div>
      </td>
      <State summary={summary} />
      <td class="number">
        {summary.runs === 0 ? 0 : <a href={runsPath(summary.identity)}>{summary.runs}</a>}
      </td>
      <td class="number">{summary.outcomes}</td>
      <td class="number">
        <time datetime={summary.registeredAt}>{summary.registeredAt.slice(0, 10)}</time>
      </td>
    </tr>
  );
}

function Empty({ origin }: { readonly origin: string }) {
  return (
    <div class="empty">
      <p>
        No ablation is registered here yet. An ablation is a question with its arms, stages, evals and
        analysis plan, written down before the outcomes arrive.
      </p>
      <pre>
        {`export HOLDFAST_URL=${origin}\nnpx holdfast init ablation.ts\nnpx holdfast register ablation.ts`}
      </pre>
      <p>Then record what each checkpoint scored, one outcome a line:</p>
      <pre>npx holdfast record outcomes.ndjson --ablation NAME@VERSION</pre>
    </div>
  );
}

/** The list of ablations, or how to register the first one. */
export function AblationsPage(props: {
  readonly ablations: readonly RegistrationSummary[];
  /** Where this server is reached, for the commands of the empty page. */
  readonly origin: string;
}) {
  const { ablations, origin } = props;
  const waiting = ablations.filter((summary) => summary.outcomes === 0).length;
  return (
    <Layout title="Ablations - Holdfast">
      <h1>Ablations</h1>
      {ablations.length === 0 ? (
        <Empty origin={origin} />
      ) : (
        <>
          <p>
            {counted(ablations.length, "ablation", "ablations")}
            {waiting === 0 ? "" : `, ${waiting} awaiting outcomes`}. Each opens as its report; the number of
            its runs leads to them.
          </p>
          <section class="wide" tabindex={0} aria-label="Ablations">
            <table>
              <thead>
                <tr>
                  <th>Question</th>
                  <th>State</th>
                  <th class="number">Runs</th>
                  <th class="number">Outcomes</th>
                  <th class="number">Registered</th>
                </tr>
              </thead>
              <tbody>
                {ablations.map((summary) => (
                  <Row summary={summary} />
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </Layout>
  );
}
