# Writes hard-designs.json: fits that iterate or cancel badly. Run from this folder: Rscript hard-designs.R
suppressMessages({ library(metafor); library(lme4); library(lmerTest); library(pbkrtest); library(jsonlite) })
cases <- list()
add <- function(id, estimator, inputs, outputs, command, version, rel_tol, notes) {
  cases[[length(cases) + 1]] <<- list(id = id, estimator = estimator, inputs = inputs, outputs = outputs, command = command,
                                      version = version, rel_tol = rel_tol, notes = notes)
}
v <- function(...) paste(sapply(c(...), function(p) paste(p, packageVersion(p))), collapse = "; ")

# Fisher scoring without a damped step swings around these peaks.
swinging <- list(
  k12 = list(yi = c(-.657, -.5553, -.3883, -.3351, -.5594, -.5004, -.4193, -.4969, -.6019, -.4949, -.3361, -.6523),
             vi = c(.5938, .0143, .0377, .0044, .0994, .0717, .2838, .3531, .0184, .014, .2079, .0489)),
  k4 = list(yi = c(.12, -.31, .05, -.02), vi = c(.0021, .09, .004, .31)),
  k6 = list(yi = c(-.8893, -1.5854, -1.3481, -1.4416, -.2175, -.7861), vi = c(.9256, .5946, .4154, .02, .2512, .0069)))
for (name in names(swinging)) {
  d <- swinging[[name]]
  damped <- list(stepadj = .5, maxiter = 20000, threshold = 1e-14)
  fit <- rma(d$yi, d$vi, method = "REML", control = damped)
  t <- rma(d$yi, d$vi, method = "REML", test = "knha", control = damped)
  add(paste0("reml_", name), "meta_analysis", list(yi = d$yi, vi = d$vi, method = "REML"),
      list(beta = fit$beta[1], se = fit$se, tau2 = fit$tau2, I2 = fit$I2, hksj_se = t$se, hksj_p = t$pval),
      "metafor::rma(yi, vi, method='REML', control=list(stepadj=.5))", v("metafor"), 1e-6,
      "Undamped Fisher scoring need not settle here.")
}

# Two runs an arm leave 2 degrees of freedom, where the general form of Kenward and Roger's is 0/0.
two_runs <- list(
  p5 = c(1, 1, 2, 0, 1, 1, 2, 0, 3, 1, 3, 2, 2, 2, 2, 0, 4, 2, 3, 3) / 5,
  p3 = c(2, 2, 3, 3, 2, 1, 1, 2, 2, 2, 4, 3) / 5,
  p6 = c(0, 2, 2, 0, 1, 1, 1, 2, 0, 0, 0, 1, 3, 1, 2, 0, 1, 0, 2, 1, 2, 3, 2, 2) / 4)
for (name in names(two_runs)) {
  y <- two_runs[[name]]
  prompts <- length(y) / 4
  d <- data.frame(ybar = y, arm = rep(0:1, each = 2 * prompts), run = rep(1:4, each = prompts), prompt = rep(1:prompts, 4))
  fit <- suppressMessages(lmerTest::lmer(ybar ~ arm + (1 | run) + (1 | prompt), d,
                                         control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-11, maxfun = 1e5))))
  kr <- coef(summary(fit, ddf = "Kenward-Roger"))
  add(paste0("kenward_roger_two_runs_", name), "lmer_REML_crossed", c(as.list(d), formula = "ybar ~ arm + (1|run) + (1|prompt)"),
      list(beta = unname(kr[, 1]), df_kenward_roger = unname(kr[, 3])), "lmerTest::lmer; summary(ddf='Kenward-Roger')",
      v("lmerTest", "pbkrtest"), 1e-4, "The lead has 2 degrees of freedom.")
}
write(toJSON(list(meta = list(generated_with = paste("R", getRversion()), regenerate = "Rscript hard-designs.R"), cases = cases),
             auto_unbox = TRUE, digits = NA, pretty = 2), "hard-designs.json")
