import { compareText, type SampleTable } from "@holdfast/core";
import { and, asc, eq } from "drizzle-orm";
import { isAnyOf } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { sample } from "../schema/eval.js";

/** The samples of an eval in the order of their ids, and the way from sample numbers to that order. */
export interface SampleRows {
  readonly table: SampleTable;
  /** Row in `table` of each sample number. */
  readonly rowOf: Int32Array;
  /** Whether sample numbers and rows are the same. */
  readonly isInOrder: boolean;
  /** Place of the sample's cluster among the clusters of the eval, by sample number. */
  readonly clusterOf: Int32Array;
  readonly clusters: number;
}

type Numbered = Pick<typeof sample.$inferSelect, "sampleNo" | "sample" | "cluster">;

function toRows(numbered: readonly Numbered[]): SampleRows {
  const sorted = [...numbered].sort((a, b) => compareText(a.sample, b.sample));
  const rowOf = new Int32Array(numbered.length).fill(-1);
  const clusterOf = new Int32Array(numbered.length).fill(-1);
  const clusterNumbers = new Map<string, number>();
  sorted.forEach(({ sampleNo, sample: id, cluster }, row) => {
    rowOf[sampleNo] = row;
    const name = cluster ?? id;
    const number = clusterNumbers.get(name) ?? clusterNumbers.size;
    clusterNumbers.set(name, number);
    clusterOf[sampleNo] = number;
  });
  return {
    table: {
      sample: sorted.map((row) => row.sample),
      cluster: sorted.map((row) => row.cluster ?? row.sample),
      clustersDeclared: sorted.some((row) => row.cluster !== null),
    },
    rowOf,
    isInOrder: rowOf.every((row, sampleNo) => row === sampleNo),
    clusterOf,
    clusters: clusterNumbers.size,
  };
}

/**
 * The samples of each eval that has some; ids are ordered by UTF-16 code unit, as core's compareText orders them.
 *
 * @param evals of these alone; of all without it
 */
export async function readSamples(
  session: Session,
  ablationId: number,
  evals?: readonly string[],
): Promise<Map<string, SampleRows>> {
  const rows = await session.db
    .select({
      evalId: sample.evalId,
      sampleNo: sample.sampleNo,
      sample: sample.sample,
      cluster: sample.cluster,
    })
    .from(sample)
    .where(
      and(eq(sample.ablationId, ablationId), evals === undefined ? undefined : isAnyOf(sample.evalId, evals)),
    )
    .orderBy(asc(sample.evalId), asc(sample.sampleNo));
  const byEval = new Map<string, Numbered[]>();
  for (const row of rows) {
    const list = byEval.get(row.evalId);
    if (list === undefined) byEval.set(row.evalId, [row]);
    else list.push(row);
  }
  return new Map([...byEval].sort(([a], [b]) => compareText(a, b)).map(([id, list]) => [id, toRows(list)]));
}
