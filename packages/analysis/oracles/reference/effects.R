# Reference cases about leads. Run from this folder: Rscript effects.R
suppressMessages({ library(brglm2); library(coin); library(jsonlite) })
set.seed(20260508)
cases <- list()
add <- function(id, estimator, inputs, outputs, command, version, rel_tol, tolerances = NULL) {
  case <- list(id = id, estimator = estimator, inputs = inputs, outputs = outputs, command = command,
               version = version, rel_tol = rel_tol)
  if (!is.null(tolerances)) case$tolerances <- tolerances
  cases[[length(cases) + 1]] <<- case
}
r <- paste("R", getRversion())

# Two rates by penalised likelihood, limits of its profile at t squared; counts may be effective ones.
firth <- function(id, k1, n1, k0, n0, df, level = .95) {
  d <- data.frame(k = c(k0, k1), n = c(n0, n1), arm = 0:1)
  fit <- suppressWarnings(glm(cbind(k, n - k) ~ arm, binomial, d, method = "brglmFit", type = "AS_mean",
                              control = list(epsilon = 1e-12, maxit = 1000)))
  penalised <- function(b0, b1) {
    eta <- c(b0, b0 + b1)
    lp <- plogis(eta, log.p = TRUE); lq <- plogis(-eta, log.p = TRUE)
    sum(d$k * lp + (d$n - d$k) * lq) + sum(log(d$n) + lp + lq) / 2
  }
  b <- unname(coef(fit))
  top <- penalised(b[1], b[2])
  profile <- function(b1) 2 * (top - optimize(function(b0) penalised(b0, b1), c(-60, 60), maximum = TRUE, tol = 1e-12)$objective)
  cut <- if (is.infinite(df)) qnorm((1 + level) / 2) else qt((1 + level) / 2, df)
  root <- function(from, to) uniroot(function(x) profile(x) - cut^2, c(from, to), tol = 1e-12)$root
  t <- sqrt(max(0, profile(0)))
  p <- if (is.infinite(df)) 2 * pnorm(-t) else 2 * pt(-t, df)
  add(id, "firth_two_rates", list(k1 = k1, n1 = n1, k0 = k0, n0 = n0, df = if (is.infinite(df)) "Inf" else df, level = level),
      list(est = b[2], se = unname(sqrt(diag(vcov(fit)))[2]), lower = root(b[2] - 60, b[2]), upper = root(b[2], b[2] + 60), p = p),
      "brglm2::brglmFit(type = 'AS_mean'); profile by optimize() and uniroot(), cut at t squared",
      paste(r, "brglm2", packageVersion("brglm2")), 1e-6)
}
firth("firth_rates", 12, 120, 34, 110, 3.7)
firth("firth_zero_arm", 0, 41.3, 14.2, 40.1, 4)
firth("firth_both_zero_but_few", 0, 20, 0, 35, 6)
firth("firth_fractional", 3.75, 18.2, 9.1, 22.6, Inf, .9)
firth("firth_one_arm_full", 25, 25, 11, 30, 8)

# Exact permutation of runs, and the shifts that it does not reject, by trying them.
permutation <- function(id, a, b, level) {
  y <- c(a, b); g <- factor(rep(c("a", "b"), c(length(a), length(b))))
  p <- as.numeric(pvalue(oneway_test(y ~ g, distribution = "exact")))
  choices <- combn(length(y), length(a))
  at <- function(shift) {
    z <- c(a - shift, b)
    d <- apply(choices, 2, function(i) mean(z[i]) - mean(z[-i]))
    mean(abs(d) >= abs(mean(a) - mean(b) - shift) - 1e-12)
  }
  d <- mean(a) - mean(b); far <- 3 * diff(range(y)) + abs(d)
  edge <- function(side) { inside <- d; outside <- d + side * far
    for (k in 1:200) { m <- (inside + outside) / 2; if (at(m) > 1 - level + 1e-9) inside <- m else outside <- m }
    inside }
  add(id, "permutation_of_runs", list(a = I(a), b = I(b), level = level),
      list(est = d, p = p, lower = edge(-1), upper = edge(1)),
      "coin::oneway_test(distribution = 'exact'); limits by bisection over all arrangements",
      paste(r, "coin", packageVersion("coin")), 1e-9, list(lower = list(abs = 1e-9), upper = list(abs = 1e-9)))
}
permutation("permutation_4v4", c(.31, .27, .35, .29), c(.42, .39, .33, .47), .95)
permutation("permutation_5v4", c(.11, .17, .05, .09, .14), c(.12, .19, .23, .07), .9)
permutation("permutation_ties", c(0, 0, .1, 0), c(.1, .2, .1, .3), .95)
permutation("permutation_apart", c(.01, .02, .015, .03, .025), c(.5, .6, .55, .45, .52), .95)

paired <- function(id, a, b) {
  t <- t.test(a, b, paired = TRUE)
  add(id, "paired_runs", list(a = I(a), b = I(b)), list(est = unname(t$estimate), se = unname(t$stderr), df = unname(t$parameter)),
      "t.test(paired = TRUE)", r, 1e-10)
}
paired("paired_3", c(.31, .27, .35), c(.42, .39, .43))
paired("paired_2", c(.1, .2), c(.25, .3))

write_json(list(meta = list(made_by = "effects.R", seed = 20260508), cases = cases), "effects.json",
           auto_unbox = TRUE, digits = NA, pretty = TRUE)
