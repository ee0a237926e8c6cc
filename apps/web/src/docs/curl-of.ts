import type { Operation } from "./api-reference.js";
import { prettyJson } from "./pretty-json.js";

function addressOf({ path, parameters }: Operation): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const given = parameters.find((parameter) => parameter.place === "path" && parameter.name === name);
    return encodeURIComponent(given?.example ?? name).replace("%40", "@");
  });
  const query = parameters
    .filter(({ place, example }) => place === "query" && example !== undefined)
    .map(({ name, example = "" }) => `${name}=${encodeURIComponent(example).replace("%40", "@")}`);
  return query.length === 0 ? filled : `${filled}?${query.join("&")}`;
}

/** A command that calls the operation, with bodies in a here-document: a quote in one needs no escape. */
export function curlOf(operation: Operation): string {
  const { method, body, answers } = operation;
  const streams = answers.some(({ media }) => media.some(({ type }) => type === "text/event-stream"));
  const flags = ["-sS", ...(streams ? ["-N"] : []), ...(method === "GET" ? [] : ["-X", method])].join(" ");
  const address = `"$HOLDFAST_URL${addressOf(operation)}"`;
  const [sent] = body?.media ?? [];
  if (sent === undefined) return `curl ${flags} ${address}`;
  const head = `curl ${flags} ${address} \\\n  -H "content-type: ${sent.type}"`;
  if (sent.type === "application/json")
    return `${head} \\\n  --data-binary @- <<'JSON'\n${prettyJson(sent.example)}\nJSON`;
  return `${head} \\\n  --data-binary @advice.ndjson`;
}
