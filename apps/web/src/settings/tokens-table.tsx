import type { TokenList } from "@holdfast/core";
import { ablationPath } from "../runs/run-path.js";

const COLUMNS = ["Name", "Id", "Role", "Opens", "State", "Made", "Expires", "Last used"];

function Day({ time, otherwise }: { readonly time: string | null; readonly otherwise: string }) {
  return time === null ? (
    <span class="quiet">{otherwise}</span>
  ) : (
    <time datetime={time}>{time.slice(0, 10)}</time>
  );
}

/** Who may do what from other machines; secrets are not known here. */
export function TokensTable({ tokens }: TokenList) {
  if (tokens.length === 0)
    return (
      <p>
        There is no token yet. On this machine none is needed; other machines show one, and this makes the
        first:
      </p>
    );
  return (
    <section class="scroll" tabindex={0} aria-label="Tokens">
      <table>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tokens.map(({ id, name, role, ablation, state, createdAt, createdBy, expiresAt, lastUsedAt }) => (
            <tr class={state === "live" ? undefined : "ended"}>
              <th scope="row">{name}</th>
              <td>
                <code>{id}</code>
              </td>
              <td>{role}</td>
              <td>{ablation === null ? "all ablations" : <a href={ablationPath(ablation)}>{ablation}</a>}</td>
              <td>{state === "live" ? "live" : <span class="badge">{state}</span>}</td>
              <td>
                <Day time={createdAt} otherwise="" /> <span class="quiet">by {createdBy}</span>
              </td>
              <td>
                <Day time={expiresAt} otherwise="never" />
              </td>
              <td>
                <Day time={lastUsedAt} otherwise="never" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
