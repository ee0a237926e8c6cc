import type { StageCovariance } from "./covariance.js";

/** The lead of an arm at two stages, with what is known of how far both would move together. */
export interface StageLeads {
  /** Arm minus control at `from` (b) and at `to` (a). */
  readonly from: number;
  readonly to: number;
  readonly covariance: StageCovariance;
  /** One number for set, test and verdict; Infinity for the normal. */
  readonly df: number;
  /** The side on which a lead has no end (log odds at a rate of 0 or 1); its variance is that of the other side. */
  readonly open?: OpenSides;
}

/** By stage, the side without an end. */
export interface OpenSides {
  readonly from?: 1 | -1;
  readonly to?: 1 | -1;
}

/** The sides on which `to - share * from` has no end. */
export function openEnds({ open }: Pick<StageLeads, "open">, share: number): { down: boolean; up: boolean } {
  const sides = [
    open?.to,
    open?.from === undefined || share === 0 ? undefined : -open.from * Math.sign(share),
  ];
  return { down: sides.includes(-1), up: sides.includes(1) };
}
