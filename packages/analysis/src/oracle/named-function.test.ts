import { expect, it } from "vitest";
import { namedFunction } from "./named-function.js";

it.each([
  ["qt_.975_2.3", "qt", [0.975, 2.3], false],
  ["pt_m8_2.3", "pt", [-8, 2.3], false],
  ["qnorm_1e300", "qnorm", [1e300], false],
  ["normal_quantile_1e-12", "normal_quantile", [1e-12], false],
  ["normal_quantile_1em12", "normal_quantile", [1e-12], false],
  ["t_quantile_0.975_df2.3", "t_quantile", [0.975, 2.3], false],
  ["f_upper_3.5_2_7", "f", [3.5, 2, 7], true],
  ["chi2_quantile_.95_1", "chi2_quantile", [0.95, 1], false],
  ["pt_nc_2_4_ncp1.5", "pt_nc", [2, 4, 1.5], false],
  ["pf_", "pf", [], false],
])("reads %s", (text, name, args, upper) => {
  expect(namedFunction(text)).toEqual({ name, arguments: args, upper });
});
