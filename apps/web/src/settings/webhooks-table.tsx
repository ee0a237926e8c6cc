import type { WebhookList } from "@holdfast/core";
import { ablationPath } from "../runs/run-path.js";

const COLUMNS = ["Address", "Told of", "Of", "Since", "By", "Id"];

/** Where events are delivered to; the secrets that sign them are not known here. */
export function WebhooksTable({ webhooks }: WebhookList) {
  if (webhooks.length === 0)
    return <p>Nothing is delivered anywhere. This has alarms sent to an address, each signed:</p>;
  return (
    <section class="scroll" tabindex={0} aria-label="Webhooks">
      <table>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {webhooks.map(({ webhookId, url, kinds, identity, author, at }) => (
            <tr>
              <th scope="row" class="place">
                {url}
              </th>
              <td>{kinds.join(", ")}</td>
              <td>{identity === null ? "all ablations" : <a href={ablationPath(identity)}>{identity}</a>}</td>
              <td>
                <time datetime={at}>{at.slice(0, 10)}</time>
              </td>
              <td>{author}</td>
              <td>
                <code>{webhookId}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
