# Writes proportions.json: single rates, clustered rates and effect sizes of two rates, with unfriendly counts.
# Needs R 4.2.2 with survey, metafor, pwr and jsonlite. Run from this folder: Rscript proportions.R
suppressPackageStartupMessages({library(survey); library(metafor); library(pwr); library(jsonlite)})
version <- sprintf("R %s; survey %s; metafor %s; pwr %s", getRversion(), packageVersion("survey"),
                   packageVersion("metafor"), packageVersion("pwr"))
cases <- list()
add <- function(id, estimator, inputs, outputs, command, rel_tol = 1e-9)
  cases[[length(cases) + 1]] <<- list(id = id, estimator = estimator, inputs = inputs, outputs = outputs,
                                      command = command, version = version, rel_tol = rel_tol)
counts <- list(c(0, 1), c(1, 1), c(0, 7), c(7, 7), c(1, 2), c(5, 10), c(1, 1000), c(999, 1000), c(3, 100000),
               c(500000, 1000000), c(2, 3), c(11, 22))
for (count in counts) for (level in c(0.8, 0.9, 0.95, 0.99)) {
  x <- count[1]; n <- count[2]; tag <- sprintf("%d_%d_%g", x, n, level)
  inputs <- list(x = x, n = n, level = level)
  two <- function(ci) list(lower = ci[1], upper = ci[2])
  quietly <- function(e) suppressWarnings(e)
  add(paste0("wilson_", tag), "wilson", inputs,
      two(quietly(prop.test(x, n, correct = FALSE, conf.level = level))$conf.int), "prop.test(correct = FALSE)")
  add(paste0("clopper_pearson_", tag), "clopper_pearson", inputs,
      two(binom.test(x, n, conf.level = level)$conf.int), "binom.test")
  add(paste0("wilson_continuity_", tag), "wilson_continuity", inputs,
      two(quietly(prop.test(x, n, correct = TRUE, conf.level = level))$conf.int), "prop.test(correct = TRUE)")
}
priors <- list(c(0.5, 0.5), c(1, 1), c(2, 30), c(0.1, 0.1))
for (count in list(c(0, 1), c(1, 1), c(0, 5000), c(20, 20), c(3, 17))) for (prior in priors) {
  x <- count[1]; n <- count[2]; ends <- c(0.05, 0.95)
  upper <- qbeta(0.05, x + prior[1], n - x + prior[2], lower.tail = FALSE)
  add(sprintf("beta_posterior_%d_%d_%g_%g", x, n, prior[1], prior[2]), "beta_posterior_equal_tailed",
      list(x = x, n = n, a = prior[1], b = prior[2], level = 0.9),
      list(lower = qbeta(0.05, x + prior[1], n - x + prior[2]), upper = upper), "qbeta", 1e-8)
}
clustered <- list(list(c(0, 0, 0, 1), c(10, 10, 10, 10)), list(c(9, 10, 10, 10), c(10, 10, 10, 10)),
                  list(c(3, 4, 2, 3), c(10, 10, 10, 10)), list(c(0, 5, 1), c(1, 40, 7)), list(c(2, 0), c(3, 9)),
                  list(c(1, 1, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0), rep(1, 12)),
                  list(c(0, 0, 50, 0, 0, 0, 48, 0), rep(50, 8)))
index <- 0
for (given in clustered) for (level in c(0.9, 0.95)) {
  index <- index + 1
  y <- unlist(Map(function(x, n) rep(c(1, 0), c(x, n - x)), given[[1]], given[[2]]))
  cl <- rep(seq_along(given[[1]]), given[[2]])
  design <- svydesign(~cl, weights = ~w, data = data.frame(y, cl, w = 1))
  m <- svymean(~y, design)
  ends <- function(method) as.numeric(attr(svyciprop(~y, design, method = method, level = level), "ci"))
  beta <- ends("beta"); xlogit <- ends("xlogit")
  add(sprintf("korn_graubard_%d", index), "korn_graubard_clustered_proportion",
      list(cluster_successes = given[[1]], cluster_size = if (length(unique(given[[2]])) == 1) given[[2]][1] else given[[2]], level = level),
      list(est = as.numeric(coef(m)), se = as.numeric(SE(m)), df = degf(design), lower = beta[1], upper = beta[2],
           xlogit_lower = xlogit[1], xlogit_upper = xlogit[2]), "svyciprop(method = 'beta' | 'xlogit')", 1e-8)
}
pairs <- list(c(0, 50, 6, 50), c(0, 3, 0, 200), c(50, 50, 0, 50), c(1, 1, 0, 1), c(7, 7, 7, 7), c(3, 40, 10, 42),
              c(1, 100000, 5, 90000), c(199, 200, 150, 151))
for (p in pairs) for (level in c(0.9, 0.95, 0.99)) {
  inputs <- list(x1 = p[1], n1 = p[2], x0 = p[3], n0 = p[4], level = level)
  tag <- paste(c(p, level), collapse = "_")
  z <- qnorm((1 + level) / 2)
  e <- escalc(measure = "OR", ai = p[1], n1i = p[2], ci = p[3], n2i = p[4], add = 1 / 2, to = "all")
  add(paste0("log_or_", tag), "log_or_haldane", inputs,
      list(logor = as.numeric(e$yi), var = e$vi, lower = as.numeric(e$yi) - z * sqrt(e$vi), upper = as.numeric(e$yi) + z * sqrt(e$vi)),
      "escalc(measure = 'OR', add = 1/2, to = 'all')", 1e-8)
  e <- escalc(measure = "RR", ai = p[1], n1i = p[2], ci = p[3], n2i = p[4])
  add(paste0("log_rr_", tag), "log_rr", inputs, list(logrr = as.numeric(e$yi), var = e$vi), "escalc(measure = 'RR')", 1e-8)
  e <- escalc(measure = "AS", ai = p[1], n1i = p[2], ci = p[3], n2i = p[4])
  add(paste0("arcsine_", tag), "arcsine_diff", inputs, list(yi = as.numeric(e$yi), vi = e$vi), "escalc(measure = 'AS')", 1e-8)
}
for (p in list(c(0, 0), c(1, 0), c(0.5, 0.5), c(1e-6, 0.3), c(0.999, 0.99)))
  add(paste0("cohens_h_", p[1], "_", p[2]), "cohens_h", list(p1 = p[1], p2 = p[2]),
      list(h = ES.h(p[1], p[2]), h_p0_zero = ES.h(p[1], 0)), "ES.h", 1e-8)
writeLines(toJSON(list(meta = list(made_by = "proportions.R", version = version), cases = cases), auto_unbox = TRUE,
                  digits = NA, pretty = TRUE), "proportions.json")
