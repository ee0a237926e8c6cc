# Reference cases of meta analysis from metafor. Run in this folder: Rscript meta-analysis.R
suppressPackageStartupMessages({library(metafor); library(jsonlite)})
version <- paste("R", as.character(getRversion()), "metafor", as.character(packageVersion("metafor")))
tight <- list(threshold = 1e-14, maxiter = 10000, tol = 1e-13)

univariate <- function(id, yi, vi, method, level = .95, rel_tol = 1e-8) {
  fit <- rma(yi, vi, method = method, level = 100 * level, control = tight)
  outputs <- list(beta = fit$beta[1], se = fit$se, tau2 = fit$tau2, I2 = fit$I2, Q = fit$QE, Qp = fit$QEp,
                  lower = fit$ci.lb, upper = fit$ci.ub)
  command <- sprintf("metafor::rma(yi, vi, method='%s', level=%g)", method, 100 * level)
  if (method != "FE") {
    hk <- rma(yi, vi, method = method, test = "knha", level = 100 * level, control = tight)
    pi <- predict(hk)
    outputs <- c(outputs, list(hksj_se = hk$se, hksj_lower = hk$ci.lb, hksj_upper = hk$ci.ub, hksj_p = hk$pval,
                               pi_lower = pi$pi.lb, pi_upper = pi$pi.ub))
    command <- paste0(command, "; the same with test='knha' and its predict()")
  }
  list(id = id, estimator = "meta_analysis", inputs = list(yi = yi, vi = vi, method = method, level = level),
       outputs = outputs, command = command, version = version, rel_tol = rel_tol)
}

multivariate <- function(id, yi, V, X, method = "REML", rel_tol = 2e-5) {
  suite <- seq_along(yi)
  fit <- rma.mv(yi, V, mods = X, intercept = FALSE, random = ~ 1 | suite, method = method,
                control = list(rel.tol = 1e-10))
  list(id = id, estimator = "multivariate_meta_analysis",
       inputs = list(yi = yi, V = V, X = X, method = method),
       outputs = list(coefficients = I(as.numeric(fit$beta)), standardErrors = I(as.numeric(fit$se)),
                      covariance = unname(as.matrix(vcov(fit))), tau2 = fit$sigma2, Q = fit$QE, Qp = fit$QEp),
       command = "metafor::rma.mv(yi, V, mods=X, intercept=FALSE, random=~1|suite)", version = version,
       rel_tol = rel_tol)
}

set.seed(20260508)
cases <- list()
for (k in 2:12) {
  yi <- round(rnorm(k, -.2, .15), 4)
  vi <- round(runif(k, .001, .02), 5)
  for (method in c("FE", "DL", "PM", "ML", "REML"))
    cases[[length(cases) + 1]] <- univariate(sprintf("meta_%s_k%d", method, k), yi, vi, method,
                                             level = if (k %% 3 == 0) .9 else .95)
}
# Suites that differ less than their sampling errors: tau2 is 0.
same <- c(-.12, -.13, -.11, -.125)
for (method in c("FE", "DL", "PM", "ML", "REML"))
  cases[[length(cases) + 1]] <- univariate(sprintf("meta_%s_no_heterogeneity", method), same, c(.01, .02, .015, .03), method)
# One suite far more precise than the others.
for (method in c("DL", "PM", "REML"))
  cases[[length(cases) + 1]] <- univariate(sprintf("meta_%s_unequal_precision", method), c(-.3, .1, -.05, .2, -.4),
                                           c(1e-6, .05, .04, .06, .05), method)

covariance <- function(sd, rho) { R <- outer(seq_along(sd), seq_along(sd), function(i, j) ifelse(i == j, 1, rho)); R * outer(sd, sd) }
groups <- function(n1, n2) cbind(c(rep(1, n1), rep(0, n2)), c(rep(0, n1), rep(1, n2)))
cases[[length(cases) + 1]] <- multivariate("mv_two_groups", c(-.35, -.28, -.05, -.1, .02, -.2),
  covariance(c(.05, .06, .04, .08, .05, .07), .4), groups(2, 4))
cases[[length(cases) + 1]] <- multivariate("mv_one_group", c(-.1, -.22, .03, -.15),
  covariance(c(.05, .06, .04, .08), .6), matrix(1, 4, 1))
cases[[length(cases) + 1]] <- multivariate("mv_unequal_correlations", c(.4, .1, .25, -.1, .3),
  {S <- crossprod(matrix(c(.06, .01, .02, -.01, .03, 0, .05, .02, .01, .02, .01, 0, .07, .02, .01, .02, .01, 0, .06, .01, .01, .02, .01, 0, .08), 5)); S},
  groups(3, 2))
cases[[length(cases) + 1]] <- multivariate("mv_diagonal", c(-.3, -.1, -.2, .05, .1, -.4), diag(c(.004, .006, .002, .01, .003, .008)), groups(3, 3))

write(toJSON(list(meta = list(generated_with = version, regenerate = "Rscript meta-analysis.R"), cases = cases),
             auto_unbox = TRUE, digits = NA, pretty = TRUE, matrix = "rowmajor"), "meta-analysis.json")
