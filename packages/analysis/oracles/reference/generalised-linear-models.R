# Reference cases about generalised linear models. Run from this folder: Rscript generalised-linear-models.R
suppressMessages({ library(brglm2); library(geepack); library(MASS); library(jsonlite) })
set.seed(20260513)
cases <- list()
add <- function(id, estimator, inputs, outputs, command, version, rel_tol, tolerances = NULL, notes = NULL) {
  case <- list(id = id, estimator = estimator, inputs = inputs, outputs = outputs, command = command,
               version = version, rel_tol = rel_tol)
  if (!is.null(tolerances)) case$tolerances <- tolerances
  if (!is.null(notes)) case$notes <- notes
  cases[[length(cases) + 1]] <<- case
}
r <- paste("R", getRversion())
v <- function(...) paste(c(r, sapply(c(...), function(p) paste(p, packageVersion(p)))), collapse = "; ")
exact <- list(epsilon = 1e-15, maxit = 200)
end <- list(rel = 1e-6)

# Profile limits without the splines of confint: the deviance with the coefficient held, by uniroot.
profile_ends <- function(fit, d, level) {
  X <- model.matrix(fit); b <- coef(fit); se <- sqrt(diag(vcov(fit))); q <- qchisq(level, 1)
  ends <- sapply(seq_along(b), function(j) {
    rise <- function(at) {
      y <- cbind(d$k, d$n - d$k)
      held <- if (ncol(X) == 1) glm(y ~ 0 + offset(X[, j] * at), family = binomial)
              else suppressWarnings(glm.fit(X[, -j, drop = FALSE], y, offset = X[, j] * at, family = binomial(), control = exact))
      held$deviance - fit$deviance - q
    }
    side <- function(s) { reach <- se[j]; while (rise(b[j] + s * reach) < 0) reach <- 1.5 * reach
      uniroot(rise, sort(c(b[j], b[j] + s * reach)), tol = 1e-13)$root }
    c(side(-1), side(1))
  })
  check <- suppressMessages(confint(fit, level = level))
  if (ncol(X) > 1) stopifnot(all(abs(check - t(ends)) < 2e-3 * (1 + abs(check))))
  list(lower = ends[1, ], upper = ends[2, ])
}
logistic <- function(id, formula, d, level = .95) {
  f <- as.formula(paste("cbind(k, n - k)", formula))
  environment(f) <- environment()
  fit <- glm(f, data = d, family = binomial, control = exact)
  # summary() takes the weights from before the last step: once more from the end.
  fit <- glm(f, data = d, family = binomial, control = exact, start = coef(fit))
  s <- coef(summary(fit)); ends <- profile_ends(fit, d, level)
  add(id, "glm_binomial_logit", c(as.list(d), formula = formula, level = level),
      list(beta = I(unname(s[, 1])), se = I(unname(s[, 2])), z = I(unname(s[, 3])), p = I(unname(s[, 4])), deviance = deviance(fit),
           loglik = as.numeric(logLik(fit)), profile_lower = I(ends$lower), profile_upper = I(ends$upper)),
      "glm(family = binomial), epsilon 1e-15; profile limits by uniroot", r, 1e-8, list(profile_lower = end, profile_upper = end, deviance = list(rel = 1e-8, abs = 1e-10)))
}
cube <- expand.grid(f1 = 0:1, f2 = 0:1, f3 = 0:1); cube$n <- c(30, 25, 40, 20, 35, 30, 28, 32); cube$k <- c(10, 4, 20, 6, 15, 9, 20, 5)
logistic("glm_three_factors", "~ f1*f2*f3", cube)
logistic("glm_three_factors_second_order", "~ (f1+f2+f3)^2", cube, .9)
dose <- data.frame(k = c(18, 14, 9, 5, 1, 22, 17, 8), n = c(20, 22, 19, 25, 21, 25, 24, 20), dose = c(0, .5, 1, 2, 4, 0, 1, 2), group = c("a", "a", "a", "a", "a", "b", "b", "b"))
logistic("glm_numeric_and_label", "~ dose + group", dose)
logistic("glm_no_intercept", "~ 0 + dose + f", transform(dose, f = as.integer(group == "b"))[c("k", "n", "dose", "f")])
bern <- data.frame(n = 1, x = round(rnorm(40), 3)); bern$k <- rbinom(40, 1, plogis(.3 + bern$x)); bern$n <- rep(1, 40)
logistic("glm_single_trials", "~ x", bern[c("k", "n", "x")])
logistic("glm_intercept_only", "~ 1", data.frame(k = c(2, 3, 0), n = c(20, 30, 25)))
logistic("glm_few_events_wide_profile", "~ x", data.frame(k = c(1, 5), n = c(40, 40), x = c(0, 1)), .99)
add("glm_all_zero_arm", "glm_binomial_logit", list(k = c(5, 7, 0, 0), n = c(20, 20, 20, 20), arm = c(0, 0, 1, 1), formula = "~ arm"),
    list(status = "not-estimable"), "none: the coefficient is infinite", r, 1e-8)
add("glm_complete_separation", "glm_binomial_logit", list(k = c(0, 0, 0, 1, 1, 1), n = rep(1, 6), x = 1:6, formula = "~ x"),
    list(status = "not-estimable"), "none: the coefficient is infinite", r, 1e-8)

# Firth: brglm2 for the estimate, its own penalised profile by optim and uniroot.
firth <- function(id, formula, d, give_formula = TRUE, level = .95) {
  f <- as.formula(paste("cbind(k, n - k)", formula))
  environment(f) <- environment()
  fit <- glm(f, data = d, family = binomial, method = brglm2::brglmFit, type = "AS_mean", epsilon = 1e-12, maxit = 10000)
  X <- model.matrix(as.formula(formula), d)
  pl <- function(b) {
    eta <- as.vector(X %*% b); w <- d$n * plogis(eta) * plogis(-eta)
    sum(d$k * plogis(eta, log.p = TRUE) + (d$n - d$k) * plogis(-eta, log.p = TRUE)) + as.numeric(determinant(crossprod(X * w, X))$modulus) / 2
  }
  top <- pl(coef(fit)); b <- coef(fit); se <- coef(summary(fit))[, 2]
  loss <- function(j, at) {
    if (length(b) == 1) return(2 * (top - pl(at)))
    free <- function(o) { full <- b; full[j] <- at; full[-j] <- o; full }
    start <- b[-j]
    for (i in 1:6) start <- optim(start, function(o) -pl(free(o)), method = if (length(start) == 1) "BFGS" else "Nelder-Mead",
                                  control = list(reltol = 1e-15, maxit = 5000))$par
    2 * (top - pl(free(start)))
  }
  q <- qchisq(level, 1)
  ends <- sapply(seq_along(b), function(j) {
    side <- function(s) { reach <- se[j]; while (loss(j, b[j] + s * reach) < q) reach <- 1.5 * reach
      uniroot(function(a) loss(j, a) - q, sort(c(b[j], b[j] + s * reach)), tol = 1e-10)$root }
    c(side(-1), side(1))
  })
  p <- sapply(seq_along(b), function(j) pchisq(max(0, loss(j, 0)), 1, lower.tail = FALSE))
  loose <- list(rel = 1e-5)
  add(id, "firth_logistic", c(as.list(d), if (give_formula) list(formula = formula), level = level),
      list(beta = I(unname(b)), se = I(unname(se)), penalized_loglik = top, profile_lower = I(ends[1, ]), profile_upper = I(ends[2, ]), p_penalized_lr = I(p)),
      "brglm2::brglmFit(type = 'AS_mean'), epsilon 1e-12; penalised profile by optim and uniroot", v("brglm2"), 1e-7,
      list(profile_lower = loose, profile_upper = loose, p_penalized_lr = list(rel = 1e-5, abs = 1e-10)))
}
firth("firth_both_arms_zero", "~ x", data.frame(k = c(0, 0), n = c(40, 60), x = c(0, 1)), FALSE)
firth("firth_runs_all_zero_arm", "~ arm", data.frame(k = c(4, 7, 5, 0, 0, 0), n = c(30, 30, 28, 30, 30, 30), arm = c(0, 0, 0, 1, 1, 1)))
firth("firth_complete_separation", "~ x", data.frame(k = c(0, 0, 0, 1, 1, 1), n = rep(1, 6), x = 1:6))
firth("firth_interaction", "~ a * b", data.frame(k = c(3, 0, 9, 1), n = c(20, 20, 20, 20), a = c(0, 1, 0, 1), b = c(0, 0, 1, 1)), level = .9)
firth("firth_all_events", "~ x", data.frame(k = c(30, 30, 12), n = c(30, 30, 30), x = c(0, 1, 2)))

quasi <- function(id, d, formula = NULL) {
  f <- as.formula(if (is.null(formula)) "cbind(k, n - k) ~ arm" else paste("cbind(k, n - k)", formula))
  fit <- glm(f, data = d, family = quasibinomial, control = exact)
  fit <- glm(f, data = d, family = quasibinomial, control = exact, start = coef(fit))
  s <- summary(fit)
  add(id, "quasibinomial_seed_level", c(as.list(d), if (!is.null(formula)) list(formula = formula)),
      list(beta = unname(s$coefficients[, 1]), se = unname(s$coefficients[, 2]), dispersion = s$dispersion, t = unname(s$coefficients[, 3]),
           p = unname(s$coefficients[, 4]), df = s$df[2]), "glm(family = quasibinomial), epsilon 1e-15", r, 1e-8)
}
quasi("quasi_unequal_trials", data.frame(k = c(3, 20, 7, 9, 1), n = c(20, 60, 31, 45, 11), arm = c(0, 0, 0, 1, 1)))
quasi("quasi_underdispersed", data.frame(k = c(10, 11, 10, 15, 16, 15), n = rep(30, 6), arm = c(0, 0, 0, 1, 1, 1)))
quasi("quasi_run_at_zero", data.frame(k = c(0, 4, 9, 2, 0, 1), n = rep(25, 6), arm = c(0, 0, 0, 1, 1, 1)))
quasi("quasi_three_arms", data.frame(k = c(5, 9, 12, 14, 3, 2), n = rep(30, 6), a = c(0, 0, 1, 1, 0, 0), b = c(0, 0, 0, 0, 1, 1)), "~ a + b")
add("quasi_all_zero_arm", "quasibinomial_seed_level", list(k = c(5, 9, 7, 0, 0, 0), n = rep(30, 6), arm = c(0, 0, 0, 1, 1, 1)),
    list(status = "not-estimable"), "none: the coefficient is infinite", r, 1e-8)

gee <- function(id, d, formula = "~ arm") {
  d <- d[order(d$cluster), ]; rownames(d) <- NULL
  fit <- geeglm(as.formula(paste("cbind(k, n - k)", formula)), id = cluster, data = d, family = binomial, corstr = "independence",
                control = geese.control(epsilon = 1e-12, maxit = 200))
  s <- coef(summary(fit))
  add(id, "gee_logit_independence", c(as.list(d), formula = formula), list(beta = unname(s[, 1]), robust_se = unname(s[, 2])),
      "geepack::geeglm(corstr = 'independence'), rows sorted by cluster", v("geepack"), 1e-6)
}
clustered <- function(sizes, arms) {
  cluster <- rep(seq_along(sizes), sizes)
  d <- data.frame(n = sample(3:9, length(cluster), TRUE), arm = arms[cluster], x = round(rnorm(length(cluster)), 3), cluster = cluster)
  d$k <- rbinom(nrow(d), d$n, plogis(-.4 + .8 * d$arm + .3 * d$x + rnorm(length(sizes))[cluster]))
  d[c("k", "n", "arm", "x", "cluster")]
}
gee("gee_unequal_clusters", clustered(c(3, 8, 1, 5, 2, 6), c(0, 0, 0, 1, 1, 1)), "~ arm + x")
within <- clustered(c(6, 6, 6, 6), rep(0, 4)); within$arm <- rep(0:1, 12)
gee("gee_arm_within_clusters", within)
gee("gee_two_clusters", { d <- clustered(c(7, 9), c(0, 0)); d$arm <- rep(0:1, 8); d })

write(toJSON(list(meta = list(generated_with = v("brglm2", "geepack", "MASS"), seed = 20260513), cases = cases),
             auto_unbox = TRUE, digits = NA), "generalised-linear-models.json")
