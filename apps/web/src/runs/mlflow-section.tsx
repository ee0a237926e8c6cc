import type { BoundMlflowRun } from "@holdfast/core";
import { formatCount, formatQuantity } from "@holdfast/report";
import { momentText } from "./run-words.js";

function Pairs(props: {
  readonly one: string;
  readonly many: string;
  readonly pairs: readonly { readonly key: string; readonly value: string }[];
  readonly isOpen: boolean;
}) {
  const { one, many, pairs, isOpen } = props;
  if (pairs.length === 0) return null;
  return (
    <details open={isOpen}>
      <summary>{formatQuantity(pairs.length, one, many)}</summary>
      <section class="wide" tabindex={0} aria-label={many}>
        <table class="pairs">
          <tbody>
            {pairs.map(({ key, value }) => (
              <tr>
                <th scope="row">{key}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

function Files({ files }: Pick<BoundMlflowRun, "files">) {
  if (files.length === 0) return null;
  return (
    <details open={files.some(({ imported }) => imported !== null)}>
      <summary>{formatQuantity(files.length, "file")}</summary>
      <ul class="files">
        {files.map(({ path, size, imported, note }) => (
          <li>
            <code>{path}</code> <span class="quiet">{formatCount(size)} bytes</span>
            {imported === null ? null : (
              <div class={imported === "refused" ? "stamp" : "quiet"}>
                {imported === "refused" ? "not recorded" : "recorded"}: {note}
              </div>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What MLflow's client logged of a run at one stage. */
export function MlflowSection({ run }: { readonly run: BoundMlflowRun }) {
  const { mlflowRun, name, stage, status, startedAt, differences, faults, params, tags, files } = run;
  const own = tags.filter(({ key }) => !key.startsWith("mlflow."));
  const theirs = tags.filter(({ key }) => key.startsWith("mlflow."));
  return (
    <section id={`mlflow-${mlflowRun}`} class="mlflow">
      <h2>{name}</h2>
      <p class="quiet">
        Logged through MLflow at {stage}, {status}, started {momentText(startedAt)}. Run{" "}
        <code>{mlflowRun}</code>.
      </p>
      {[...differences, ...faults].map((sentence) => (
        <p class="stamp">{sentence}</p>
      ))}
      <Pairs one="parameter" many="parameters" pairs={params} isOpen={params.length <= 30} />
      <Pairs one="tag" many="tags" pairs={own} isOpen={own.length <= 30} />
      <Pairs one="tag of MLflow's own" many="tags of MLflow's own" pairs={theirs} isOpen={false} />
      <Files files={files} />
    </section>
  );
}
