import { HoldfastError } from "@holdfast/core";
import type { OutcomeSource } from "@holdfast/importers";

/** The lines of an archive file; only the line that is still open is held. @throws HoldfastError not UTF-8 */
export async function* archiveLines(source: OutcomeSource): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let open = "";
  let line = 1;
  try {
    for await (const chunk of source.chunks) {
      const [first = "", ...rest] = decoder.decode(chunk, { stream: true }).split("\n");
      const last = rest.pop();
      open += first;
      if (last === undefined) continue;
      for (const text of [open, ...rest]) {
        yield text;
        line += 1;
      }
      open = last;
    }
    open += decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new HoldfastError({
      code: "invalid-input",
      message: "the archive is not UTF-8.",
      place: { ...(source.file === undefined ? {} : { file: source.file }), line },
      remedy: "Restore a file that `holdfast export` wrote.",
    });
  }
  if (open !== "") yield open;
}
