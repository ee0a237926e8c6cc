import type { AblationFilter } from "@holdfast/api/client";
import type { AblationList } from "@holdfast/core";
import { formatQuantity } from "@holdfast/report";
import { Layout } from "../components/layout.js";
import { AblationCard } from "../lists/ablation-card.js";
import { ablationFields } from "../lists/ablation-question.js";
import { FilterForm } from "../lists/filter-form.js";
import { PageLinks } from "../lists/page-links.js";

interface AblationsPageInput {
  readonly list: AblationList;
  /** What was asked, and the address that asked it. */
  readonly filter: AblationFilter;
  readonly query: URLSearchParams;
  /** Where this server is reached, for the commands of the empty page. */
  readonly origin: string;
}

function Empty({ origin }: { readonly origin: string }) {
  return (
    <div class="empty">
      <p>
        No ablation is registered here yet. An ablation is a question with its arms, stages, evals and
        analysis plan, written down before the outcomes arrive.
      </p>
      <pre tabindex={0}>
        {`export HOLDFAST_URL=${origin}\nnpx holdfast init ablation.ts\nnpx holdfast register ablation.ts`}
      </pre>
      <p>Then record what each checkpoint scored, one outcome a line:</p>
      <pre tabindex={0}>npx holdfast record outcomes.ndjson --ablation NAME@VERSION</pre>
    </div>
  );
}

/** What an address asks for beyond the first page of all that is in use. */
function isNarrowed({ q, status, verdict, archived, cursor }: AblationFilter): boolean {
  return [q, status, verdict, archived, cursor].some((asked) => asked !== undefined);
}

/** The list of ablations, narrowed as the address says, or how to register the first one. */
export function AblationsPage({ list, filter, query, origin }: AblationsPageInput) {
  const { ablations, next } = list;
  const waiting = ablations.filter(({ outcomes }) => outcomes === 0).length;
  const isEmpty = ablations.length === 0 && !isNarrowed(filter);
  const isPart = next !== null || filter.cursor !== undefined;
  return (
    <Layout title="Ablations - Holdfast">
      <h1>Ablations</h1>
      {isEmpty ? (
        <Empty origin={origin} />
      ) : (
        <>
          <FilterForm label="Ablations" path="/" fields={ablationFields(filter)} />
          {ablations.length === 0 ? (
            <p>
              No ablation answers to that. <a href="/">Show all that are in use</a>, or look among{" "}
              <a href="/?archived=true">those that were archived</a>.
            </p>
          ) : (
            <>
              <p class="quiet">
                {formatQuantity(ablations.length, "ablation")}
                {isPart ? " on this page" : ""}
                {waiting === 0 ? "" : `, ${waiting} awaiting outcomes`}.
              </p>
              <div class="cards">
                {ablations.map((summary) => (
                  <AblationCard summary={summary} />
                ))}
              </div>
            </>
          )}
          <PageLinks path="/" query={query} next={next} />
        </>
      )}
    </Layout>
  );
}
