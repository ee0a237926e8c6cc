import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { isHoldfastError } from "@holdfast/core";
import { type ByteSource, chunksOfBytes } from "../../bytes/byte-source.js";
import { unzstdStream } from "../../zip/unzstd-stream.js";
import { rowFault } from "./row-fault.js";

/** How a file is packed, by its first bytes. */
export type Packing = "gzip" | "zstd" | null;

/** How much a packed file may become. */
export interface UnpackLimits {
  /** Bytes, unpacked. */
  readonly bytes: number;
  /** How many times larger it may become, once it is beyond 64 MiB. */
  readonly ratio: number;
}

/** 2 TiB, and up to 500 times the packed size: training text seldom comes to 20. */
export const DEFAULT_UNPACK_LIMITS: UnpackLimits = { bytes: 2 * 1024 ** 4, ratio: 500 };

const RATIO_FROM = 64 * 1024 * 1024;

/** @param head the first four bytes, or more */
export function packingOf(head: Buffer): Packing {
  const digits = head.subarray(0, 4).toString("hex");
  if (digits.startsWith("1f8b")) return "gzip";
  return digits === "28b52ffd" ? "zstd" : null;
}

async function* gunzipped(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  const input = Readable.from(packed);
  input.on("error", (error) => gunzip.destroy(error));
  try {
    for await (const chunk of input.pipe(gunzip)) if (Buffer.isBuffer(chunk)) yield chunk;
  } finally {
    input.destroy();
    gunzip.destroy();
  }
}

function damaged(packing: Packing, cause: unknown): Error {
  if (isHoldfastError(cause) && cause.code === "too-large")
    return rowFault(
      "the file asks for more than 128 MiB of memory to be unpacked in.",
      "Pack it with an ordinary level of compression.",
      { code: "too-large" },
    );
  return rowFault(
    `the file is damaged or cut off: it cannot be unpacked by ${packing === "gzip" ? "gzip" : "Zstandard"}.`,
    "Copy it again from where it was written.",
    { cause },
  );
}

/**
 * The bytes of a file as they were before it was packed by gzip or Zstandard, a chunk at a time; of any other file, its
 * bytes.
 *
 * @throws HoldfastError `invalid-input` for a damaged file, `too-large` for one that grows beyond the limits
 */
export async function* unpackedChunks(
  bytes: ByteSource,
  limits: UnpackLimits = DEFAULT_UNPACK_LIMITS,
): AsyncGenerator<Buffer> {
  const packing = packingOf(await bytes.read(0, 4));
  const chunks = chunksOfBytes(bytes);
  if (packing === null) {
    yield* chunks;
    return;
  }
  let size = 0;
  const unpacked =
    packing === "gzip"
      ? gunzipped(chunks)
      : unzstdStream(chunks, "", () => new RangeError("the data break off"));
  try {
    for await (const chunk of unpacked) {
      size += chunk.length;
      if (size > limits.bytes || (size > RATIO_FROM && size > bytes.size * limits.ratio))
        throw rowFault(
          size > limits.bytes
            ? `the file holds more than ${limits.bytes} bytes unpacked.`
            : `the file grows to more than ${limits.ratio} times its size.`,
          "No training text is like that; unpack it yourself if you trust it.",
          { code: "too-large", key: "unpacked" },
        );
      yield chunk;
    }
  } catch (error) {
    if (isHoldfastError(error) && error.place.key === "unpacked") throw error;
    throw damaged(packing, error);
  }
}
