# Reference cases about doses. Run from this folder: Rscript dose-response.R
suppressMessages({ library(DoseFinding); library(jsonlite) })
set.seed(20260508)
cases <- list()
r <- paste("R", getRversion())
add <- function(id, estimator, inputs, outputs, command, rel_tol, version = r, notes = NULL, tolerances = NULL) {
  case <- list(id = id, estimator = estimator, inputs = inputs, outputs = outputs, command = command,
               version = version, rel_tol = rel_tol)
  if (!is.null(tolerances)) case$tolerances <- tolerances
  if (!is.null(notes)) case$notes <- notes
  cases[[length(cases) + 1]] <<- case
}
list_of <- function(v) I(unname(v))

# Emax by nls, with the profile interval of ed50 on the F cut.
emax_case <- function(id, dose, resp, start, level = 0.95) {
  # Doses in units of the start keep the gradient of nls well scaled; ed50 is scaled back.
  unit <- start$ed50; x <- dose / unit
  scaled <- nls(resp ~ e0 + emax * x / (ed50 + x), start = list(e0 = start$e0, emax = start$emax, ed50 = 1),
                control = nls.control(tol = 1e-7, maxiter = 500, minFactor = 1e-8))
  s <- summary(scaled)$coefficients; s["ed50", 1:2] <- s["ed50", 1:2] * unit
  rss <- deviance(scaled); df <- df.residual(scaled)
  rss_at <- function(ed50) sum(resid(lm(resp ~ I(dose / (ed50 + dose))))^2)
  cut <- rss * (1 + qf(level, 1, df) / df)
  over <- function(l) rss_at(exp(l)) - cut
  at <- log(s["ed50", 1])
  low <- uniroot(over, c(at - 12, at), tol = 1e-13)$root
  high <- if (over(at + 25) < 0) NULL else uniroot(over, c(at, at + 25), tol = 1e-13)$root
  outputs <- list(e0 = s["e0", 1], emax = s["emax", 1], ed50 = s["ed50", 1],
                  se = list_of(s[c("e0", "emax", "ed50"), 2]), rss = rss, df = df, ed50_lower = exp(low))
  outputs["ed50_upper"] <- list(if (is.null(high)) NULL else exp(high))
  add(id, "emax_nls", list(dose = I(dose), resp = I(resp), level = level), outputs,
      "nls; lm at fixed ed50 and uniroot on RSS (1 + qf(level, 1, df) / df)", 1e-6,
      notes = if (is.null(high)) "the sum of squares never crosses the cut above: no upper end" else NULL)
}
curve <- function(dose, sd, e0 = 0.5, emax = -0.45, ed50 = 4)
  round(e0 + emax * dose / (ed50 + dose) + rnorm(length(dose), sd = sd), 4)
start <- list(e0 = 0.5, emax = -0.4, ed50 = 5)
d <- rep(c(0, 1, 3, 10, 30), each = 3)
emax_case("emax_three_runs", d, curve(d, 0.02), start)
emax_case("emax_three_runs_90", d, curve(d, 0.02), start, 0.9)
d <- c(0, 0, 2, 2, 5, 9, 9, 9, 40)
emax_case("emax_unequal_runs", d, curve(d, 0.015), start)
d <- c(0, 1e6, 3e6, 1e7, 3e7, 8e7)
emax_case("emax_tokens", d, curve(d, 0.01, ed50 = 5e6), list(e0 = 0.5, emax = -0.4, ed50 = 5e6))
d <- rep(c(0, 1, 2, 4), each = 4)
emax_case("emax_no_upper_end", d, curve(d, 0.03, emax = -0.9, ed50 = 6), list(e0 = 0.5, emax = -0.9, ed50 = 6))
d <- rep(c(0, 1, 3, 10, 30), each = 2)
emax_case("emax_upwards", d, curve(d, 0.02, e0 = 0.1, emax = 0.6, ed50 = 2), list(e0 = 0.1, emax = 0.5, ed50 = 2))

fit_case <- function(id, dose, resp) {
  fit <- fitMod(dose, resp, model = "emax", bnds = c(max(dose) / 1000, max(dose) * 5))
  add(id, "emax", list(dose = I(dose), resp = I(resp)), list(coef = as.list(coef(fit)), rss = fit$RSS),
      "DoseFinding::fitMod(model='emax')", 1e-5, paste("DoseFinding", packageVersion("DoseFinding")))
}
fit_case("fitmod_means", c(0, 1, 5, 10, 25, 50), c(.61, .5, .33, .26, .2, .17))
d <- rep(c(0, 2, 4, 8, 16), each = 3); fit_case("fitmod_runs", d, curve(d, 0.02))

# Monotone means; weights stand for repeated points.
iso <- function(id, y, weights = NULL, up = FALSE) {
  w <- if (is.null(weights)) rep(1, length(y)) else weights
  x <- seq_along(y) - 1
  rep_y <- rep(y, w)
  fit <- isoreg(rep(x, w), if (up) rep_y else -rep_y)$yf * (if (up) 1 else -1)
  # isoreg takes ties of x in their order: average them first, as repeated equal values are.
  fit <- fit[cumsum(w)]
  inputs <- list(x = I(x), y = I(y)); if (!is.null(weights)) inputs$weights <- I(weights)
  add(id, if (up) "pava_isotonic_increasing" else "pava_isotonic_decreasing", inputs, list(fit = list_of(fit)),
      "isoreg", 1e-10)
}
iso("iso_one", 0.3)
iso("iso_sorted", c(.5, .4, .3, .1))
iso("iso_reversed", c(.1, .2, .3, .6))
iso("iso_constant", c(.2, .2, .2))
iso("iso_long", round(sort(runif(12), decreasing = TRUE) + rnorm(12, sd = .15), 3))
iso("iso_up", round(sort(runif(9)) + rnorm(9, sd = .2), 3), up = TRUE)
iso("iso_weights", c(.4, .45, .2, .3, .1), c(3, 1, 2, 5, 1))

trend <- function(id, x, n, score = seq_along(x)) {
  t <- suppressWarnings(prop.trend.test(x, n, score))
  add(id, "prop_trend", list(x = I(x), n = I(n), score = I(score)),
      list(chisq = unname(t$statistic), p = t$p.value), "prop.trend.test", 1e-8,
      tolerances = if (t$statistic < 1e-20) list(chisq = list(abs = 1e-12)) else NULL)
}
trend("trend_two", c(15, 7), c(40, 50))
trend("trend_zeros", c(9, 3, 0, 0), c(50, 40, 30, 60), c(0, 1, 3, 10))
trend("trend_none", c(10, 10, 10), c(100, 100, 100))
trend("trend_fractional", c(4.2, 2.5, .7), c(11.3, 9.9, 14.2), log1p(c(0, 1, 10)))
trend("trend_far_tail", c(900, 500, 100), c(1000, 1000, 1000))

write(toJSON(list(meta = list(made_by = "dose-response.R", seed = 20260508), cases = cases), auto_unbox = TRUE,
             digits = NA, pretty = TRUE, null = "null"), "dose-response.json")
