import type { InboxEntry, InboxList } from "@holdfast/core";
import { formatCount, formatQuantity } from "@holdfast/report";
import { Layout } from "../components/layout.js";
import { momentText } from "../runs/run-words.js";
import { Refusal } from "../settings/refusal.js";
import type { Readable } from "../settings/what-is-readable.js";

/** As much of an id as commands need. */
const SHOWN_ID = 8;

function nameOf({ file, part }: InboxEntry): string {
  return part === null ? file : `${file}#${part}`;
}

function Outcomes({ entry }: { readonly entry: InboxEntry }) {
  return (
    <ul class="files">
      {entry.outcomes.map(({ eval: id, metric, judge, level, scores, unscored }) => (
        <li>
          <strong>{id}</strong> {metric} by {judge}: {formatQuantity(scores, "value")} as {level}
          {unscored === 0 ? "" : `, ${formatCount(unscored)} unscored`}
        </li>
      ))}
    </ul>
  );
}

function Words({ entry }: { readonly entry: InboxEntry }) {
  const { format, task, model, created, tags, addedAt, addedBy, cluster, sha256 } = entry;
  const words: readonly (readonly [string, string | null])[] = [
    ["Format", format],
    ["Task", task],
    ["Model", model],
    ["Made", created],
    ["Tags", tags.length === 0 ? null : tags.join(", ")],
    ["Clusters by", cluster],
    ["Content", sha256.slice(0, 12)],
    ["Waits since", `${momentText(addedAt)}, put here by ${addedBy}`],
  ];
  return (
    <dl class="facts">
      {words.map(([name, value]) =>
        value === null ? null : (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Entry({ entry }: { readonly entry: InboxEntry }) {
  const { id, notes, leftOut, reason } = entry;
  const short = id.slice(0, SHOWN_ID);
  const why = reason ?? "It says of no arm and of no stage that they are what it is about.";
  return (
    <article class="waiting" id={id}>
      <h2 class="place">{nameOf(entry)}</h2>
      <p class="stamp">{why}</p>
      <Words entry={entry} />
      <Outcomes entry={entry} />
      {[
        ...notes,
        ...leftOut.map((one) => `Left out: ${one.what}, ${one.why} (${formatCount(one.count)}).`),
      ].map((note) => (
        <p class="note">{note}</p>
      ))}
      <pre tabindex={0}>
        {`npx holdfast inbox bind ${short} --ablation NAME@VERSION --arm ARM --stage STAGE --seed N\nnpx holdfast inbox drop ${short}`}
      </pre>
    </article>
  );
}

function Empty() {
  return (
    <div class="empty">
      <p>
        No log waits. <code>holdfast import</code> leaves a log here when neither its own words nor a mapping
        say which arm and stage it is about; somebody then says so, and its outcomes are recorded.
      </p>
      <pre tabindex={0}>npx holdfast import logs/ --ablation NAME@VERSION</pre>
    </div>
  );
}

/** The logs of which nobody says what they are about, each with the commands that bind or drop it. */
export function InboxPage({ inbox }: { readonly inbox: Readable<InboxList> }) {
  return (
    <Layout title="Inbox - Holdfast">
      <h1>Inbox</h1>
      <p>Logs of which nobody says what they are about. No analysis counts them until somebody does.</p>
      {inbox.is === "refused" ? (
        <Refusal fault={inbox.fault} />
      ) : inbox.value.logs.length === 0 ? (
        <Empty />
      ) : (
        <>
          <p>
            {formatQuantity(inbox.value.logs.length, "log")}, the oldest first. A mapping binds many at once:{" "}
            <code>npx holdfast inbox bind --map map.yaml --dry-run</code>
          </p>
          {inbox.value.logs.map((entry) => (
            <Entry entry={entry} />
          ))}
        </>
      )}
    </Layout>
  );
}
