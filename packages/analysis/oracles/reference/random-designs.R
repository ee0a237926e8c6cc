# Writes random-designs.json: every estimator of designs and models on random, unbalanced and edge inputs, to find
# where it rests on the shape of its first examples. Seeded. Needs R 4.2.2 with the packages below.
# Run from this folder: Rscript random-designs.R
suppressPackageStartupMessages({
  library(lme4); library(lmerTest); library(pbkrtest); library(clubSandwich); library(sandwich); library(brglm2)
  library(metafor); library(emmeans); library(mvtnorm); library(limma); library(geepack); library(rpact); library(jsonlite)
})
RNGversion("4.2.0"); set.seed(20240611)
cases <- list()
add <- function(id, estimator, inputs, outputs, command, rel_tol = 1e-8, tolerances = NULL) {
  case <- list(id = id, estimator = estimator, inputs = inputs, outputs = outputs, command = command,
               version = sprintf("R %s", getRversion()), rel_tol = rel_tol)
  if (!is.null(tolerances)) case$tolerances <- tolerances
  cases[[length(cases) + 1]] <<- case
}
num <- function(x) as.numeric(unname(x))
rows <- function(m) lapply(seq_len(nrow(m)), function(i) num(m[i, ]))
tight <- function(formula, family, data, ...) glm(formula, family = family, data = data, epsilon = 1e-14, maxit = 200, ...)

# Clustered regressions: other formulas, few clusters, clusters that hold both arms, text labels.
for (i in 1:5) {
  sizes <- sample(1:8, c(4, 6, 9, 12, 5)[i], TRUE); g <- length(sizes)
  cluster <- rep(seq_len(g), sizes)
  arm <- if (i == 3) rbinom(length(cluster), 1, 0.5) else as.integer(cluster > g / 2)
  d <- data.frame(y = round(rnorm(length(cluster), 0.3 + 0.1 * arm + rnorm(g, 0, 0.1)[cluster], 0.3), 4), arm = arm,
                  x = round(runif(length(cluster)), 4), cluster = cluster)
  with_x <- i %in% c(2, 3, 4)
  f <- if (with_x) y ~ 1 + arm + x else y ~ 1 + arm
  fit <- lm(f, d)
  if (with_x) {
    outputs <- list(beta = num(coef(fit)), ols_se = num(coef(summary(fit))[, 2]))
    for (type in c("CR0", "CR1", "CR1S", "CR2", "CR3")) {
      V <- vcovCR(fit, d$cluster, type); t <- coef_test(fit, V, test = "Satterthwaite")
      outputs[[type]] <- list(se = num(t$SE), df_satt = num(t$df_Satt), p_satt = num(t$p_Satt), vcov = rows(as.matrix(V)))
    }
    add(sprintf("cluster_robust_random_%d", i), "cluster_robust_CR0_CR1_CR2_CR3",
        c(as.list(d), formula = "y ~ 1 + arm + x"), outputs, "clubSandwich")
  }
  if (i != 3) {
    f2 <- lm(y ~ arm, d); t <- coef_test(f2, vcovCR(f2, d$cluster, "CR2"), test = "Satterthwaite")
    add(sprintf("cluster_two_arm_random_%d", i), "cluster_robust_CR2_two_arm", as.list(d[c("y", "arm", "cluster")]),
        list(beta = num(t$beta), se = num(t$SE), df = num(t$df_Satt), p = num(t$p_Satt)), "clubSandwich coef_test CR2")
  }
  if (i %in% c(1, 2)) {
    # Every sign vector of the restricted wild bootstrap.
    cr0 <- function(y) { fit <- lm(y ~ d$arm); coef(fit)[2] / sqrt(vcovCL(fit, d$cluster, type = "HC0", cadjust = FALSE)[2, 2]) }
    null <- lm(y ~ 1, d); t0 <- abs(cr0(d$y)); signs <- as.matrix(expand.grid(rep(list(c(-1, 1)), g)))
    ts <- abs(apply(signs, 1, function(s) cr0(fitted(null) + resid(null) * s[d$cluster])))
    add(sprintf("wild_random_%d", i), "wild_cluster_bootstrap_rademacher_enumerated", as.list(d[c("y", "arm", "cluster")]),
        list(t = num(cr0(d$y)), p = mean(ts >= t0 - 1e-10), n_enum = 2^g), "full enumeration", 1e-9)
  }
}

# Crossed designs of other sizes, balanced and with holes.
crossed <- function(runs, prompts, epochs, run_sd, prompt_sd) {
  d <- expand.grid(prompt = seq_len(prompts), run = seq_len(sum(runs)))
  d$arm <- as.integer(d$run > runs[1])
  eta <- -0.6 + 0.9 * d$arm + rnorm(sum(runs), 0, run_sd)[d$run] + rnorm(prompts, 0, prompt_sd)[d$prompt]
  d$n <- epochs; d$k <- rbinom(nrow(d), epochs, plogis(eta)); d$ybar <- d$k / d$n; d
}
for (i in 1:6) {
  runs <- list(c(2, 2), c(5, 5), c(3, 3), c(4, 4), c(3, 5), c(2, 4))[[i]]
  prompts <- c(10, 8, 25, 5, 7, 12)[i]; epochs <- c(10, 4, 3, 20, 6, 8)[i]
  d <- crossed(runs, prompts, epochs, c(0.4, 0.8, 0.5, 0.3, 0.7, 0.6)[i], c(1, 0.6, 1.2, 0.8, 0.9, 1)[i])
  if (i >= 5) d <- d[-sample(nrow(d), 4), ]
  inputs <- as.list(d[c("arm", "run", "prompt")])
  fit <- lm(ybar ~ arm, d)
  two <- function(...) rows(vcovCL(fit, cluster = ~ run + prompt, data = d, ...))
  add(sprintf("cgm_random_%d", i), "two_way_cluster_CGM", c(list(ybar = d$ybar), inputs),
      list(beta = num(coef(fit)), vcov_HC0_nocadj = two(type = "HC0", cadjust = FALSE), vcov_HC1_cadj = two(type = "HC1")), "vcovCL")
  if (i <= 4) {
    S <- runs[1]; P <- prompts
    m <- lapply(0:1, function(a) with(d[d$arm == a, ], tapply(ybar, list(run, prompt), mean)))
    seed_var <- vapply(m, function(x) var(rowMeans(x)), 0); diffs <- colMeans(m[[2]]) - colMeans(m[[1]])
    ms <- mean(vapply(m, function(x) sum((x - outer(rowMeans(x), colMeans(x), "+") + mean(x))^2) / ((S - 1) * (P - 1)), 0))
    V_seed <- sum(seed_var) / S; V_prompt <- var(diffs) / P; V_res <- 2 * ms / (S * P)
    add(sprintf("anova_random_%d", i), "crossed_anova_seed_nested_prompt_crossed",
        c(list(k = d$k, n = d$n), inputs, list(S = S, P = P)),
        list(diff = mean(diffs), V_seed = V_seed, V_prompt = V_prompt, V_resid = V_res, seed_var = num(seed_var), ms_resid = ms),
        "closed form")
  }
  lmm <- suppressMessages(lmerTest::lmer(ybar ~ arm + (1 | run) + (1 | prompt), d, control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10))))
  if (!isSingular(lmm, 1e-3)) {
    s <- coef(summary(lmm)); kr <- coef(summary(lmm, ddf = "Kenward-Roger")); vc <- as.data.frame(VarCorr(lmm))
    add(sprintf("lmer_random_%d", i), "lmer_REML_crossed", c(list(ybar = d$ybar), inputs, formula = "ybar ~ arm + (1|run) + (1|prompt)"),
        list(beta = num(s[, 1]), se = num(s[, 2]), df_satterthwaite = num(s[, 3]), df_kenward_roger = num(kr[, 3]), p_satt = num(s[, 5]),
             var_components = setNames(as.list(vc$vcov), vc$grp), reml_loglik = num(logLik(lmm))), "lmerTest", 1e-4)
  }
  g <- suppressMessages(glmer(cbind(k, n - k) ~ arm + (1 | run) + (1 | prompt), d, family = binomial, control = glmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e5), tolPwrss = 1e-11)))
  if (!isSingular(g, 1e-2)) {
    s <- coef(summary(g)); vc <- as.data.frame(VarCorr(g))
    add(sprintf("glmer_random_%d", i), "glmer_laplace_crossed", c(list(k = d$k, n = d$n), inputs, formula = "cbind(k,n-k) ~ arm + (1|run) + (1|prompt)"),
        list(beta = num(s[, 1]), se = num(s[, 2]), z = num(s[, 3]), sd_components = setNames(as.list(vc$sdcor), vc$grp), loglik = num(logLik(g))),
        "glmer; it stops up to 3e-4 short of the optimum", 1e-4, list(beta = list(rel = 5e-4), se = list(rel = 0.005), z = list(rel = 0.005), sd_components = list(rel = 0.001)))
  }
  control <- glmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e5), tolPwrss = 1e-11)
  one <- glmer(cbind(k, n - k) ~ arm + (1 | prompt), d, family = binomial, control = control)
  agq <- glmer(cbind(k, n - k) ~ arm + (1 | prompt), d, family = binomial, nAGQ = 25, control = control)
  add(sprintf("glmer_one_random_%d", i), "glmer_one_random_intercept", list(k = d$k, n = d$n, arm = d$arm, prompt = d$prompt),
      list(laplace_beta = num(fixef(one)), laplace_sd = num(as.data.frame(VarCorr(one))$sdcor), laplace_loglik = num(logLik(one)),
           agq25_beta = num(fixef(agq)), agq25_sd = num(as.data.frame(VarCorr(agq))$sdcor)), "glmer nAGQ = 1, 25", 2e-4)
  o <- d[order(d$prompt), ]
  gee <- geeglm(cbind(k, n - k) ~ arm, id = prompt, data = o, family = binomial, corstr = "independence", control = geese.control(epsilon = 1e-12, maxit = 100))
  add(sprintf("gee_random_%d", i), "gee_logit_independence", list(k = d$k, n = d$n, arm = d$arm, cluster = d$prompt),
      list(beta = num(coef(gee)), robust_se = num(summary(gee)$coefficients[, 2])), "geeglm", 1e-6)
  runs_d <- aggregate(cbind(k, n) ~ run + arm, d, sum)
  q <- tight(cbind(k, n - k) ~ arm, quasibinomial, runs_d); s <- summary(q)
  add(sprintf("quasi_random_%d", i), "quasibinomial_seed_level", list(k = runs_d$k, n = runs_d$n, arm = runs_d$arm),
      list(beta = num(coef(q)), se = num(coef(s)[, 2]), dispersion = s$dispersion, t = num(coef(s)[, 3]), p = num(coef(s)[, 4]), df = q$df.residual), "glm quasibinomial; its standard errors are one step behind its coefficients", 1e-8, list(p = list(rel = 1e-6)))
}

# Logistic models: other formulas and names, and separation.
for (i in 1:6) {
  m <- c(4, 6, 8, 5, 12, 3)[i]
  d <- data.frame(k = rbinom(m, 30, 0.3), n = c(30, 45, 12, 100, 30, 9)[i], f1 = rep(0:1, length.out = m), f2 = round(runif(m), 2))
  d$k <- pmin(d$k, d$n); text <- c("~ f1", "~ f1 + f2", "~ f1*f2", "~f1+f2", "~ f1 + f2 + f1:f2", "~ 1")[i]
  fit <- tight(as.formula(paste("cbind(k, n - k)", text)), binomial, d); s <- coef(summary(fit)); ci <- suppressMessages(confint(fit))
  ends <- function(j) if (is.matrix(ci)) num(ci[, j]) else list(num(ci[j]))
  as_list <- function(x) if (length(x) == 1) list(x) else x
  add(sprintf("glm_random_%d", i), "glm_binomial_logit", c(as.list(d), formula = text),
      list(beta = as_list(num(coef(fit))), se = as_list(num(s[, 2])), z = as_list(num(s[, 3])), p = as_list(num(s[, 4])), deviance = fit$deviance, loglik = num(logLik(fit)),
           profile_lower = ends(1), profile_upper = ends(2)), "glm; confint", 1e-8, list(profile_lower = list(rel = 1e-3, abs = 1e-3), profile_upper = list(rel = 1e-3, abs = 1e-3), deviance = list(abs = 1e-8, rel = 1e-8), p = list(rel = 1e-6)))
}
for (i in 1:5) {
  d <- list(data.frame(k = c(0, 0, 9, 12), n = 15, x1 = c(0, 0, 1, 1), x2 = c(0.1, 0.5, 0.3, 0.8)), data.frame(k = c(20, 3), n = c(20, 17), x1 = c(0, 1)),
            data.frame(k = c(0, 0), n = c(12, 30), x1 = c(0, 1)), data.frame(k = c(1, 0, 4, 2, 7), n = c(8, 9, 10, 11, 12), x1 = 1:5),
            data.frame(k = c(5, 5, 5), n = c(5, 5, 6), x1 = c(0, 1, 2)))[[i]]
  text <- if ("x2" %in% names(d)) "~x1+x2" else "~x1"
  fit <- glm(as.formula(paste("cbind(k, n - k)", text)), binomial, d, method = "brglmFit", type = "AS_mean", epsilon = 1e-12, maxit = 1000)
  add(sprintf("firth_random_%d", i), "firth_logistic", c(as.list(d), formula = text), list(beta = num(coef(fit)), se = num(coef(summary(fit))[, 2])), "brglmFit", 1e-6)
}

# Factorials: two and four factors, half fractions are not asked for; replicates and holes.
for (k in c(2, 4)) {
  g <- expand.grid(rep(list(c(-1, 1)), k)); names(g) <- LETTERS[seq_len(k)]; g$y <- round(runif(nrow(g)), 3)
  fit <- lm(as.formula(paste("y ~", paste(LETTERS[seq_len(k)], collapse = "*"))), g)
  add(sprintf("effects_2_%d", k), "factorial_effects_pm1", as.list(g),
      list(coef = as.list(coef(fit)), main_effect_2x = as.list(2 * coef(fit)[LETTERS[seq_len(k)]])), "lm", 1e-10)
}
for (i in 1:3) {
  k <- c(2, 3, 4)[i]; g <- expand.grid(rep(list(c(-1, 1)), k)); names(g) <- LETTERS[seq_len(k)]; g <- g[rep(seq_len(nrow(g)), 2), ]
  g$y <- round(0.3 - 0.1 * g$A + rnorm(nrow(g), 0, 0.05), 4); text <- c("~A*B", "~(A+B+C)^2", "~A+B+C+D")[i]
  fit <- lm(as.formula(paste("y", text)), g); s <- coef(summary(fit))
  add(sprintf("factorial_random_%d", i), "factorial_ols_2way", c(as.list(g), formula = text),
      list(beta = num(s[, 1]), se = num(s[, 2]), t = num(s[, 3]), p = num(s[, 4]), sigma = sigma(fit), df = fit$df.residual,
           r2 = summary(fit)$r.squared, ss = num(anova(fit)[, 2])), "lm; anova")
  h <- g[, c("A", "B", "y")][sample(nrow(g), nrow(g) - 2 + (i == 1)), ]
  fit <- lm(y ~ A * B, h); s <- coef(summary(fit))
  add(sprintf("unbalanced_random_%d", i), "factorial_ols_unbalanced", as.list(h),
      list(beta = num(s[, 1]), se = num(s[, 2]), df = fit$df.residual, emm_B_at_A = num(as.data.frame(emmeans(fit, ~ A | B))$emmean)), "lm; emmeans")
}

# Dunnett by quadrature over the shared control and the shared spread.
dunnett_tail <- function(t, df, b) {
  outer <- function(s) vapply(s, function(u) {
    inner <- function(z) dnorm(z) * apply(vapply(seq_along(b), function(j) pnorm((t * u + b[j] * z) / sqrt(1 - b[j]^2)) - pnorm((-t * u + b[j] * z) / sqrt(1 - b[j]^2)), z), 1, prod)
    integrate(inner, -9, 9, rel.tol = 1e-10, subdivisions = 500)$value
  }, 0) * exp(log(2) + df / 2 * log(df / 2) - lgamma(df / 2) + (df - 1) * log(s) - df * s^2 / 2)
  1 - integrate(outer, 0, 6, rel.tol = 1e-10, subdivisions = 500)$value
}
for (i in 1:4) {
  k <- c(1, 2, 3, 6)[i]; n <- list(c(3, 3), c(4, 3, 6), c(5, 5, 5, 2), rep(3, 7))[[i]]
  arm <- rep(c("ctl", letters[seq_len(k)]), n); y <- round(rnorm(length(arm), 0.4 - 0.08 * (arm != "ctl"), 0.06), 4)
  m <- tapply(y, factor(arm, unique(arm)), mean); df <- length(y) - k - 1; s2 <- sum((y - m[arm])^2) / df
  se <- sqrt(s2 * (1 / n[-1] + 1 / n[1])); t <- (m[-1] - m[1]) / se; b <- sqrt(n[-1] / (n[-1] + n[1]))
  box <- function(x) if (length(x) == 1) list(num(x)) else num(x)
  add(sprintf("dunnett_random_%d", i), "dunnett_single_step", list(arm = arm, y = y),
      list(t = box(t), est = box(m[-1] - m[1]), se = box(se), df = df, p_adj = box(vapply(abs(t), dunnett_tail, 0, df = df, b = b))), "nested integrate()", 1e-5)
}
for (i in 1:4) {
  k <- c(1, 3, 7, 12)[i]; df <- c(6, 2, 40, 13)[i]; level <- c(0.95, 0.9, 0.99, 0.95)[i]
  q <- uniroot(function(q) dunnett_tail(q, df, rep(sqrt(0.5), k)) - (1 - level), c(1, 30), tol = 1e-11)$root
  add(sprintf("dunnett_critical_random_%d", i), "dunnett_critical_value_equal_n", list(k = k, df = df, level = level, rho = 0.5), list(q = q), "nested integrate(); uniroot", 1e-6)
}
for (p in list(c(0.03), c(0.01, 0.01, 0.01), c(0.5, 0.2, 0.04, 0.04, 0.001, 1, 0), round(runif(40)^2, 4))) {
  box <- function(x) if (length(x) == 1) list(x) else x
  outputs <- lapply(setNames(nm = c("holm", "BH", "BY", "hommel", "hochberg", "bonferroni")), function(m) box(p.adjust(p, m)))
  add(sprintf("p_adjust_%d", length(p)), "p_adjust", list(p = box(p)), outputs, "p.adjust", 1e-12)
}
for (i in 1:5) {
  y <- list(c(0.1, 0.3), c(-0.5, -0.52, -0.48), rnorm(9, -1, 0.6), c(3, -3, 2.5, 0), rnorm(4, 0, 0.05))[[i]]; v <- round(runif(length(y), 0.01, 0.2), 3); y <- round(y, 4)
  for (method in c("FE", "REML", "DL")) {
    fit <- rma(y, v, method = method, control = list(threshold = 1e-12, maxiter = 10000)); hk <- suppressWarnings(rma(y, v, method = method, test = "knha", control = list(threshold = 1e-12, maxiter = 10000)))
    outputs <- list(beta = num(fit$beta), se = fit$se, tau2 = fit$tau2, I2 = fit$I2, Q = fit$QE, Qp = fit$QEp, lower = fit$ci.lb, upper = fit$ci.ub)
    if (method != "FE") { pr <- predict(fit); outputs <- c(outputs, list(hksj_se = hk$se, hksj_lower = hk$ci.lb, hksj_upper = hk$ci.ub, hksj_p = hk$pval)) }
    add(sprintf("meta_random_%d_%s", i, method), "meta_analysis", list(yi = y, vi = v, method = method), outputs, "rma", 1e-6, list(tau2 = list(abs = 1e-7, rel = 1e-6), I2 = list(abs = 1e-4, rel = 1e-6)))
  }
}
for (i in 1:4) {
  p1 <- c(0.05, 0.9, 0.5, 0.31)[i]; p2 <- c(0.01, 0.8, 0.45, 0.3)[i]; n <- c(200, 30, 1000, 5000)[i]
  tn <- c(2, 5, 10, 4)[i]; td <- c(0.2, 0.05, 0.03, 0.5)[i]; ts <- c(0.1, 0.05, 0.05, 0.1)[i]
  outputs <- list(power.prop.test(p1 = p1, p2 = p2, power = 0.8, tol = 1e-12)$n, power.prop.test(p1 = p1, p2 = p2, power = 0.9, tol = 1e-12)$n,
    power.prop.test(n = n, p1 = p1, p2 = p2)$power, pwr::pwr.2p.test(pwr::ES.h(p1, p2), n)$power, power.t.test(n = tn, delta = td, sd = ts)$power,
    power.t.test(delta = 0.1, sd = 0.08, power = 0.8, tol = 1e-12)$n, power.t.test(n = 6, sd = 0.07, power = 0.8, tol = 1e-12)$delta)
  names(outputs) <- c("n_for_80", "n_for_90", sprintf("power_n%d", n), sprintf("power_h_n%d", n), sprintf("power_t_n%d", tn), "n_t_for_80_delta.1_sd.08", "mde_n6_sd.07")
  add(sprintf("power_random_%d", i), "power", list(p1 = p1, p2 = p2, n = n, t_n = tn, t_delta = td, t_sd = ts), outputs, "power.prop.test; pwr.2p.test; power.t.test", 1e-6)
}
for (i in 1:4) {
  t <- list(c(0, 10, 20, 40, 80), c(0, 1, 2, 3, 4, 5, 6, 7), c(100, 200, 400, 800), seq(0, 1000, 100))[[i]]
  a <- c(0.4, 30, -0.3, 0.2)[i]; k <- c(0.03, 0.5, 0.003, 0.001)[i]; y <- signif(a * exp(-k * t) + rnorm(length(t), 0, 0.01 * abs(a)), 5)
  fit <- nls(y ~ a * exp(-k * t), start = list(a = a, k = k), control = nls.control(tol = 1e-8, maxiter = 500, minFactor = 1e-9)); s <- coef(summary(fit)); V <- vcov(fit)
  add(sprintf("nls_random_%d", i), "nls_exponential", list(t = t, y = y, model = "a*exp(-k t)"),
      list(a = s[1, 1], k = s[2, 1], se_a = s[1, 2], se_k = s[2, 2], sigma = sigma(fit), vcov = rows(V), half_life = log(2) / s[2, 1], half_life_se_delta = log(2) / s[2, 1]^2 * s[2, 2]), "nls", 1e-6)
  c0 <- 0.3 * a; y <- signif(c0 + (a - c0) * exp(-k * t) + rnorm(length(t), 0, 0.004 * abs(a)), 5)
  fit <- try(nls(y ~ c + (a - c) * exp(-k * t), start = list(a = a, c = c0, k = k), control = nls.control(tol = 1e-8, maxiter = 500, minFactor = 1e-9)), silent = TRUE)
  if (!inherits(fit, "try-error")) { s <- coef(summary(fit)); add(sprintf("nls_asymptote_random_%d", i), "nls_exponential_asymptote", list(t = t, y = y, model = "c+(a-c) exp(-k t)"),
      list(a = s[1, 1], c = s[2, 1], k = s[3, 1], se = num(s[, 2]), sigma = sigma(fit)), "nls", 1e-5) }
}
for (v in list(c(0.1, 0.2, 0.15), rchisq(20, 3) / 3, c(1, 1, 1, 1), c(0, 0, 0.4, 2, 5, 0.1), 10^rnorm(12))) for (df in c(2, 7)) {
  s <- squeezeVar(v, df)
  add(sprintf("squeeze_%d_%d", length(v), df), "moderated_variance", list(var = v, df = df), c(if (is.finite(s$df.prior)) list(df_prior = s$df.prior), list(var_prior = s$var.prior, var_post = num(s$var.post))), "squeezeVar", 1e-7)
}
for (alpha in c(0.025, 0.05, 0.005)) {
  of <- function(type, k) getDesignGroupSequential(kMax = k, alpha = alpha, sided = 1, typeOfDesign = type)
  a <- of("asOF", 3); b <- of("asOF", 5)
  add(sprintf("sequential_random_%g", alpha), "group_sequential_boundaries", list(alpha_one_sided = alpha),
      list(LanDeMets_OBF_k3_z = a$criticalValues, LanDeMets_OBF_k5_alpha_spent = b$alphaSpent, LanDeMets_OBF_k5_z = b$criticalValues, Pocock_k2_z = of("P", 2)$criticalValues, Pocock_k5_z = of("P", 5)$criticalValues, OBF_k4_z = of("OF", 4)$criticalValues), "rpact", 1e-5)
}
for (i in 1:3) {
  dose <- list(c(0, 1, 2, 4, 8), c(0, 5, 25, 100, 300), c(0, 0, 1, 1, 3, 3, 10, 10))[[i]]; e <- list(c(0.1, 0.6, 3), c(0.5, -0.4, 40), c(0.2, 0.3, 2))[[i]]
  resp <- round(e[1] + e[2] * dose / (e[3] + dose) + rnorm(length(dose), 0, 0.01), 4)
  fit <- nls(resp ~ e0 + emax * dose / (ed50 + dose), start = list(e0 = e[1], emax = e[2], ed50 = e[3]), control = nls.control(tol = 1e-6, maxiter = 500, minFactor = 1e-9)); s <- coef(summary(fit))
  add(sprintf("emax_nls_random_%d", i), "emax_nls", list(dose = dose, resp = resp), list(e0 = s[1, 1], emax = s[2, 1], ed50 = s[3, 1], se = num(s[, 2])), "nls", 1e-5)
  add(sprintf("emax_random_%d", i), "emax", list(dose = dose, resp = resp), list(coef = list(e0 = s[1, 1], eMax = s[2, 1], ed50 = s[3, 1]), rss = sum(resid(fit)^2)), "nls", 1e-5)
}
for (y in list(c(1, 2, 3, 4), c(4, 3, 2, 1), c(5, 5, 5), rnorm(12), c(3))) { box <- function(x) if (length(x) == 1) list(x) else x
  add(sprintf("isotonic_%d_%g", length(y), round(y[1], 3)), "pava_isotonic_decreasing", list(x = box(seq_along(y)), y = box(y)), list(fit = box(-isoreg(-y)$yf)), "isoreg", 1e-12) }
for (i in 1:3) { x <- list(c(0, 3, 9), c(10, 10, 10, 10), c(1, 0, 5, 2, 7))[[i]]; n <- list(c(20, 25, 30), c(10, 20, 30, 40), c(9, 11, 10, 8, 12))[[i]]; score <- list(c(0, 1, 10), 1:4, c(0, 0.5, 1, 5, 20))[[i]]
  t <- prop.trend.test(x, n, score); add(sprintf("trend_random_%d", i), "prop_trend", list(x = x, n = n, score = score), list(chisq = num(t$statistic), p = t$p.value), "prop.trend.test") }
for (i in 1:3) {
  s <- list(c(2, 2), c(5, 5), c(3, 6))[[i]]; r <- sum(s); d <- data.frame(run = rep(seq_len(r), each = 2), arm = rep(c(0, 1), 2 * s), post = rep(0:1, r))
  d$y <- round(0.4 - 0.15 * d$arm - 0.08 * d$post + 0.05 * d$arm * d$post + rep(rnorm(r, 0, 0.05), each = 2) + rnorm(2 * r, 0, 0.02), 4)
  ch <- with(d, y[post == 1] - y[post == 0]); a <- d$arm[d$post == 0]; w <- t.test(ch[a == 1], ch[a == 0]); q <- t.test(ch[a == 1], ch[a == 0], var.equal = TRUE)
  add(sprintf("did_random_%d", i), "difference_in_differences", as.list(d), list(did = mean(ch[a == 1]) - mean(ch[a == 0]), welch_t = num(w$statistic), welch_df = num(w$parameter), welch_lower = w$conf.int[1], welch_upper = w$conf.int[2], pooled_lower = q$conf.int[1], pooled_upper = q$conf.int[2]), "t.test")
  x <- list(c(1, 2), c(0.3, 0.1, 0.2, 0.9), c(5, 1, 4, 2, 3, 9))[[i]]; n <- length(x); grid <- as.matrix(expand.grid(rep(list(x), n))); b <- rowMeans(grid); th <- mean(x)
  z0 <- qnorm(mean(b < th - 1e-12)); jack <- vapply(seq_len(n), function(j) mean(x[-j]), 0); u <- mean(jack) - jack; acc <- sum(u^3) / (6 * sum(u^2)^1.5)
  if (is.finite(z0)) { z <- qnorm(c(0.025, 0.975)); al <- pnorm(z0 + (z0 + z) / (1 - acc * (z0 + z)))
  add(sprintf("bca_random_%d", i), "bca_bootstrap", list(x = x, stat = "mean", resamples = sprintf("all %d^%d", n, n)), list(z0 = z0, a = acc, alpha = num(al), q_type7 = num(quantile(b, al, type = 7)), percentile_type7 = num(quantile(b, c(0.025, 0.975), type = 7))), "enumeration", 1e-8) }
}
writeLines(toJSON(list(meta = list(made_by = "random-designs.R", seed = 20240611), cases = cases), auto_unbox = TRUE, digits = NA, pretty = TRUE), "random-designs.json")
