# Writes resampling.json: BCa and percentile limits over all n^n resamples, by going through every one of them.
# Needs R 4.2.2 with jsonlite. Run from this folder: Rscript resampling.R
suppressPackageStartupMessages(library(jsonlite))
version <- sprintf("R %s", getRversion())
cases <- list()
add <- function(id, x, stat = "mean", level = NULL) {
  n <- length(x)
  of <- get(stat)
  t <- apply(as.matrix(expand.grid(rep(list(seq_len(n)), n))), 1, function(i) of(x[i]))
  est <- of(x)
  z0 <- qnorm(mean(t < est - 1e-12))
  jack <- sapply(seq_len(n), function(i) of(x[-i]))
  d <- mean(jack) - jack
  a <- if (sum(d^2) > 0) sum(d^3) / (6 * sum(d^2)^1.5) else 0
  own <- if (is.null(level)) 0.95 else level
  z <- qnorm(c((1 - own) / 2, (1 + own) / 2))
  alpha <- pnorm(z0 + (z0 + z) / (1 - a * (z0 + z)))
  inputs <- list(x = x, stat = stat, resamples = sprintf("all %d^%d", n, n))
  if (!is.null(level)) inputs$level <- level
  cases[[length(cases) + 1]] <<- list(
    id = id, estimator = "bca_bootstrap", inputs = inputs,
    outputs = list(z0 = z0, a = a, alpha = alpha, q_type7 = unname(quantile(t, alpha, type = 7)),
                   percentile_type7 = unname(quantile(t, c((1 - own) / 2, (1 + own) / 2), type = 7))),
    command = "own full enumeration + jackknife acceleration; quantile(type = 7)", version = version, rel_tol = 1e-9)
}
add("bca_three", c(0.2, 0.7, 0.9))
add("bca_skewed_six", c(0.01, 0.02, 0.05, 0.4, 0.8, 2.5))
add("bca_six_90", c(3.1, -2.2, 0.4, 1.9, -0.7, 8.8), level = 0.9)
add("bca_five_99", c(12, 15.5, 9.25, 30, 11), level = 0.99)
add("bca_ties", c(0, 0, 1, 1, 3), level = 0.8)
add("bca_four", c(0.25, 0.5, 0.75, 0.125))
add("bca_median_five", c(0.1, 0.4, 0.35, 0.9, 0.2), stat = "median")
add("bca_seven", c(0.31, 0.12, 0.88, 0.47, 0.05, 0.66, 0.93))
writeLines(toJSON(list(meta = list(made_by = "resampling.R", version = version), cases = cases), auto_unbox = TRUE,
                  digits = NA, pretty = TRUE), "resampling.json")
