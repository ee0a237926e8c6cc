# The leads of the bench by lme4 and emmeans: one crossed REML fit for each arm against control on each eval and stage.
# Arguments: a CSV of cells (contrast, side, run, prompt, y). Then, for each line on standard input, fits all of them
# and prints the milliseconds; `results` prints estimate, standard error and whether the fit is singular instead.
suppressPackageStartupMessages({ library(lme4); library(emmeans) })
emm_options(lmer.df = "asymptotic")
cells <- read.csv(commandArgs(trailingOnly = TRUE)[1], stringsAsFactors = TRUE)
cells$side <- relevel(cells$side, ref = "control")
parts <- split(cells, cells$contrast, drop = TRUE)
control <- lmerControl(optimizer = "nloptwrap", calc.derivs = FALSE, check.conv.singular = "ignore",
                       optCtrl = list(xtol_abs = 1e-12, xtol_rel = 1e-12, ftol_abs = 1e-14, ftol_rel = 1e-14, maxeval = 5000))
one <- function(part) {
  fit <- lmer(y ~ side + (1 | prompt) + (1 | side:prompt) + (1 | side:run), part, control = control)
  found <- summary(contrast(emmeans(fit, "side"), "trt.vs.ctrl"), infer = c(TRUE, TRUE))
  c(found$estimate, found$SE, isSingular(fit, tol = 1e-5))
}
input <- file("stdin", "r")
cat("ready\n"); flush(stdout())
while (length(line <- readLines(input, n = 1)) > 0) {
  start <- proc.time()[["elapsed"]]
  found <- vapply(parts, one, numeric(3))
  ms <- 1000 * (proc.time()[["elapsed"]] - start)
  if (line == "results")
    cat(paste(colnames(found), format(found[1, ], digits = 17), format(found[2, ], digits = 17), found[3, ], sep = ",",
              collapse = ";"), "\n", sep = "")
  else cat(ms, "\n", sep = "")
  flush(stdout())
}
