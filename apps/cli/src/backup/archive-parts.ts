const PART = 64 * 1024;

/** The lines of an archive in parts that are worth a write. */
export async function* archiveParts(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let part = "";
  for await (const line of lines) {
    part += `${line}\n`;
    if (part.length < PART) continue;
    yield part;
    part = "";
  }
  if (part !== "") yield part;
}
