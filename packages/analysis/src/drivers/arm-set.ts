import type { ArmComponents } from "../effects/arm-components.js";

/** What an arm contributes to a contrast of arms. Below sample level `clusterMeans` is empty and `residual` NaN. */
export interface ContrastArm
  extends Pick<ArmComponents, "runs" | "rate" | "seed" | "residual" | "clusterMeans"> {
  /** Variance that stands in where nothing varies and the scale is infinite (log odds at 0 or 1); independent of all else. */
  readonly standIn?: number;
}

/** Arms ready for contrasts, with what their prompts' variances and covariances are. */
export interface ArmSet {
  readonly arms: readonly ContrastArm[];
  /** Prompts in each cluster; empty below sample level. */
  readonly sizes: Float64Array;
  /** C/(C-1) sum over clusters of w_c^2 (y_a.c - y_a..)(y_b.c - y_b..), by rows of arms. */
  readonly prompts: Float64Array;
}

/** Works out once, for all contrasts of these arms, how their prompts vary together. */
export function armSet(arms: readonly ContrastArm[], sizes: Float64Array): ArmSet {
  const count = arms.length;
  const clusters = sizes.length;
  const prompts = new Float64Array(count * count);
  if (clusters < 2) return { arms, sizes, prompts };
  let total = 0;
  for (const size of sizes) total += size;
  const scale = Math.sqrt(clusters / (clusters - 1)) / total;
  const deviations = arms.map(({ clusterMeans, rate }) =>
    clusterMeans.map((mean, cluster) => scale * (sizes[cluster] ?? 0) * (mean - rate)),
  );
  deviations.forEach((one, row) => {
    for (let column = 0; column <= row; column += 1) {
      const other = deviations[column] ?? one;
      let sum = 0;
      for (let cluster = 0; cluster < clusters; cluster += 1)
        sum += (one[cluster] ?? 0) * (other[cluster] ?? 0);
      prompts[row * count + column] = sum;
      prompts[column * count + row] = sum;
    }
  });
  return { arms, sizes, prompts };
}
