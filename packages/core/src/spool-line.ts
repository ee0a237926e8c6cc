import { crc32 } from "node:zlib";

/** What a record of a spool says; in the order in which they depend on one another. */
export const SPOOL_KINDS = ["register", "run", "checkpoint", "outcome", "metric", "intervention"] as const;
export type SpoolKind = (typeof SPOOL_KINDS)[number];

/** The version of the format, which the first line of a segment names. */
export const SPOOL_VERSION = "1";

/**
 * A line of a spool: `CRC KIND SUBJECT JSON`. The CRC-32, eight hexadecimal digits, covers what follows it and its
 * space. The first line of a segment is of kind `spool`, its subject the version of the format; a line of kind `reason`
 * says why the next one was refused.
 */
export interface SpoolLine {
  readonly kind: SpoolKind | "spool" | "reason";
  /** The ablation's identity, percent-encoded where need be; `-` for a kind that belongs to none. */
  readonly subject: string;
  /** JSON. */
  readonly body: string;
}

const isKind = (kind: string): kind is SpoolLine["kind"] =>
  kind === "spool" || kind === "reason" || SPOOL_KINDS.some((each) => each === kind);

const sum = (told: string) => crc32(told).toString(16).padStart(8, "0");

/** The line as it is written, with its newline. @param line its body without line breaks, as JSON.stringify gives it */
export function encodeSpoolLine({ kind, subject, body }: SpoolLine): string {
  const told = `${kind} ${subject} ${body}`;
  return `${sum(told)} ${told}\n`;
}

/** Reads a line without its newline; undefined where it is damaged, or of a kind that is not known. */
export function decodeSpoolLine(text: string): SpoolLine | undefined {
  const [, crc, told = "", kind = "", subject = "", body = ""] =
    /^([0-9a-f]{8}) ((\S+) (\S+) (.*))$/s.exec(text) ?? [];
  return crc === sum(told) && isKind(kind) ? { kind, subject, body } : undefined;
}
