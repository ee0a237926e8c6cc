import { checkedJson } from "./guard-json.js";
import { bodyChunks, tooLarge } from "./request-body.js";

/**
 * The text of a body that is to be JSON.
 *
 * @throws HoldfastError `too-large`, or `invalid-input` where it is not UTF-8 or nested too deep
 */
export async function jsonText(request: Request, limit: number): Promise<string> {
  const stated = Number(request.headers.get("content-length") ?? Number.NaN);
  if (stated > limit) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  // no more than the stated length comes, and Node's server gives it whole without the stream of a Request around it
  if (stated >= 0) chunks.push(new Uint8Array(await request.arrayBuffer()));
  else for await (const chunk of bodyChunks(request, limit)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (bytes.byteLength > limit) throw tooLarge(limit);
  return checkedJson(bytes).toString("utf8");
}
