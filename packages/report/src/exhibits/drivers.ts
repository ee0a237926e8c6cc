import { DEFAULT_JUDGE, type Driver, type EffectScale } from "@holdfast/core";
import type { Exhibit, TidyTable } from "../exhibit.js";
import { contrastNumber } from "../figures/driver-rows.js";
import { driversFigure } from "../figures/drivers.js";
import { shareNumber } from "../figures/share-rows.js";
import { sharesFigure } from "../figures/shares.js";
import { formatBare, formatCoverage, formatQuantity } from "../format.js";
import { matterOf, type ReportInput, type ReportMatter } from "../report-input.js";
import { designText, driverPlace, METHOD_NAMES, promptsText } from "../sentences/driver-sentence.js";
import { ROLES, roleOf } from "../subject.js";
import { listed } from "../table.js";
import { armsTable, factorsTable, sharesTable } from "./drivers-table.js";
import { tidyPart } from "./tidy-part.js";

export interface DriversOptions {
  readonly scale?: EffectScale;
  /** Which evals and moments are shown; all of them without it. */
  readonly isAsked?: (driver: Driver) => boolean;
}

/** What is shown of one eval at one moment: its factors, their shares, and the arms behind both. */
export interface DriverPlaceExhibits {
  readonly driver: Driver;
  readonly factors: Exhibit;
  readonly shares: Exhibit | null;
  readonly arms: Exhibit;
}

/** Drivers with something to show: targets, then held-out evals and guardrails; by the usual judge before others. */
export function shownDrivers({ analysis, subject }: ReportMatter): Driver[] {
  const isOther = ({ judge }: Driver) => Number(judge !== DEFAULT_JUDGE);
  return analysis.drivers
    .filter(({ contrasts }) => contrasts.length > 0)
    .map((driver, position) => ({ driver, position, role: ROLES.indexOf(roleOf(subject, driver.eval)) }))
    .sort((a, b) => a.role - b.role || isOther(a.driver) - isOther(b.driver) || a.position - b.position)
    .map(({ driver }) => driver);
}

function barText(driver: Driver, scale: EffectScale): string {
  const shown = driver.contrasts.flatMap((contrast) => {
    const number = contrastNumber(contrast, scale);
    return number?.quantity.status === "estimated" && number.quantity.interval !== null
      ? [{ ...number, interval: number.quantity.interval }]
      : [];
  });
  if (shown.length === 0) return "There are no bars, because no effect has an interval.";
  const levels = [...new Set(shown.map(({ interval }) => formatCoverage(interval.level)))];
  const methods = [...new Set(shown.map(({ method }) => METHOD_NAMES[method]))];
  const isGeneral = shown.some(({ target }) => target === "prompt-general");
  // an interval without a test is one of single checkpoints
  const isRecipe = shown.some(({ quantity }) => quantity.status === "estimated" && quantity.pValue !== null);
  const variance = isRecipe
    ? `the variance between training runs${isGeneral ? " and between prompts" : ", on these prompts"} (${listed(methods)})`
    : "the variance of these checkpoints, with none between runs in it";
  return `Bars are ${listed(levels)} intervals and show ${variance}.`;
}

function runsText({ design }: Driver): string {
  const runs = design.arms.reduce((sum, arm) => sum + arm.runs, 0);
  return runs === 0
    ? "No run is named behind any number."
    : `${formatQuantity(runs, "run")} of ${formatQuantity(design.arms.length, "arm")} stand behind every number.`;
}

function factorsCaption(driver: Driver, scale: EffectScale): string {
  const kinds = new Set(driver.contrasts.map(({ kind }) => kind));
  const single = kinds.has("main-effect")
    ? "A main effect is the mean over the settings of the other factors of with minus without."
    : "One factor was changed at a time: what it adds to nothing and what is lost when it is removed are no main effects, because they hold beside one setting of the others alone.";
  const together = kinds.has("interaction")
    ? " An interaction is half of how much that changes when the other factor is there too; interactions are not adjusted, and hollow."
    : "";
  const adjusted = driver.contrasts.some((one) => (contrastNumber(one, scale)?.pAdjusted ?? null) !== null);
  const marks = adjusted ? " Filled marks stand after Holm among the single factors of this eval." : "";
  return `${single}${together} ${barText(driver, scale)}${marks} ${runsText(driver)}`;
}

function sharesCaption(driver: Driver, scale: EffectScale): string {
  const { attribution } = driver;
  if (attribution.status === "not-estimable")
    return `Shares are not estimable, because ${attribution.reason}. The lines run between the least and the most that a share can be, whatever the missing arms would have scored; no sampling error is in them.`;
  const total = shareNumber(attribution.total, scale)?.quantity;
  const level =
    total?.status === "estimated" && total.interval !== null
      ? `Whiskers are ${formatCoverage(total.interval.level)} intervals of each share, laid at the end of its bar, with ${total.pValue === null ? "the variance of these checkpoints alone" : `the variance between training runs (${METHOD_NAMES[attribution.method]})`}.`
      : "There are no whiskers, because no share has an interval.";
  return `What of the difference between all ingredients and none is each one's. Every bar begins where the one before it ended, and the last is their sum. ${level} ${runsText(driver)}`;
}

function tokensText({ tokens }: Driver): string {
  const inflated = tokens.factors.map(
    ({ factor, inflation }) => `${factor} ${inflation === null ? "without end" : formatBare(inflation)}`,
  );
  const reason =
    tokens.reason === null ? "" : ` ${tokens.reason.charAt(0).toUpperCase()}${tokens.reason.slice(1)}.`;
  const spread =
    inflated.length === 0
      ? ""
      : ` Variance inflation of each factor by log tokens and the others: ${listed(inflated)}.`;
  const matched = tokens.status === "matched" ? " Tokens are the same in all arms." : "";
  return `${matched}${reason.replaceAll("`", "")}${spread}`;
}

function methodsOf(driver: Driver, scale: EffectScale): string[] {
  const numbers = driver.contrasts.flatMap((contrast) => contrastNumber(contrast, scale) ?? []);
  const when = (holds: boolean, id: string) => (holds ? [id] : []);
  return [
    ...new Set(numbers.map(({ method }) => `drivers-${method}`)),
    ...when(
      driver.contrasts.some(({ reading }) => reading !== null),
      "interaction-reading",
    ),
    ...when(
      driver.contrasts.some(({ tokenAdjusted }) => tokenAdjusted !== null),
      "token-adjusted",
    ),
    ...when(
      driver.contrasts.some(({ aliasedWith }) => aliasedWith.length > 0),
      "design-aliases",
    ),
    ...when(
      numbers.some(({ pAdjusted }) => pAdjusted !== null),
      "holm",
    ),
  ];
}

/** The rows of the tidy table that are shares, or those that are not. */
function tidyOf(input: ReportInput, driver: Driver, areShares: boolean): TidyTable {
  const whole = tidyPart(input, { drivers: [driver] });
  const at = whole.columns.indexOf("quantity");
  return {
    columns: whole.columns,
    rows: whole.rows.filter((row) => String(row[at]).startsWith("share") === areShares),
  };
}

/** One eval at one moment. @param index its place among all that are shown, which its address keeps */
export function driverPlaceExhibits(
  matter: ReportMatter,
  driver: Driver,
  index: number,
  scale: EffectScale,
): DriverPlaceExhibits {
  const { subject } = matter;
  const place = driverPlace(subject, driver);
  const titles = { factors: `Factors on ${place}`, shares: `Shares on ${place}`, arms: `Arms on ${place}` };
  const shares = sharesTable(subject, driver, titles.shares, scale);
  const hasGroups =
    driver.attribution.status === "estimated" && driver.attribution.shares.some(({ owen }) => owen !== null);
  return {
    driver,
    factors: {
      ...{ id: `drivers-${index}`, title: titles.factors },
      figure: driversFigure(subject, driver, { id: `drivers-${index}`, scale }) ?? null,
      caption: factorsCaption(driver, scale),
      table: factorsTable(subject, driver, titles.factors, scale),
      get tidy() {
        return tidyOf(matter, driver, false);
      },
      methods: methodsOf(driver, scale),
    },
    shares:
      shares === null
        ? null
        : {
            ...{ id: `shares-${index}`, title: titles.shares },
            figure: sharesFigure(subject, driver, { id: `shares-${index}`, scale }) ?? null,
            caption: sharesCaption(driver, scale),
            table: shares,
            get tidy() {
              return tidyOf(matter, driver, true);
            },
            methods: ["shapley", ...(hasGroups ? ["owen"] : [])],
          },
    arms: {
      ...{ id: `arms-${index}`, title: titles.arms, figure: null },
      caption: `The arms that were measured together: ${designText(driver).replaceAll("`", "")}${promptsText(driver)}.${tokensText(driver)}`,
      table: armsTable(subject, driver, titles.arms),
      tidy: {
        columns: ["arm", ...driver.design.factors.map(({ name }) => name), "runs", "mean", "tokens"],
        rows: driver.design.arms.map(({ arm, runs, mean, tokens }) => {
          const levels = subject.ablation.arms.find(({ name }) => name === arm)?.levels ?? {};
          return [
            ...[arm, ...driver.design.factors.map(({ name }) => levels[name] ?? null), runs, mean],
            tokens === "unknown" ? null : tokens,
          ];
        }),
      },
      methods: [],
    },
  };
}

/** What the factors did on each eval and moment that is asked for: effects, shares, and the arms behind them. */
export function driversExhibits(input: ReportInput, options: DriversOptions = {}): Exhibit[] {
  const matter = matterOf(input);
  const { scale = "difference", isAsked = () => true } = options;
  return shownDrivers(matter).flatMap((driver, index) => {
    if (!isAsked(driver)) return [];
    const { factors, shares, arms } = driverPlaceExhibits(matter, driver, index, scale);
    return [factors, ...(shares === null ? [] : [shares]), arms];
  });
}
