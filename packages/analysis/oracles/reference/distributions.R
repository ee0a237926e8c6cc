# Writes distributions.json (the studentized range is in distributions.py, because R's is off by up to 1e-3 at few df): tails and quantiles, also far out and at odd parameters, each output named by its function.
# Names follow the shared file: m8 is -8, and a quantile at 1e12 is the one at 1e-12.
# Needs R 4.2.2 with jsonlite. Run from this folder: Rscript distributions.R
suppressPackageStartupMessages(library(jsonlite))
version <- sprintf("R %s", getRversion())
short <- function(x) sub("^-", "m", sub("^(-?)0\\.", "\\1.", format(x, digits = 15, scientific = FALSE, trim = TRUE)))
cases <- list()
collect <- function(id, fun, grid, call, rel_tol = 1e-10) {
  outputs <- list()
  for (row in seq_len(nrow(grid))) {
    args <- as.numeric(grid[row, ])
    outputs[[paste(c(fun, vapply(args, short, "")), collapse = "_")]] <- do.call(call, as.list(args))
  }
  outputs <- outputs[vapply(outputs, function(x) is.finite(x) && x != 0 && x != 1, TRUE)]
  cases[[length(cases) + 1]] <<- list(id = id, estimator = "distribution_functions", inputs = list(), outputs = outputs,
                                      command = paste0("R ", fun), version = version, rel_tol = rel_tol)
}
p <- c(1e-10, 0.0001, 0.025, 0.3, 0.45, 0.8, 0.975, 0.9999)
df <- c(0.4, 1, 2.3, 7, 33.3, 400, 100000)
collect("qt", "qt", expand.grid(p, df), qt)
collect("pt", "pt", expand.grid(c(-60, -9, -2.1, -0.3, 0.001, 1.7, 12), df), pt)
collect("qnorm", "qnorm", expand.grid(c(p, 1e-200, 1e-17, 0.999999)), qnorm)
collect("pnorm", "pnorm", expand.grid(c(-37, -20, -8.2, -3, -0.1, 0.0001, 2, 6)), pnorm)
shapes <- expand.grid(c(0.001, 0.025, 0.3, 0.5, 0.9, 0.999), c(0.1, 0.5, 1, 3.5, 60, 2000), c(0.1, 0.5, 2, 40, 10000))
collect("pbeta", "pbeta", shapes, pbeta)
collect("qchisq", "qchisq", expand.grid(p, df), qchisq)
collect("pchisq", "pchisq", expand.grid(c(0.001, 0.5, 3, 30, 380), df), pchisq)
collect("pf", "pf", expand.grid(c(0.01, 0.6, 1, 3.5, 40), c(1, 2.7, 8, 300), c(1.5, 5.1, 20, 5000)), pf)
collect("pgamma", "pgamma", expand.grid(c(0.001, 0.3, 2, 25, 900), c(0.2, 1, 2.5, 30, 1000)), pgamma)
collect("qgamma", "qgamma", expand.grid(p, c(0.2, 1, 2.5, 30, 1000)), qgamma)
collect("lgamma", "lgamma", expand.grid(c(0.0001, 0.5, 1.5, 2.5, 10.1, 171, 5000000)), lgamma, 1e-12)
writeLines(toJSON(list(meta = list(made_by = "distributions.R", version = version), cases = cases), auto_unbox = TRUE,
                  digits = NA, pretty = TRUE), "distributions.json")
