import { readFileSync } from "node:fs";

/** Resident memory of a process in MiB, as Linux tells it. */
export function memoryOf(pid) {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}

/** The slope of the least squares line through points; 0 where there are fewer than two. */
export function slopeOf(points) {
  if (points.length < 2) return 0;
  const mean = (index) => points.reduce((sum, point) => sum + point[index], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const [over, under] = points.reduce(
    ([xy, xx], [px, py]) => [xy + (px - x) * (py - y), xx + (px - x) ** 2],
    [0, 0],
  );
  return under === 0 ? 0 : over / under;
}
