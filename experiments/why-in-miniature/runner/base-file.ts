import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { weightCount } from "../network/weights.js";
import type { Sizes } from "../training/sizes.js";
import { shapeOf } from "../training/stages.js";
import { writeWhole } from "./write-whole.js";

const pathOf = (folder: string, world: string) => join(folder, `base-of-${world}.float64`);

/** The parameters of a base model that was trained before, or undefined. */
export function readBase(folder: string, world: string, sizes: Sizes): Float64Array | undefined {
  const path = pathOf(folder, world);
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  const count = weightCount(shapeOf(sizes));
  if (bytes.byteLength !== count * Float64Array.BYTES_PER_ELEMENT) return undefined;
  return new Float64Array(Uint8Array.from(bytes).buffer);
}

/** Keeps the parameters of a base model. */
export function writeBase(folder: string, world: string, flat: Float64Array): void {
  writeWhole(pathOf(folder, world), new Uint8Array(flat.buffer, flat.byteOffset, flat.byteLength));
}
