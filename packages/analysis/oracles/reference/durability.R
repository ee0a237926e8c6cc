# Reference cases about durability over time. Run from this folder: Rscript durability.R
suppressMessages({ library(nlme); library(lmerTest); library(jsonlite) })
set.seed(20260508)
cases <- list()
add <- function(id, estimator, inputs, outputs, command, version, rel_tol, tolerances = NULL, notes = NULL) {
  case <- list(id = id, estimator = estimator, inputs = inputs, outputs = outputs, command = command,
               version = version, rel_tol = rel_tol)
  if (!is.null(tolerances)) case$tolerances <- tolerances
  if (!is.null(notes)) case$notes <- notes
  cases[[length(cases) + 1]] <<- case
}
r <- paste("R", getRversion())
tight <- nls.control(maxiter = 500, tol = 1e-7, minFactor = 1e-12)
profiled <- list(profile_k_lower = list(rel = 1e-6), profile_k_upper = list(rel = 1e-6))

# Exponential curves by nls, with the profile of the rate.
to_zero <- function(id, t, y, start) {
  fit <- nls(y ~ a * exp(-k * t), start = start, control = tight)
  s <- summary(fit)$coefficients
  k <- s["k", 1]
  # The profile without the splines of confint: SS(k) = SS + s^2 t^2, by lm at each k.
  over <- function(at) deviance(lm(y ~ exp(-at * t) - 1)) - deviance(fit) - summary(fit)$sigma^2 * qt(.975, df.residual(fit))^2
  end <- function(side) { reach <- s["k", 2]; while (over(k + side * reach) < 0) reach <- 2 * reach
    uniroot(over, sort(c(k, k + side * reach)), tol = 1e-14)$root }
  p <- c(end(-1), end(1))
  check <- suppressMessages(confint(fit, "k")); stopifnot(all(abs(check / p - 1) < 0.01, na.rm = TRUE))
  add(id, "nls_exponential", list(t = t, y = y),
      list(a = s["a", 1], k = k, se_a = s["a", 2], se_k = s["k", 2], sigma = summary(fit)$sigma,
           vcov = unname(vcov(fit)), half_life = log(2) / k, log_half_life_se = s["k", 2] / abs(k),
           profile_k_lower = p[[1]], profile_k_upper = p[[2]]),
      "nls(y~a*exp(-k*t)); uniroot on the profile, checked against confint", r, 1e-6, profiled)
}
to_plateau <- function(id, t, y, start) {
  fit <- nls(y ~ c + (a - c) * exp(-k * t), start = start, control = tight)
  s <- summary(fit)$coefficients
  add(id, "nls_exponential_asymptote", list(t = t, y = y),
      list(a = s["a", 1], c = s["c", 1], k = s["k", 1], se = I(unname(s[c("a", "c", "k"), 2])),
           sigma = summary(fit)$sigma), "nls(y~c+(a-c)*exp(-k*t))", r, 1e-6)
}
steps <- c(0, 50, 100, 150, 200, 300, 400)
to_zero("nls_negative_lead", steps, c(-0.42, -0.35, -0.31, -0.24, -0.22, -0.13, -0.12), list(a = -0.4, k = 0.003))
to_zero("nls_growing_lead", steps, c(-0.10, -0.12, -0.13, -0.15, -0.18, -0.25, -0.29), list(a = -0.1, k = -0.003))
to_zero("nls_not_from_zero_unordered", c(700, 500, 600, 1100, 900), c(.24, .31, .28, .11, .17), list(a = .9, k = .002))
to_zero("nls_repeated_times", rep(c(0, 1, 2, 4), each = 3),
        round(0.6 * exp(-0.5 * rep(c(0, 1, 2, 4), each = 3)) + rnorm(12, 0, 0.02), 4), list(a = .6, k = .5))
to_zero("nls_fractions_of_a_million", c(0, .1, .2, .4, .8), c(.9, .86, .79, .70, .52), list(a = .9, k = .7))
to_plateau("asymptote_negative_lead", steps, c(-0.42, -0.29, -0.22, -0.19, -0.16, -0.16, -0.15),
           list(a = -0.4, c = -0.15, k = 0.01))
to_plateau("asymptote_rising", steps, c(0.05, 0.12, 0.19, 0.22, 0.26, 0.28, 0.30), list(a = .05, c = .3, k = .01))
to_plateau("asymptote_slow", steps, c(0.40, 0.352, 0.321, 0.28, 0.251, 0.204, 0.166), list(a = .4, c = .05, k = .003))
to_plateau("asymptote_not_from_zero", c(200, 250, 300, 400, 600), c(.5, .33, .24, .17, .14), list(a = 4, c = .14, k = .01))

# Change of the lead by lmer: arms of unequal size, correlation within runs at the boundary, missing stages.
change <- function(id, d, notes = NULL) {
  m <- suppressMessages(lmer(y ~ arm * post + (1 | run), d, control = lmerControl(optCtrl = list(xtol_rel = 1e-12, ftol_abs = 1e-14, xtol_abs = 1e-12))))
  s <- coef(summary(m))["arm:post", ]
  out <- list(lmer_did = s[["Estimate"]], lmer_se = s[["Std. Error"]], lmer_df = s[["df"]])
  w <- reshape(d, idvar = c("run", "arm"), timevar = "post", direction = "wide")
  w <- w[complete.cases(w), ]
  z <- w$y.1 - w$y.0
  t1 <- t.test(z[w$arm == 1], z[w$arm == 0]); t2 <- t.test(z[w$arm == 1], z[w$arm == 0], var.equal = TRUE)
  out <- c(out, list(did = mean(z[w$arm == 1]) - mean(z[w$arm == 0]), welch_t = t1$statistic[[1]], welch_df = t1$parameter[[1]],
    welch_lower = t1$conf.int[1], welch_upper = t1$conf.int[2], pooled_lower = t2$conf.int[1], pooled_upper = t2$conf.int[2]))
  add(id, "difference_in_differences", as.list(d), out,
      "lmerTest::lmer(y~arm*post+(1|run)); t.test on change scores of complete runs", r, 1e-8,
      list(lmer_did = list(rel = 1e-6), lmer_se = list(rel = 1e-5), lmer_df = list(rel = 1e-4)), notes)
}
long <- function(arms, y) data.frame(run = rep(seq_along(arms), each = 2), arm = rep(arms, each = 2),
                                     post = rep(0:1, length(arms)), y = y)
unequal <- long(c(0, 0, 0, 0, 1, 1, 1), c(.37, .28, .372, .31, .39, .29, .41, .30, .15, .13, .21, .16, .187, .151))
change("did_unequal_arms", unequal)
change("did_missing_later_stage", unequal[-14, ])
change("did_missing_both_ways", unequal[-c(1, 14), ])
change("did_runs_alternate", long(c(0, 0, 0, 1, 1, 1), c(.30, .20, .28, .24, .32, .17, .2, .3, .22, .25, .18, .34)),
       "the variance of runs is estimated as 0")
change("did_two_runs", long(c(0, 0, 1, 1), c(.5, .4, .56, .43, .3, .28, .24, .21)))

# Courses of runs: autocorrelation by gls (REML) with the runs' own levels, then the curve by gnls on the mean lead.
course <- function(id, t, S, phi, sd, tau, curve) {
  gap <- median(diff(t)); n <- length(t)
  R <- phi^(abs(outer(t, t, "-")) / gap); L <- t(chol(R))
  one <- function(mean) t(sapply(seq_len(S), function(i) round(mean + tau * rnorm(1) + sd * as.vector(L %*% rnorm(n)), 5)))
  control <- one(0.5 - 2e-4 * t); arm <- one(0.5 - 2e-4 * t + curve(t))
  d <- data.frame(y = c(t(control), t(arm)), run = rep(seq_len(2 * S), each = n), arm = rep(0:1, each = S * n), t = rep(t, 2 * S))
  d$place <- d$t / gap
  X <- cbind(model.matrix(~ factor(run) - 1, d),
             sapply(t[-1], function(u) d$t == u & d$arm == 0), sapply(t[-1], function(u) d$t == u & d$arm == 1)) * 1
  d <- cbind(d, X = I(X))
  fit <- gls(y ~ X - 1, d, correlation = corCAR1(0.4, ~ place | run), method = "REML",
             control = glsControl(tolerance = 1e-12, msTol = 1e-13, opt = "nlminb", maxIter = 500, msMaxIter = 500))
  est <- as.numeric(coef(fit$modelStruct$corStruct, unconstrained = FALSE))
  lead <- colMeans(arm) - colMeans(control); m <- data.frame(lead = lead, t = t, place = t / gap, g = 1)
  curved <- gnls(lead ~ p + (s - p) * exp(-exp(lk) * t), m, start = list(p = curve(1e9), s = curve(0), lk = log(0.01)),
                 correlation = corCAR1(est, ~ place | g, fixed = TRUE),
                 control = gnlsControl(tolerance = 1e-10, nlsTol = 1e-9, maxIter = 500))
  b <- coef(curved)
  add(id, "decay_of_runs", list(t = t, arm = arm, control = control),
      list(phi = est, sigma = fit$sigma, start = b[["s"]], plateau = b[["p"]], k = exp(b[["lk"]])),
      "nlme::gls(REML, corCAR1, runs and arm:time fixed); nlme::gnls on the mean lead with that correlation",
      paste(r, "; nlme", packageVersion("nlme")), 1e-4)
}
even <- seq(0, 350, 50)
course("decay_even_steps", even, 3, 0.6, 0.02, 0.03, function(t) -0.1 - 0.3 * exp(-0.012 * t))
course("decay_uneven_steps", c(0, 25, 50, 100, 200, 300, 500), 4, 0.5, 0.015, 0.04, function(t) -0.05 - 0.35 * exp(-0.01 * t))
course("decay_five_runs", seq(0, 900, 100), 5, 0.7, 0.02, 0.01, function(t) 0.1 + 0.3 * exp(-0.006 * t))
course("decay_four_checkpoints", c(0, 100, 200, 300), 3, 0.4, 0.01, 0.03, function(t) -0.1 - 0.3 * exp(-0.012 * t))

write_json(list(meta = list(made_by = "durability.R", seed = 20260508), cases = cases), "durability.json",
           digits = NA, auto_unbox = TRUE, pretty = TRUE)
