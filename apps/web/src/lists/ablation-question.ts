import type { AblationFilter } from "@holdfast/api/client";
import { AblationOrderSchema, ArrivalSchema, VerdictWordSchema } from "@holdfast/core";
import { verdictName } from "@holdfast/report";
import type { FilterField } from "./filter-form.js";
import { oneOf, wordsIn } from "./list-address.js";

/** Cards on one page. */
const AT_A_TIME = 24;
const VERDICTS = [...VerdictWordSchema.options, "none"] as const;

/** Which ablations an address asks for; what it asks in words that nobody knows is not asked. */
export function ablationQuestion(query: URLSearchParams): AblationFilter {
  const q = wordsIn(query, "q");
  const status = oneOf(query, "status", ArrivalSchema.options);
  const verdict = oneOf(query, "verdict", VERDICTS);
  const archived = oneOf(query, "archived", ["true", "any"]);
  const cursor = query.get("cursor");
  return {
    ...(q === undefined ? {} : { q }),
    ...(status === undefined ? {} : { status }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(archived === undefined ? {} : { archived: archived === "any" ? archived : true }),
    ...(cursor === null ? {} : { cursor }),
    sort: oneOf(query, "sort", AblationOrderSchema.options) ?? "newest",
    limit: AT_A_TIME,
  };
}

/** The same question as fields of a form. */
export function ablationFields({ q, status, verdict, archived, sort }: AblationFilter): FilterField[] {
  return [
    { kind: "text", name: "q", label: "Name, title or question", value: q ?? "" },
    {
      ...{ kind: "select", name: "status", label: "Outcomes", value: status ?? "" },
      options: [
        ["", "any"],
        ["awaiting", "awaited"],
        ["partial", "arriving"],
        ["complete", "complete"],
      ],
    },
    {
      ...{ kind: "select", name: "verdict", label: "Verdict", value: verdict ?? "" },
      options: [
        ["", "any"],
        ...VerdictWordSchema.options.map((word) => [word, verdictName(word)] as const),
        ["none", "no verdict"],
      ],
    },
    {
      kind: "select",
      name: "archived",
      label: "Archived",
      value: archived === true ? "true" : (archived || "").toString(),
      options: [
        ["", "not shown"],
        ["true", "these alone"],
        ["any", "shown too"],
      ],
    },
    {
      ...{ kind: "select", name: "sort", label: "Order", value: sort ?? "newest" },
      options: [
        ["newest", "registered last"],
        ["analysed", "analysed last"],
        ["identity", "name"],
        ["title", "title"],
      ],
    },
  ];
}
