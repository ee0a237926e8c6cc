import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

// the threads run what was built: Node does not load the sources
const built = new URL("../../packages/analysis/dist/resampling/", import.meta.url);
const program = `
  import { gatherRows } from "${built.href}clustered-rows.js";
  import { bootstrapDraws } from "${built.href}two-level-bootstrap.js";
  import { startResamplingPool } from "${built.href}worker-pool.js";
  const of = (seed) => gatherRows(
    Float64Array.from({ length: 700 }, (_, row) => Math.sin(seed + row * row)),
    Int32Array.from({ length: 700 }, (_, row) => row % 31),
  );
  const same = (a, b) => a.length === b.length && a.every((value, index) => value === b[index]);
  const pool = startResamplingPool(3);
  const [one, other] = [of(1), of(2)];
  const drawn = await Promise.all([
    pool.drawMeans(one, 5, 100), pool.drawMeans(one, 6, 2), pool.drawMeans(other, 5, 101), pool.drawMeans(one, 5, 100),
  ]);
  await pool.close();
  const alone = [[one, 5, 100], [one, 6, 2], [other, 5, 101], [one, 5, 100]].map(([rows, seed, draws]) =>
    bootstrapDraws(rows, { statistic: "mean", seed }, 0, draws));
  console.log(drawn.map((means, index) => same(means, alone[index])).join());
`;

it("a pool gives the bits of one thread, for any number of draws and rows that change in between", () => {
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    encoding: "utf8",
    timeout: 60_000,
  });
  expect({ stdout, stderr }).toEqual({ stdout: "true,true,true,true\n", stderr: "" });
});
