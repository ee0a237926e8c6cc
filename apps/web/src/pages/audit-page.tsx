import type { AuditTrail } from "@holdfast/core";
import { Layout } from "../components/layout.js";
import { Trail } from "../components/trail.js";
import { FilterForm } from "../lists/filter-form.js";
import { PageLinks } from "../lists/page-links.js";
import { ablationPath } from "../runs/run-path.js";
import { momentText } from "../runs/run-words.js";
import { Refusal } from "../settings/refusal.js";
import type { Readable } from "../settings/what-is-readable.js";

interface AuditPageInput {
  readonly trail: Readable<AuditTrail>;
  /** The ablation that was asked for; null: all. */
  readonly identity: string | null;
  readonly query: URLSearchParams;
}

const PATH = "/settings/audit";
const COLUMNS = ["When", "Who", "What", "Ablation", "In detail"];

function Entries({ entries }: Pick<AuditTrail, "entries">) {
  return (
    <section class="scroll" tabindex={0} aria-label="Audit trail">
      <table>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map(({ at, actor, tokenId, action, identity, detail }) => (
            <tr>
              <td>
                <time datetime={at}>{momentText(at)}</time>
              </td>
              <td>
                {actor}
                {tokenId === null ? null : (
                  <div class="question">
                    token <code>{tokenId}</code>
                  </div>
                )}
              </td>
              <td class="state">{action}</td>
              <td>{identity === null ? null : <a href={ablationPath(identity)}>{identity}</a>}</td>
              <td class="place">{detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Who changed what, and when, the newest first: of one ablation, or of all. */
export function AuditPage({ trail, identity, query }: AuditPageInput) {
  return (
    <Layout title="Audit trail - Holdfast">
      <Trail places={[["Settings", "/settings"]]} />
      <h1>Audit trail</h1>
      <p>Every write there was, the newest first. It stays when an ablation is deleted.</p>
      <FilterForm
        label="Audit trail"
        path={PATH}
        fields={[
          {
            kind: "text",
            name: "identity",
            label: "Of one ablation, as NAME@VERSION",
            value: identity ?? "",
          },
        ]}
      />
      {trail.is === "refused" ? (
        <Refusal fault={trail.fault} />
      ) : trail.value.entries.length === 0 ? (
        <p>Nothing was written {identity === null ? "yet" : `of ${identity}`}.</p>
      ) : (
        <Entries entries={trail.value.entries} />
      )}
      {trail.is === "refused" ? null : <PageLinks path={PATH} query={query} next={trail.value.next} />}
    </Layout>
  );
}
