import { expect, it } from "vitest";
import { criticalT } from "../distributions/student-t.js";
import { criticalValues } from "./critical-values.js";

it("is never smaller than the quantile it stands for, and near it", () => {
  const critical = criticalValues(0.95);
  for (const df of [1, 1.005, 2.339, 4, 17.77, 300]) {
    const exact = criticalT(0.95, df);
    expect(critical(df)).toBeGreaterThanOrEqual(exact - 1e-12);
    expect(critical(df) / exact).toBeLessThan(1.02);
  }
  expect(critical(2.339)).toBe(critical(2.331));
});
