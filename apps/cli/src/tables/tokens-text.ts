import type { TokenList } from "@holdfast/core";
import { textTable } from "./text-table.js";

const minute = (moment: string) => moment.slice(0, 16).replace("T", " ");

/** The tokens as a table, without their secrets; times in UTC. */
export function tokensText({ tokens }: TokenList, columns: number, bold: (text: string) => string): string {
  if (tokens.length === 0)
    return "There is no token. `holdfast token create NAME --role ROLE` makes one; a server on a loopback address needs none.";
  return textTable(
    [
      { heading: "id" },
      { heading: "name" },
      { heading: "role" },
      { heading: "opens" },
      { heading: "state" },
      { heading: "expires (UTC)" },
      { heading: "last used (UTC)" },
      { heading: "made by" },
    ],
    tokens.map((token) => [
      token.id,
      token.name,
      token.role,
      token.ablation ?? "everything",
      token.state,
      token.expiresAt === null ? "never" : minute(token.expiresAt),
      token.lastUsedAt === null ? "never" : minute(token.lastUsedAt),
      token.createdBy,
    ]),
    columns,
    bold,
  );
}
