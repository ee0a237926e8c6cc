# Reference cases about multiplicity. Run from this folder: Rscript multiplicity.R
suppressMessages({ library(mvtnorm); library(multcomp); library(jsonlite) })
set.seed(20260508)
cases <- list()
add <- function(id, estimator, inputs, outputs, command, version, rel_tol, notes = NULL, tolerances = NULL) {
  case <- list(id = id, estimator = estimator, inputs = inputs, outputs = outputs, command = command,
               version = version, rel_tol = rel_tol)
  if (!is.null(tolerances)) case$tolerances <- tolerances
  if (!is.null(notes)) case$notes <- notes
  cases[[length(cases) + 1]] <<- case
}
r <- paste("R", getRversion())
methods <- c("holm", "hochberg", "hommel", "BH", "BY", "bonferroni")
adjust <- function(id, p) add(id, "p_adjust", list(p = I(p)),
  lapply(setNames(methods, methods), function(m) I(p.adjust(p, m))), "p.adjust", r, 1e-12)
adjust("p_adjust_one", 0.03)
adjust("p_adjust_two", c(0.04, 0.01))
adjust("p_adjust_ties_and_ends", c(0.01, 0.01, 1, 0, 0.5, 0.01, 0.03))
adjust("p_adjust_unordered", round(rbeta(17, 0.5, 2), 6))

# The probability that max |T| exceeds a bound, for correlations that are products, by nested quadrature.
tail <- function(bound, lambda, df) {
  inside <- function(c) {
    f <- function(z) sapply(z, function(v) dnorm(v) * -expm1(sum(log1p(-(
      pnorm((-c - lambda * v) / sqrt(1 - lambda^2)) + pnorm((-c + lambda * v) / sqrt(1 - lambda^2)))))))
    2 * integrate(f, 0, 12, rel.tol = 1e-12, subdivisions = 2000L)$value
  }
  if (is.infinite(df)) return(inside(bound))
  g <- function(s) sapply(s, function(v) exp(log(2) + df / 2 * log(df / 2) - lgamma(df / 2) +
    (df - 1) * log(v) - df * v^2 / 2) * inside(bound * v))
  integrate(g, 0, 1, rel.tol = 1e-11, subdivisions = 2000L)$value +
    integrate(g, 1, Inf, rel.tol = 1e-11, subdivisions = 2000L)$value
}
critical <- function(id, k, df, level, rho) {
  q <- uniroot(function(c) log(tail(c, rep(sqrt(rho), k), df)) - log(1 - level),
               c(qt((1 + level) / 2, df) * .999, qt(1 - (1 - level) / 2 / k, df) * 1.001), tol = 1e-11)$root
  corr <- matrix(rho, k, k); diag(corr) <- 1
  check <- if (is.infinite(df)) qmvnorm(level, tail = "both.tails", corr = corr)$quantile else
    qmvt(level, tail = "both.tails", df = df, corr = corr)$quantile
  stopifnot(abs(check - q) < 0.02 * q)
  add(id, "dunnett_critical_value_equal_n", list(k = k, df = if (is.infinite(df)) "Inf" else df, level = level, rho = rho),
      list(q = q), "nested integrate(); qmvt within 2 percent", paste(r, "mvtnorm", packageVersion("mvtnorm")), 1e-7)
}
critical("dunnett_crit_k7_df16", 7, 16, .95, .5)
critical("dunnett_crit_k3_df2", 3, 2, .95, .5)
critical("dunnett_crit_k4_inf", 4, Inf, .95, .5)
critical("dunnett_crit_k12_df60_99", 12, 60, .99, .5)
critical("dunnett_crit_k3_df8_rho0", 3, 8, .9, 0)
critical("dunnett_crit_k3_df8_rho9", 3, 8, .95, .9)
critical("dunnett_crit_k5_df5_rho3", 5, 5, .975, .3)

step <- function(id, sizes, shift, rel_tol) {
  names <- c("ctl", letters[seq_len(length(sizes) - 1)])
  arm <- factor(rep(names, sizes), levels = names)
  y <- round(0.35 + shift[as.integer(arm)] + rnorm(length(arm), 0, 0.03), 4)
  fit <- lm(y ~ arm)
  s <- summary(glht(fit, linfct = mcp(arm = "Dunnett")))$test
  lambda <- sqrt(sizes[-1] / (sizes[-1] + sizes[1]))
  p <- sapply(abs(s$tstat), tail, lambda = lambda, df = fit$df.residual)
  stopifnot(max(abs(p - s$pvalues)) < 2e-3)
  add(id, "dunnett_single_step", list(arm = as.character(arm), y = I(y)),
      list(t = I(unname(s$tstat)), est = I(unname(s$coefficients)), se = I(unname(s$sigma)), p_adj = I(unname(p)), df = fit$df.residual),
      "multcomp::glht(mcp(arm = 'Dunnett')); p_adj by nested integrate() of the product correlation form",
      paste(r, "multcomp", packageVersion("multcomp"), "mvtnorm", packageVersion("mvtnorm")), rel_tol)
}
step("dunnett_unequal", c(5, 2, 3, 4), c(0, -.05, -.02, -.1), 1e-6)
step("dunnett_two_runs", c(2, 2, 2, 2, 2, 2, 2, 2), c(0, -.05, -.02, -.1, 0, .01, -.03, -.2), 1e-6)
step("dunnett_one_arm", c(3, 3), c(0, -.05), 1e-6)

write_json(list(meta = list(made_by = "multiplicity.R", seed = 20260508), cases = cases), "multiplicity.json",
           auto_unbox = TRUE, digits = NA, pretty = TRUE, null = "null")
