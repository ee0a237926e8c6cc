# Writes means.json: t tests, standardised differences and clustered standard errors on unfriendly samples.
# Needs R 4.2.2 with metafor, sandwich and jsonlite. Run from this folder: Rscript means.R
suppressPackageStartupMessages({library(metafor); library(sandwich); library(jsonlite)})
version <- sprintf("R %s; metafor %s; sandwich %s", getRversion(), packageVersion("metafor"), packageVersion("sandwich"))
cases <- list()
add <- function(id, estimator, inputs, outputs, command, rel_tol = 1e-8)
  cases[[length(cases) + 1]] <<- list(id = id, estimator = estimator, inputs = inputs, outputs = outputs,
                                      command = command, version = version, rel_tol = rel_tol)
samples <- list(two_each = list(c(0.3, 0.5), c(0.1, 0.15)), unequal_sizes = list(c(1, 2), c(3, 5, 8, 13, 21, 34, 55)),
  one_side_constant = list(c(0, 0, 0), c(0.2, 0.3, 0.1)), far_from_zero = list(c(1e6 + 1, 1e6 + 2, 1e6 + 4), c(1e6, 1e6 + 3, 1e6 + 5, 1e6 + 7)),
  tiny = list(c(1e-9, 2e-9, 4e-9), c(3e-9, 7e-9, 1e-9)), unequal_spread = list(c(0.5, 0.51, 0.49, 0.5, 0.52), c(0.1, 0.9, 0.4)),
  large_difference = list(c(100, 101, 102), c(1, 2, 3)), same_means = list(c(1, 2, 3), c(0, 2, 4)))
for (name in names(samples)) for (level in c(0.9, 0.95, 0.99)) {
  a <- samples[[name]][[1]]; b <- samples[[name]][[2]]
  inputs <- list(a = a, b = b, level = level)
  tell <- function(t) list(diff = if (name == "same_means") 0 else as.numeric(-diff(t$estimate)), t = as.numeric(t$statistic),
                           df = as.numeric(t$parameter), p = t$p.value, lower = t$conf.int[1], upper = t$conf.int[2])
  add(paste("welch", name, level, sep = "_"), "welch_t", inputs, tell(t.test(a, b, conf.level = level)), "t.test")
  add(paste("student", name, level, sep = "_"), "student_t", inputs, tell(t.test(a, b, var.equal = TRUE, conf.level = level)), "t.test(var.equal = TRUE)")
  e <- escalc(measure = "SMD", m1i = mean(a), sd1i = sd(a), n1i = length(a), m2i = mean(b), sd2i = sd(b), n2i = length(b))
  if (level == 0.95) add(paste("smd", name, sep = "_"), "smd_exact_J_LS_var", list(a = a, b = b),
                         list(g = as.numeric(e$yi), v = e$vi), "escalc(measure = 'SMD')")
}
pairs <- list(two = list(c(1, 3), c(0.5, 1)), zeros = list(c(0, 0, 1, 0), c(0, 0, 0, 0)), twelve = list((1:12)^1.5, (12:1)^1.2))
for (name in names(pairs)) for (level in c(0.9, 0.99)) {
  x <- pairs[[name]][[1]]; y <- pairs[[name]][[2]]; t <- t.test(x, y, paired = TRUE, conf.level = level)
  add(paste("paired", name, level, sep = "_"), "paired_t", list(x = x, y = y, level = level),
      list(diff = as.numeric(t$estimate), t = as.numeric(t$statistic), df = as.numeric(t$parameter), p = t$p.value,
           lower = t$conf.int[1], upper = t$conf.int[2]), "t.test(paired = TRUE)")
}
clusters <- list(two = list(c(1, 0, 1, 1), c(0, 0, 1, 1)), singletons = list(c(0.2, 0.5, 0.9, 0.1), 1:4),
                 unequal = list(c(1, 0, 0, 0, 1, 1, 1, 0, 1), c(5, 5, 5, 5, 5, 9, 2, 2, 2)))
for (name in names(clusters)) {
  y <- clusters[[name]][[1]]; cl <- clusters[[name]][[2]]; fit <- lm(y ~ 1); C <- length(unique(cl)); n <- length(y)
  add(paste("clustered", name, sep = "_"), "clustered_se_of_mean", list(scores = y, cluster = cl),
      list(mean = mean(y), se_clt = sd(y) / sqrt(n),
           se_cluster_paper = as.numeric(sqrt(vcovCL(fit, cl, type = "HC0", cadjust = FALSE))),
           se_cluster_inspect = as.numeric(sqrt(vcovCL(fit, cl, type = "HC0", cadjust = TRUE)))), "vcovCL(lm(y ~ 1), type = 'HC0')")
}
writeLines(toJSON(list(meta = list(made_by = "means.R", version = version), cases = cases), auto_unbox = TRUE,
                  digits = NA, pretty = TRUE), "means.json")
