import type { Method } from "./method.js";

/** What an amount of data bought. */
export const EFFICIENCY_METHODS: readonly Method[] = [
  {
    id: "effect-per-token",
    title: "Effect for each million tokens",
    text: "How much lead did each million tokens beyond the control's buy? The lead, and its interval, over tokens that are known exactly; positive is better. Arms are not ranked by it: where more data does less and less, a small arm looks efficient. Not estimable where tokens are unknown or not more than the control's.",
    source: "linear scaling of the lead's interval",
  },
  {
    id: "equal-token-contrast",
    title: "Two arms at equal tokens",
    text: "Does one arm do more than another at the same amount of data? The difference of the two arms, and a claim only where their extra tokens differ by at most a tenth.",
    source: "Newcombe 1998, method 10",
  },
  {
    id: "efficiency-ratio",
    title: "Ratio of effects per token",
    text: "How many times the effect of the other arm did an arm have for each token? Both leads rest on one control and vary together; the set can be unbounded. Not estimable without the variance of both.",
    source: "Fieller 1954",
  },
  {
    id: "tokens-to-equal-effect",
    title: "Tokens for the same effect",
    text: "How many times the tokens of one arm does the other need for the same effect? From a course of doses by inversion, or the plain ratio of tokens where the two effects are not told apart. Another quantity than the ratio of effects per token. Not estimable where the effect lies beyond the doses.",
    source: "Ayer, Brunk, Ewing, Reid and Silverman 1955; Fieller 1954",
  },
  {
    id: "dose-trend",
    title: "Trend over doses",
    text: "Does the outcome go up or down with the dose? The slope of arm means over log(1 + dose / least dose), a contrast of arms. Units are the metric's own for each unit of that axis. Not estimable where no arm has two runs.",
    source: "Abelson and Tukey 1963",
  },
  {
    id: "cochran-armitage",
    title: "Trend over doses on effective counts",
    text: "The same question for proportions, on effective counts: a check beside the trend, never the test.",
    source: "Cochran 1954; Armitage 1955",
  },
  {
    id: "dose-contrasts",
    title: "Any dependence on the dose",
    text: "Does the outcome depend on the dose at all, whichever of several shapes it may have? The largest of the contrasts' statistics, jointly multivariate t, so that choosing among shapes is paid for. Not estimable with fewer than four doses.",
    source: "Bretz, Pinheiro and Branson 2005",
  },
  {
    id: "emax",
    title: "Saturating curve",
    text: "At which dose is half of the way gone? Least squares for a curve with a start, an end and a dose of half effect; its interval by profile. Not estimable with fewer than four doses, or where a line or a step fits as well.",
    source: "Hill 1910; Bretz, Pinheiro and Branson 2005",
  },
  {
    id: "emax-bootstrap",
    title: "Saturating curve on other runs",
    text: "How far do bend and height move with other runs? The curve is fitted again to runs drawn anew at each dose, with a fixed seed: a check of the profile interval, not in its place.",
    source: "Efron and Tibshirani 1993",
  },
  {
    id: "dose-for-share",
    title: "Dose for a share of the best effect",
    text: "Which is the least dose at which a share of the best effect is reached? Inversion of the course between doses, made monotone; the interval holds the doses at which the share cannot be excluded.",
    source: "Ayer, Brunk, Ewing, Reid and Silverman 1955",
  },
  {
    id: "elasticity",
    title: "Elasticity",
    text: "By how many percent does the effect grow for one percent more of the dose? The slope of log effect on log dose over the doses above 0, to first order; 1 is in proportion. Not estimable where an effect is not told from 0.",
    source: "delta method; Cramer 1946",
  },
];
