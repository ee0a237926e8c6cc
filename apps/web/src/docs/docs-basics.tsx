import type { ApiReference } from "./api-reference.js";
import { textAt } from "./api-reference.js";
import { CodeText } from "./code-text.js";
import { prettyJson } from "./pretty-json.js";

function Problems({ problems }: Pick<ApiReference, "problems">) {
  const shown = problems.find(({ code }) => code === "conflict") ?? problems[0];
  return (
    <section id="problems">
      <h2>When something is wrong</h2>
      <p>
        Every fault is answered as problem details (RFC 9457): a code that programs can rely on, what is wrong
        as a sentence, the place in what was sent, and what to do next. Bad input is refused whole: what was
        stored before is untouched.
      </p>
      {shown === undefined ? null : <CodeText text={prettyJson(shown.problem)} />}
      <div class="wide" tabindex={0}>
        <table class="members">
          <thead>
            <tr>
              <th>code</th>
              <th>status</th>
              <th>for example</th>
            </tr>
          </thead>
          <tbody>
            {problems.map(({ code, problem }) => (
              <tr id={`problem-${code}`}>
                <td>
                  <code>{code}</code>
                </td>
                <td class="number">{String(problem.status)}</td>
                <td class="quiet">
                  {textAt(problem, "detail")} {textAt(problem, "remedy")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** What holds for every operation. */
export function DocsBasics({
  origin,
  problems,
}: Pick<ApiReference, "problems"> & { readonly origin: string }) {
  return (
    <>
      <section id="start">
        <h2>First call</h2>
        <p>
          The examples below read the address of the server from the environment. All of them are about one
          ablation: register it, record what it scored, and ask for answers.
        </p>
        <CodeText text={`export HOLDFAST_URL=${origin}\ncurl -sS "$HOLDFAST_URL/v1/health"`} />
        <p>
          A server on a loopback address asks for no token. Any other does: add{" "}
          <code>-H "authorization: Bearer hf_..."</code> with a token of <code>holdfast token create</code>.
          Without tokens, <code>x-holdfast-actor</code> names who writes, for the audit trail.
        </p>
      </section>
      <section id="again">
        <h2>Sending it again</h2>
        <p>
          Recording is idempotent by content: the same outcome again changes nothing and says so; another
          value for the same cell is a <a href="#problem-conflict">conflict</a>. Parts may come in any order,
          cut differently each time. Any other POST may name an <code>idempotency-key</code>: for 24 hours the
          same key with the same body gets the first answer again, marked{" "}
          <code>idempotency-replayed: true</code>; with another body it is a conflict, and while the first one
          is being answered a conflict with <code>retry-after</code>. Only success is kept: what failed
          changed nothing, and may be corrected under the same key. Streams of NDJSON need no key and theirs
          is not looked at.
        </p>
        <p>
          <code>503</code> and <code>429</code> say in <code>retry-after</code> how many seconds to wait.
        </p>
      </section>
      <section id="unchanged">
        <h2>What has not changed</h2>
        <p>
          Analyses, reports and plans carry an <code>etag</code>: a fingerprint of what they rest on, of the
          question, and of the version of the analysis. Ask with <code>if-none-match</code>, and an answer
          that still holds is <code>304</code>, without a number being computed. Same inputs, same bytes.
        </p>
        <CodeText
          text={
            'tag=$(curl -sS -o effects.json -w "%header{etag}" "$HOLDFAST_URL/v1/ablations/advice@1/effects")\ncurl -sS -o /dev/null -w "%{http_code}" -H "if-none-match: $tag" "$HOLDFAST_URL/v1/ablations/advice@1/effects"'
          }
        />
      </section>
      <section id="requests">
        <h2>Finding a request again</h2>
        <p>
          Every answer names its request in <code>x-request-id</code>: the id that was sent, where it is well
          formed (letters, digits, dots, dashes), or a new one. The same id stands in the log of the server
          and in every problem. A body of JSON has at most 256 MiB and 64 levels; larger records go as NDJSON
          or in parts. <code>/healthz</code> says that the server runs, <code>/readyz</code> that its database
          answers, and <code>/metrics</code> speaks to Prometheus.
        </p>
      </section>
      <Problems problems={problems} />
    </>
  );
}
