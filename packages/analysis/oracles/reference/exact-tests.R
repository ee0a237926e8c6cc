# Writes exact-tests.json: Fisher, McNemar, Cochran-Mantel-Haenszel and permutation tests on unfriendly tables.
# Needs R 4.2.2 with coin, metafor and jsonlite. Run from this folder: Rscript exact-tests.R
suppressPackageStartupMessages({library(coin); library(metafor); library(jsonlite)})
version <- sprintf("R %s; coin %s; metafor %s", getRversion(), packageVersion("coin"), packageVersion("metafor"))
cases <- list()
add <- function(id, estimator, inputs, outputs, command, rel_tol = 1e-8)
  cases[[length(cases) + 1]] <<- list(id = id, estimator = estimator, inputs = inputs, outputs = outputs,
                                      command = command, version = version, rel_tol = rel_tol)
# fisher.test stops its search for limits early; these invert the same noncentral hypergeometric to the last digits.
logdc <- function(n1, n0, m) dhyper(max(0, m - n0):min(n1, m), n1, n0, m, log = TRUE)
tails <- function(log_or, x, n1, n0, m) {
  support <- max(0, m - n0):min(n1, m)
  d <- logdc(n1, n0, m) + log_or * support; d <- exp(d - max(d)); d <- d / sum(d)
  c(lower = sum(d[support <= x]), upper = sum(d[support >= x]), mean = sum(d * support))
}
root <- function(f) exp(uniroot(f, c(-60, 60), tol = 1e-14, maxiter = 10000)$root)
fisher_case <- function(x1, n1, x0, n0, level) {
  m <- x1 + x0; least <- max(0, m - n0); most <- min(n1, m); a <- (1 - level) / 2
  found <- fisher.test(matrix(c(x1, n1 - x1, x0, n0 - x0), 2), conf.level = level)
  outputs <- list(p = found$p.value,
    or_lower = if (x1 == least) 0 else root(function(l) tails(l, x1, n1, n0, m)["upper"] - a),
    p_less = sum(dhyper(least:x1, n1, n0, m)), p_greater = sum(dhyper(x1:most, n1, n0, m)))
  if (x1 < most) outputs$or_upper <- root(function(l) a - tails(l, x1, n1, n0, m)["lower"])
  if (x1 > least && x1 < most) outputs$estimate <- root(function(l) tails(l, x1, n1, n0, m)["mean"] - x1)
  add(paste("fisher", x1, n1, x0, n0, level, sep = "_"), "fisher_exact",
      list(x1 = x1, n1 = n1, x0 = x0, n0 = n0, level = level), lapply(outputs, as.numeric),
      "fisher.test; limits by uniroot on the noncentral hypergeometric", 1e-7)
}
fisher_case(0, 50, 6, 50, 0.9); fisher_case(0, 5, 0, 9, 0.95); fisher_case(5, 5, 9, 9, 0.95)
fisher_case(5, 5, 0, 9, 0.95); fisher_case(3, 10, 1, 15, 0.99); fisher_case(1, 1, 0, 1, 0.95)
fisher_case(37, 1000, 12, 900, 0.95); fisher_case(2, 3000, 9, 2500, 0.9); fisher_case(20, 40, 20, 40, 0.95)
fisher_case(8, 9, 3, 30, 0.99); fisher_case(150, 400, 210, 420, 0.95)
for (p in list(c(36, 12, 2, 0), c(0, 1, 0, 0), c(10, 5, 5, 10), c(0, 0, 9, 1), c(100, 40, 39, 1), c(1, 3, 0, 1000), c(5, 130, 90, 2))) {
  found <- mcnemar.test(matrix(p, 2), correct = FALSE); corrected <- mcnemar.test(matrix(p, 2), correct = TRUE)
  add(paste(c("mcnemar", p), collapse = "_"), "mcnemar", list(n11 = p[1], n10 = p[2], n01 = p[3], n00 = p[4]),
      list(chisq = as.numeric(found$statistic), p = found$p.value, chisq_cc = as.numeric(corrected$statistic),
           p_cc = corrected$p.value, p_exact = binom.test(p[2], p[2] + p[3])$p.value),
      "mcnemar.test; binom.test")
}
cmh <- function(id, tables, level = 0.95, odds = TRUE) {
  x <- array(unlist(lapply(tables, function(t) c(t[1], t[3], t[2], t[4]))), c(2, 2, length(tables)))
  found <- mantelhaen.test(x, correct = FALSE, conf.level = level)
  m <- do.call(rbind, tables)
  rd <- rma.mh(ai = m[, 1], bi = m[, 2], ci = m[, 3], di = m[, 4], measure = "RD", level = 100 * level, drop00 = FALSE)
  corrected <- mantelhaen.test(x, correct = TRUE)
  outputs <- list(stat = as.numeric(found$statistic), p = found$p.value, stat_cc = as.numeric(corrected$statistic),
                  p_exact = mantelhaen.test(x, exact = TRUE)$p.value, rd = as.numeric(rd$beta), rd_se = rd$se)
  if (odds) outputs <- c(outputs, list(or = as.numeric(found$estimate), or_lower = found$conf.int[1], or_upper = found$conf.int[2]))
  add(id, "cochran_mantel_haenszel", list(table_abcd_per_stratum = tables, level = level), outputs,
      "mantelhaen.test; rma.mh(measure = 'RD')")
}
cmh("cmh_two_strata", list(c(3, 17, 10, 10), c(1, 0, 0, 1)))
cmh("cmh_unequal", list(c(1, 2, 30, 400), c(0, 9, 4, 3), c(12, 1, 2, 70), c(0, 5, 0, 8)), 0.99)
cmh("cmh_sparse_pairs", list(c(1, 0, 0, 1), c(1, 0, 0, 1), c(0, 1, 1, 0), c(1, 0, 1, 0), c(0, 1, 0, 1), c(1, 0, 0, 1)), 0.9)
cmh("cmh_no_events_in_arm", list(c(0, 20, 3, 17), c(0, 30, 6, 24)), odds = FALSE)
cmh("cmh_large", list(c(300, 700, 250, 750), c(40, 960, 38, 962)))
cmh("cmh_nothing", list(c(5, 5, 5, 5), c(10, 10, 10, 10)))
cmh("cmh_below_half", list(c(5, 5, 5, 5), c(10, 10, 9, 10)))
perm <- function(id, a, b) {
  d <- data.frame(y = c(a, b), g = factor(rep(c("a", "b"), c(length(a), length(b)))))
  p <- as.numeric(pvalue(oneway_test(y ~ g, data = d, distribution = "exact")))
  inputs <- list(a, b); n <- length(a)
  names(inputs) <- paste0(c("a", "b"), n)
  outputs <- list(p); names(outputs) <- sprintf("p_%dv%d", length(a), length(b))
  add(id, "exact_permutation_mean_diff", lapply(inputs, I), outputs, "oneway_test(distribution = 'exact')", 1e-9)
}
perm("permutation_ties", c(0.1, 0.2, 0.3), c(0.1, 0.2, 0.3))
perm("permutation_4v4", c(0.5, 0.7, 0.9, 0.4), c(0.1, 0.45, 0.2, 0.3))
perm("permutation_unequal", c(3, 1, 4), c(1, 5, 9, 2, 6))
perm("permutation_constant_but_one", c(0, 0, 0, 0, 1), c(0, 0, 0, 0, 0))
perm("permutation_8v9", c(0.31, 0.27, 0.36, 0.29, 0.33, 0.21, 0.4, 0.11), c(0.12, 0.19, 0.1, 0.3, 0.22, 0.28, 0.17, 0.05, 0.26))
perm("permutation_11v12", c(12, 15, 9, 22, 17, 13, 8, 19, 25, 11, 14), c(10, 7, 16, 5, 9, 12, 21, 6, 4, 13, 8, 11))
perm("permutation_1v6", c(0.9), c(0.1, 0.2, 0.3, 0.4, 0.5, 0.6))
writeLines(toJSON(list(meta = list(made_by = "exact-tests.R", version = version), cases = cases), auto_unbox = TRUE,
                  digits = NA, pretty = TRUE), "exact-tests.json")
