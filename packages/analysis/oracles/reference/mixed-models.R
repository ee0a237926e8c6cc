# Reference cases about mixed models. Run from this folder: Rscript mixed-models.R
suppressMessages({ library(lme4); library(lmerTest); library(pbkrtest); library(numDeriv); library(jsonlite) })
set.seed(20260512)
cases <- list()
add <- function(id, estimator, inputs, outputs, command, version, rel_tol, tolerances = NULL, notes = NULL) {
  case <- list(id = id, estimator = estimator, inputs = inputs, outputs = outputs, command = command,
               version = version, rel_tol = rel_tol)
  if (!is.null(tolerances)) case$tolerances <- tolerances
  if (!is.null(notes)) case$notes <- notes
  cases[[length(cases) + 1]] <<- case
}
v <- function(...) paste(sapply(c(...), function(p) paste(p, packageVersion(p))), collapse = "; ")
tight <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e5), check.conv.singular = "ignore")
crossed <- function(arms, prompts, sd, drop = 0, epochs = 10) {
  runs <- length(arms)
  d <- expand.grid(prompt = seq_len(prompts), run = seq_len(runs))
  d$arm <- arms[d$run]
  own <- matrix(rnorm(2 * prompts, 0, sd[3]), 2)
  mu <- .4 + .15 * d$arm + rnorm(runs, 0, sd[1])[d$run] + rnorm(prompts, 0, sd[2])[d$prompt] + own[cbind(d$arm + 1, d$prompt)]
  d$ybar <- round(mu + rnorm(nrow(d), 0, sd[4]), 4)
  if (drop > 0) d <- d[-sample(nrow(d), drop), ]
  rownames(d) <- NULL
  d[c("ybar", "arm", "run", "prompt")]
}
reml <- function(id, formula, d, kr = TRUE, tolerances = NULL, notes = NULL) {
  fit <- lmerTest::lmer(as.formula(formula), d, control = tight)
  s <- coef(summary(fit))
  vc <- as.data.frame(VarCorr(fit))
  outputs <- list(beta = I(unname(s[, 1])), se = I(unname(s[, 2])), df_satterthwaite = I(unname(s[, 3])), p_satt = I(unname(s[, 5])),
                  var_components = as.list(setNames(vc$vcov, vc$grp)), reml_loglik = as.numeric(logLik(fit)))
  if (kr) outputs$df_kenward_roger <- I(unname(coef(summary(fit, ddf = "Kenward-Roger"))[, "df"]))
  zero <- vc$grp[vc$vcov == 0 | vc$vcov < 1e-10]
  t <- c(sapply(setNames(zero, sprintf("var_components.%s", zero)), function(g) list(abs = 1e-8), simplify = FALSE), list(p_satt = list(rel = 1e-4, abs = 1e-12)), tolerances)
  add(id, "lmer_REML_crossed", c(as.list(d), formula = formula), outputs, "lmerTest::lmer; summary(ddf=)",
      v("lme4", "lmerTest", "pbkrtest"), 1e-5, t, notes)
  invisible(fit)
}
three <- "ybar ~ arm + (1|run) + (1|prompt) + (1|arm:prompt)"
# The same designs for both targets. Suite-fixed: prompts and arm by prompt held; its df by the same delta method.
targets <- function(id, d) {
  fit <- reml(paste0("lmer_", id), three, d)
  X <- getME(fit, "X"); y <- d$ybar; n <- nrow(d); p <- 2
  z <- function(g) { m <- model.matrix(~ 0 + factor(g)); m %*% t(m) }
  K <- list(z(d$run), z(d$prompt), z(paste(d$arm, d$prompt)))
  sigma2 <- sigma(fit)^2
  vc <- as.data.frame(VarCorr(fit)); vars <- setNames(vc$vcov, vc$grp)[c("run", "prompt", "arm:prompt", "Residual")]
  V <- function(s) s[1] * K[[1]] + s[2] * K[[2]] + s[3] * K[[3]] + s[4] * diag(n)
  held <- function(s) {
    iV <- solve(V(s)); C <- solve(t(X) %*% iV %*% X); w <- iV %*% X %*% C[, 2]
    as.numeric(t(w) %*% (s[1] * K[[1]] + s[4] * diag(n)) %*% w)
  }
  general <- function(s) solve(t(X) %*% solve(V(s)) %*% X)[2, 2]
  dev <- function(s) {
    W <- V(s); iW <- solve(W); XX <- t(X) %*% iW %*% X; b <- solve(XX, t(X) %*% iW %*% y); e <- y - X %*% b
    as.numeric(determinant(W)$modulus + determinant(XX)$modulus + t(e) %*% iW %*% e)
  }
  free <- vars > 1e-10
  full <- function(part) { s <- vars; s[free] <- part; s[!free] <- 0; s }
  A <- 2 * solve(hessian(function(q) dev(full(q)), vars[free]))
  df <- function(f) { g <- grad(function(q) f(full(q)), vars[free]); 2 * f(full(vars[free]))^2 / as.numeric(t(g) %*% A %*% g) }
  s <- full(vars[free])
  add(id, "crossed_reml_two_targets", as.list(d),
      list(difference = unname(fixef(fit)[2]), prompt_general = list(variance = general(s), df = max(1, df(general))),
           suite_fixed = list(variance = held(s), df = max(1, df(held)))),
      "lme4::lmer; both variances and their Satterthwaite df from dense matrices with numDeriv", v("lme4", "numDeriv"), 2e-5)
}
targets("crossed_missing_few", crossed(c(0, 0, 0, 1, 1, 1), 12, c(.06, .15, .08, .12), 7))
targets("crossed_unequal_arms_missing", crossed(c(0, 0, 1, 1, 1, 1, 1), 10, c(.08, .2, .1, .1), 15))
lost <- crossed(c(0, 0, 0, 1, 1, 1), 9, c(.05, .2, .12, .1)); lost <- lost[!(lost$arm == 1 & lost$prompt <= 2) & !(lost$run == 2 & lost$prompt > 6), ]
rownames(lost) <- NULL
targets("crossed_prompts_in_one_arm_only", lost)
targets("crossed_balanced", crossed(c(0, 0, 0, 1, 1, 1), 8, c(.1, .2, .15, .1)))
targets("crossed_run_variance_zero", { d <- crossed(c(0, 0, 0, 1, 1, 1), 10, c(0, .2, .15, .2), 6); d$ybar <- round(d$ybar - ave(d$ybar - ave(d$ybar, d$prompt, d$arm), d$run) * .9, 4); d })
reml("lmer_two_factors_missing", "ybar ~ arm + (1|run) + (1|prompt)", crossed(c(0, 0, 0, 0, 1, 1), 15, c(.08, .1, 0, .2), 21))
reml("lmer_one_factor", "ybar ~ arm + (1|run)", crossed(c(0, 0, 0, 1, 1, 1), 5, c(.15, 0, 0, .2), 4))
one <- crossed(c(0, 0, 0, 1, 1, 1), 5, c(0, 0, 0, .2)); one$ybar <- round(one$ybar - .95 * (ave(one$ybar, one$run) - ave(one$ybar, one$arm)), 4)
reml("lmer_singular_run", "ybar ~ arm + (1|run)", one, notes = "the run variance is at the boundary")
covariate <- crossed(c(0, 0, 0, 1, 1, 1), 8, c(.1, .2, 0, .1), 5); covariate$x <- round(runif(nrow(covariate)), 3)
reml("lmer_covariate", "ybar ~ arm * x + (1|run) + (1|prompt)", covariate)
intercept <- crossed(c(0, 0, 0, 0), 7, c(.1, .2, 0, .1))
reml("lmer_intercept_only", "ybar ~ 1 + (1|run) + (1|prompt)", intercept)
scaled <- crossed(c(0, 0, 1, 1), 8, c(.1, .2, 0, .1), 3); scaled$ybar <- 5000 + 1000 * scaled$ybar
reml("lmer_far_from_zero", "ybar ~ arm + (1|run) + (1|prompt)", scaled)
reml("lmer_larger", three, crossed(c(0, 0, 0, 0, 0, 1, 1, 1, 1, 1), 60, c(.05, .2, .08, .15), 50), kr = FALSE)

# Closed form of the balanced crossed design, both arms' runs and residuals pooled.
anova_case <- function(id, S, P, n, shift) {
  d <- expand.grid(prompt = seq_len(P), run = seq_len(2 * S)); d$arm <- as.integer(d$run > S)
  d$k <- rbinom(nrow(d), n, plogis(-.5 + shift * d$arm + rnorm(P, 0, 1)[d$prompt] + rnorm(2 * S, 0, .6)[d$run]))
  y <- matrix(d$k / n, ncol = P, byrow = TRUE)
  a0 <- y[1:S, ]; a1 <- y[S + 1:S, ]
  s2 <- c(var(rowMeans(a0)), var(rowMeans(a1)))
  ms <- mean(sapply(list(a0, a1), function(a) sum((a - outer(rowMeans(a), colMeans(a), "+") + mean(a))^2) / ((S - 1) * (P - 1))))
  Vs <- sum(s2) / S; Vp <- var(colMeans(a1) - colMeans(a0)) / P; Vr <- 2 * ms / (S * P); V <- Vs + Vp - Vr
  df <- V^2 / (Vs^2 / (2 * (S - 1)) + Vp^2 / (P - 1) + Vr^2 / (2 * (S - 1) * (P - 1)))
  add(id, "crossed_anova_seed_nested_prompt_crossed",
      list(k = d$k, n = rep(n, nrow(d)), arm = d$arm, run = d$run, prompt = d$prompt, S = S, P = P),
      list(diff = mean(a1) - mean(a0), V_seed = Vs, V_prompt = Vp, V_resid = Vr, V_total = V, df_satt = df, seed_var = s2,
           ms_resid = ms, guarded = max(Vs - Vr, 0) + max(Vp - Vr, 0) + Vr), "closed form in base R", paste("R", getRversion()), 1e-8)
}
anova_case("crossed_anova_two_runs", 2, 5, 4, .8)
anova_case("crossed_anova_many", 5, 20, 10, -1)
anova_case("crossed_anova_few_events", 3, 8, 2, -2)

gcontrol <- glmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e5), check.conv.singular = "ignore", tolPwrss = 1e-13)
counts <- function(arms, prompts, sd, base, effect, drop = 0, n = NULL) {
  runs <- length(arms)
  d <- expand.grid(prompt = seq_len(prompts), run = seq_len(runs)); d$arm <- arms[d$run]
  d$n <- if (is.null(n)) sample(2:9, nrow(d), TRUE) else n
  own <- matrix(rnorm(2 * prompts, 0, sd[3]), 2)
  d$k <- rbinom(nrow(d), d$n, plogis(base + effect * d$arm + rnorm(runs, 0, sd[1])[d$run] + rnorm(prompts, 0, sd[2])[d$prompt] + own[cbind(d$arm + 1, d$prompt)]))
  if (drop > 0) d <- d[-sample(nrow(d), drop), ]
  rownames(d) <- NULL
  d[c("k", "n", "arm", "run", "prompt")]
}
laplace <- function(id, formula, d, tolerances = NULL, notes = NULL) {
  fit <- suppressWarnings(glmer(as.formula(formula), d, family = binomial, control = gcontrol))
  s <- coef(summary(fit)); vc <- as.data.frame(VarCorr(fit))
  zero <- vc$grp[vc$sdcor < 1e-3]
  t <- c(sapply(setNames(zero, sprintf("sd_components.%s", zero)), function(g) list(abs = 2e-3), simplify = FALSE),
         list(se = list(rel = 2e-3), z = list(rel = 2e-3)), tolerances)
  add(id, "glmer_laplace_crossed", c(as.list(d), formula = formula),
      list(beta = unname(s[, 1]), se = unname(s[, 2]), z = unname(s[, 3]), sd_components = as.list(setNames(vc$sdcor, vc$grp)),
           loglik = as.numeric(logLik(fit)), deviance_laplace = -2 * as.numeric(logLik(fit))),
      "lme4::glmer(family = binomial), bobyqa rhoend 1e-10", v("lme4"), 1e-4, t, notes)
}
laplace("glmer_missing_cells", "cbind(k, n - k) ~ arm + (1|run) + (1|prompt)", counts(c(0, 0, 0, 1, 1, 1), 15, c(.7, 1.2, 0), -.5, -1, 20))
laplace("glmer_three_components", "cbind(k, n - k) ~ arm + (1|run) + (1|prompt) + (1|arm:prompt)", counts(c(0, 0, 0, 1, 1, 1), 25, c(.6, 1, .8), 0, 1, 10, 8))
laplace("glmer_rare", "cbind(k, n - k) ~ arm + (1|run) + (1|prompt)", counts(c(0, 0, 0, 0, 1, 1, 1), 20, c(.5, 1, 0), -3, -.5, 0, 10))
laplace("glmer_nothing_varies", "cbind(k, n - k) ~ arm + (1|run) + (1|prompt)",
        { d <- counts(c(0, 0, 1, 1), 6, c(0, 0, 0), 0, .5, 0, 8); d$k <- 4 + d$arm + (d$prompt + d$run) %% 2; d },
        notes = "both standard deviations are at the boundary")
one_intercept <- function(id, d) {
  inputs <- as.list(d[c("k", "n", "arm", "prompt")])
  f <- cbind(k, n - k) ~ arm + (1|prompt)
  outputs <- list()
  for (q in c(1, 7, 25)) {
    fit <- suppressWarnings(glmer(f, d, family = binomial, nAGQ = q, control = gcontrol))
    name <- if (q == 1) "laplace" else paste0("agq", q)
    outputs[[paste0(name, "_beta")]] <- unname(fixef(fit))
    outputs[[paste0(name, "_sd")]] <- as.numeric(getME(fit, "theta"))
    if (q == 1) outputs$laplace_loglik <- as.numeric(logLik(fit))
  }
  add(id, "glmer_one_random_intercept", inputs, outputs, "lme4::glmer nAGQ = 1, 7 and 25, bobyqa rhoend 1e-10", v("lme4"), 1e-4)
}
one_intercept("glmer_1re_large_sd", counts(c(0, 0, 1, 1), 12, c(0, 2.5, 0), 0, 1, 5, 4))
one_intercept("glmer_1re_single_trials", counts(c(0, 0, 0, 1, 1, 1), 30, c(0, 1.2, 0), .3, -1, 0, 1))
one_intercept("glmer_1re_unequal", counts(c(0, 1, 1), 9, c(0, .8, 0), -1, .5, 4))
silent <- counts(c(0, 0, 0, 1, 1, 1), 8, c(.3, 1, 0), -.5, 0, 0, 5); silent$k[silent$arm == 1] <- 0
add("glmer_all_zero_arm", "glmer_laplace_crossed", c(as.list(silent), formula = "cbind(k, n - k) ~ arm + (1|run) + (1|prompt)"),
    list(status = "not-estimable"), "none: the likelihood rises towards an infinite coefficient", v("lme4"), 1e-4,
    notes = "lme4 stops at a large finite number; the maximum is at infinity")

write(toJSON(list(meta = list(generated_with = v("lme4", "lmerTest", "pbkrtest", "numDeriv"), seed = 20260512), cases = cases),
             auto_unbox = TRUE, digits = NA), "mixed-models.json")
