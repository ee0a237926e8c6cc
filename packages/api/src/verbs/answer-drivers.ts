import { type DriverAnswer, type DriverMethod, formatIdentity } from "@holdfast/core";
import type { Context } from "../context.js";
import { analyseAblation, type Excluded } from "./analyse-ablation.js";
import { otherMethod } from "./other-method.js";

/** What each factor did on each eval, in numbers and in words; by `method` where one is asked for. */
export async function answerDrivers(
  context: Context,
  input: {
    readonly identity: string;
    readonly excluded: Excluded;
    readonly method?: DriverMethod | undefined;
  },
): Promise<DriverAnswer> {
  // The method is one of contrasts; the analysis takes methods of leads.
  const { identity, excluded, method } = input;
  const { registration, analysis } = await analyseAblation(context, { identity, excluded });
  const { ablation } = registration;
  const { driversBy } = await import("@holdfast/analysis");
  const { driverSentences } = await import("@holdfast/report");
  const drivers = method === undefined ? analysis.drivers : driversBy(ablation, analysis.drivers, method);
  const differs = analysis.drivers.some(({ contrasts }) =>
    contrasts.some(({ shownMethod }) => shownMethod !== method),
  );
  const other = otherMethod("Contrasts of factors", differs ? method : undefined);
  return {
    ablation: formatIdentity(ablation),
    inputsFingerprint: analysis.inputsFingerprint,
    includesExcluded: analysis.includesExcluded,
    sentences: [...other.sentences, ...driverSentences(ablation, drivers)],
    warnings: [...other.warnings, ...drivers.flatMap(({ warnings }) => warnings)],
    drivers,
  };
}
