import { HoldfastError } from "@holdfast/core";

/** Lines as a body; it breaks off where the lines do, so that no part of an archive passes for the whole. */
export function bodyOfLines(lines: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = lines[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(`${next.value}\n`));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

/** The lines of a text that comes in chunks; the line that is still open is all that is held. */
export async function* linesOfBody(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let open = "";
  const decode = (chunk?: Uint8Array) => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch (cause) {
      throw new HoldfastError({
        code: "invalid-input",
        message: "the text is not UTF-8.",
        remedy: "Send the archive as it was exported.",
        cause,
      });
    }
  };
  for await (const chunk of chunks) {
    const [first = "", ...rest] = decode(chunk).split("\n");
    const last = rest.pop();
    open += first;
    if (last === undefined) continue;
    yield open;
    yield* rest;
    open = last;
  }
  open += decode();
  if (open !== "") yield open;
}
