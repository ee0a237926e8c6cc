import { type HoldfastEvent, HoldfastEventSchema } from "@holdfast/core";
import { linesOfBody } from "./line-stream.js";

/** What a stream of server-sent events says, in its order. */
export type StreamPart =
  | { readonly kind: "event"; readonly event: HoldfastEvent }
  /** Nothing before this number is to be told any more: where to resume. */
  | { readonly kind: "at"; readonly number: number };

function numberIn(text: string): number | null {
  return /^\d+$/.test(text) ? Number(text) : null;
}

/**
 * The parts of a stream (WHATWG HTML, 9.2): fields by line, a part ends at an empty line, what is unknown is skipped.
 *
 * @throws ZodError where an event is not one of ours
 */
export async function* partsOfStream(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StreamPart> {
  let [id, name, data]: [number | null, string, string[]] = [null, "", []];
  for await (const line of linesOfBody(chunks)) {
    if (line !== "") {
      const [, field = "", value = ""] = /^([^:]*):? ?(.*)$/.exec(line.replace(/\r$/, "")) ?? [];
      if (field === "id") id = numberIn(value);
      else if (field === "event") name = value;
      else if (field === "data") data.push(value);
      continue;
    }
    if (data.length > 0 && name !== "pruned")
      yield { kind: "event", event: HoldfastEventSchema.parse(JSON.parse(data.join("\n"))) };
    else if (id !== null) yield { kind: "at", number: id };
    [id, name, data] = [null, "", []];
  }
}
