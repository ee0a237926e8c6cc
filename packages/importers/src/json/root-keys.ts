import { type ByteSource, chunksOfBytes } from "../bytes/byte-source.js";
import { JsonScanner } from "./json-scanner.js";

/** How far a file is looked into to know what it is. */
const LOOKED_AT = 4 * 1024 * 1024;

/**
 * The keys of the root object, in their order, as far as the first 4 MiB tell; none where it is no JSON object. What is
 * wrong further in is found by whoever reads it.
 *
 * @param until told each key; true where the rest need not be looked at
 */
export async function rootKeys(
  source: ByteSource,
  until: (keys: ReadonlySet<string>) => boolean,
): Promise<Set<string>> {
  const keys = new Set<string>();
  const scanner = new JsonScanner((key) => {
    keys.add(key);
    return "skip";
  }, LOOKED_AT);
  try {
    for await (const chunk of chunksOfBytes(source, 0, Math.min(source.size, LOOKED_AT))) {
      scanner.push(chunk);
      if (until(keys)) break;
    }
  } catch {
    return keys;
  }
  return keys;
}
