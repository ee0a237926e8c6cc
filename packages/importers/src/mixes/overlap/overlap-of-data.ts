import { type DiffOverlap, isHoldfastError } from "@holdfast/core";
import { measuredParts } from "../measure/measured-parts.js";
import type { MixFile } from "../measure/mix-file.js";
import { NEAR_ROWS } from "../measure/mix-totals.js";
import { DIGEST_BYTES } from "../measure/row-digest.js";
import type { WithBytes } from "../measure/unit-runner.js";
import { SIGNATURE_BYTES } from "../near/min-hash.js";
import { NEAR_DUPLICATE_FROM, nearDuplicates } from "../near/near-duplicates.js";
import { SignatureList } from "../near/signature-list.js";

/** Which sides have something: a bit each. */
const [IN_A, IN_B] = [1, 2];

interface Held {
  /** Digests as texts, with the sides that have them. */
  readonly sides: Map<string, number>;
  /** The digest of each row, in their order. */
  readonly digests: string[];
  readonly signatures: SignatureList;
}

async function hold(
  held: Held,
  side: number,
  files: readonly MixFile[],
  seed: number,
  withBytes: WithBytes,
): Promise<number> {
  const before = held.digests.length;
  const settings = { encoding: null, nearSeed: seed, reasonsKey: null };
  for (const { path, file } of files)
    await withBytes(path, file, async (bytes) => {
      for await (const part of measuredParts({ file, bytes }, undefined, settings, null)) {
        const { digests, signatures, hasWords } = part;
        for (let row = 0; row < part.counts.rows; row += 1) {
          const from = row * DIGEST_BYTES;
          const digest = Buffer.from(digests.subarray(from, from + DIGEST_BYTES)).toString("latin1");
          held.digests.push(digest);
          held.sides.set(digest, (held.sides.get(digest) ?? 0) | side);
          const at = row * SIGNATURE_BYTES;
          held.signatures.addSigned(
            hasWords[row] === 1 ? signatures.subarray(at, at + SIGNATURE_BYTES) : null,
          );
        }
        if (held.digests.length > NEAR_ROWS) return;
      }
    });
  return held.digests.length - before;
}

function rowsWithTwin(held: Held, rowsOfA: number): { exact: [number, number]; near: [number, number] } {
  const { groupOf } = nearDuplicates(held.signatures);
  const groups = new Uint8Array(groupOf.length);
  for (const [row, group] of groupOf.entries())
    groups[group] = (groups[group] ?? 0) | (row < rowsOfA ? IN_A : IN_B);
  const [exact, near]: [[number, number], [number, number]] = [
    [0, 0],
    [0, 0],
  ];
  for (const [row, group] of groupOf.entries()) {
    const side = row < rowsOfA ? 0 : 1;
    const isExact = held.sides.get(held.digests[row] ?? "") === (IN_A | IN_B);
    if (isExact) exact[side] += 1;
    if (isExact || groups[group] === (IN_A | IN_B)) near[side] += 1;
  }
  return { exact, near };
}

/**
 * How much of the data of one side the other has too: rows with the same content, and rows in one group of near duplicates
 * with a row of the other side. Rows that cannot be read count on neither side.
 */
export async function overlapOfData(
  a: readonly MixFile[],
  b: readonly MixFile[],
  seed: number,
  withBytes: WithBytes,
): Promise<DiffOverlap> {
  const held: Held = { sides: new Map(), digests: [], signatures: new SignatureList() };
  try {
    const rowsOfA = await hold(held, IN_A, a, seed, withBytes);
    const rowsOfB = await hold(held, IN_B, b, seed, withBytes);
    if (rowsOfA + rowsOfB > NEAR_ROWS)
      return { status: "not-measured", reason: `there are more than ${NEAR_ROWS} rows on both sides` };
    const { exact, near } = rowsWithTwin(held, rowsOfA);
    return {
      status: "measured",
      rows: { a: rowsOfA, b: rowsOfB },
      exact: { a: exact[0], b: exact[1] },
      near: { a: near[0], b: near[1] },
      threshold: NEAR_DUPLICATE_FROM,
    };
  } catch (error) {
    if (!isHoldfastError(error)) throw error;
    return { status: "not-measured", reason: `${error.place.file ?? "a file"}: ${error.message}` };
  }
}
