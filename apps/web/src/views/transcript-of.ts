import type { SampleOutcome } from "@holdfast/core";
import { shellText } from "./shell-text.js";

/** How the transcripts behind an outcome are read. */
export interface Transcript {
  /** Where the log is, as it was recorded. */
  readonly uri: string;
  /** An address that a browser may be sent to; null: it is no web address. */
  readonly href: string | null;
  /** What opens the log in Inspect's viewer; null where the log is not Inspect's. */
  readonly command: string | null;
}

const INSPECT = /^inspect/i;

function webAddress(uri: string): string | null {
  try {
    const { protocol, href } = new URL(uri);
    return protocol === "https:" || protocol === "http:" ? href : null;
  } catch {
    // a path, not an address
    return null;
  }
}

/** The log of an outcome and the way to read it; null where none was recorded. */
export function transcriptOf({
  source,
  harness,
}: Pick<SampleOutcome, "source" | "harness">): Transcript | null {
  if (source === null) return null;
  const { uri } = source;
  const isInspect = (harness !== null && INSPECT.test(harness.name)) || /\.eval$/i.test(uri);
  const folder = uri.includes("/") ? uri.slice(0, uri.lastIndexOf("/")) : ".";
  return {
    uri,
    href: webAddress(uri),
    command: isInspect ? `inspect view --log-dir ${shellText(folder === "" ? "/" : folder)}` : null,
  };
}
