# Reference cases about factorial designs. Run from this folder: Rscript factorial.R
suppressMessages({ library(emmeans); library(jsonlite) })
set.seed(20260508)
cases <- list()
add <- function(id, estimator, inputs, outputs, command, rel_tol, notes = NULL, version = paste("R", getRversion())) {
  case <- list(id = id, estimator = estimator, inputs = inputs, outputs = outputs, command = command,
               version = version, rel_tol = rel_tol)
  if (!is.null(notes)) case$notes <- notes
  cases[[length(cases) + 1]] <<- case
}
em <- paste0("emmeans ", packageVersion("emmeans"), "; R ", getRversion())
list_of <- function(v) I(unname(v))
columns <- function(frame) lapply(as.list(frame), I)

# Single runs: coefficients, tests and sequential sums of squares, for several formulas and sizes.
fit_case <- function(id, estimator, frame, formula, notes = NULL) {
  model <- lm(as.formula(paste("y", formula)), frame)
  s <- summary(model); a <- anova(model)
  outputs <- list(beta = list_of(coef(s)[, 1]), se = list_of(coef(s)[, 2]), t = list_of(coef(s)[, 3]),
                  p = list_of(coef(s)[, 4]), sigma = s$sigma, df = s$df[2], r2 = s$r.squared,
                  ss = list_of(a[["Sum Sq"]]))
  add(id, estimator, c(columns(frame), formula = formula), outputs, "lm; anova", 1e-8, notes)
}
design <- function(k, runs) {
  grid <- expand.grid(rep(list(c(-1, 1)), k)); names(grid) <- LETTERS[1:k]
  grid[rep(seq_len(nrow(grid)), runs), , drop = FALSE]
}
respond <- function(frame, sd = 0.03) {
  x <- as.matrix(frame)
  frame$y <- round(0.4 + x %*% seq(-0.09, by = 0.03, length.out = ncol(x)) + 0.02 * x[, 1] * x[, ncol(x)] +
                   rnorm(nrow(x), sd = sd), 4)[, 1]
  frame
}
fit_case("one_factor", "factorial_ols_2way", respond(design(1, 4)), "~A")
fit_case("two_factors_main", "factorial_ols_2way", respond(design(2, 3)), "~A+B")
fit_case("three_factors_full", "factorial_ols_2way", respond(design(3, 2)), "~A*B*C")
fit_case("four_factors_pairs", "factorial_ols_2way", respond(design(4, 2)), "~(A+B+C+D)^2")
fit_case("four_factors_some", "factorial_ols_2way", respond(design(4, 1)), "~A*B+C+D")
fit_case("runs_unequal", "factorial_ols_unbalanced", respond(design(3, c(3, 1, 2, 5, 2, 2, 4, 1))), "~(A+B+C)^2")
fit_case("arm_missing", "factorial_ols_unbalanced", respond(design(3, c(3, 2, 3, 3, 2, 3, 3, 0))), "~(A+B+C)^2",
         "one of eight combinations has no run; what is identified assumes no interaction of three")
fit_case("constant_offset", "factorial_ols_2way", within(respond(design(3, 2)), y <- y + 100), "~A+B+C",
         "a large mean does not cost digits")

unbalanced <- respond(design(2, c(2, 3, 1, 4)))
model <- lm(y ~ A * B, unbalanced)
means <- summary(emmeans(model, ~ A | B))$emmean
add("emm_unequal", "factorial_ols_unbalanced", columns(unbalanced),
    list(beta = list_of(coef(model)), df = df.residual(model), emm_B_at_A = list_of(means)), "lm; emmeans(~A|B)", 1e-8, NULL, em)

effects <- function(id, k, y) {
  frame <- design(k, 1); frame$y <- y
  b <- coef(lm(as.formula(paste("y ~", paste(LETTERS[1:k], collapse = "*"))), frame))
  add(id, "factorial_effects_pm1", columns(frame),
      list(coef = as.list(b), main_effect_2x = as.list(2 * b[LETTERS[1:k]])), "lm, +-1 coding", 1e-9)
}
effects("effects_two", 2, c(0.4, 0.31, 0.22, 0.2))
effects("effects_four", 4, round(runif(16), 3))
effects("effects_zeros", 3, c(0.3, 0, 0, 0, 0, 0, 0, 0))

# Contrasts of arms on run means: pooled by emmeans, each arm's own variance by Satterthwaite's formula.
runs <- list(a = c(.42, .38, .45), b = c(.31, .22), c = c(.18, .29, .25, .21, .24), d = c(.05, .11, .02))
contrast <- function(id, runs, weights, method, level = 0.95) {
  frame <- data.frame(arm = factor(rep(names(runs), lengths(runs)), levels = names(runs)), y = unlist(runs))
  if (method == "pooled") {
    s <- summary(contrast_of(lm(y ~ arm, frame), weights), infer = TRUE, level = level)
    outputs <- list(estimate = s$estimate, se = s$SE, df = s$df, p = s$p.value, lower = s$lower.CL, upper = s$upper.CL)
    command <- "emmeans::contrast on lm(y ~ arm)"; version <- em
  } else {
    v <- weights^2 * sapply(runs, var) / lengths(runs)
    est <- sum(weights * sapply(runs, mean)); se <- sqrt(sum(v))
    df <- sum(v)^2 / sum(v^2 / (lengths(runs) - 1))
    outputs <- list(estimate = est, se = se, df = df, p = 2 * pt(-abs(est / se), df),
                    lower = est - qt((1 + level) / 2, df) * se, upper = est + qt((1 + level) / 2, df) * se)
    command <- "sum of w^2 s^2/S, Satterthwaite df"; version <- paste("R", getRversion())
    if (all(sort(weights[weights != 0]) == c(-1, 1))) {
      w <- t.test(runs[[which(weights == 1)]], runs[[which(weights == -1)]])
      stopifnot(all.equal(unname(w$parameter), df), all.equal(w$p.value, outputs$p)); command <- "t.test"
    }
  }
  add(id, "arm_contrast", list(runs = lapply(runs, I), weights = I(weights), method = method, level = level),
      outputs, command, 1e-9, NULL, version)
}
emmeans_of <- function(model) emmeans(model, ~ arm)
contrast_of <- function(model, weights) emmeans::contrast(emmeans_of(model), list(w = weights))
for (method in c("pooled", "welch")) {
  contrast(paste0("contrast_main_", method), runs, c(-.5, .5, -.5, .5), method)
  contrast(paste0("contrast_interaction_", method), runs, c(.5, -.5, -.5, .5), method, 0.9)
  contrast(paste0("contrast_pair_", method), runs, c(-1, 0, 1, 0), method)
  contrast(paste0("contrast_share_", method), runs, c(-.5, .5, -.5, .5) + c(.1, -.1, -.1, .1), method)
}

# Lenth's pseudo standard error, written again from the formulae.
lenth <- function(id, effects, level = 0.95) {
  size <- abs(effects); s0 <- 1.5 * median(size); pse <- 1.5 * median(size[size < 2.5 * s0])
  m <- length(effects); df <- m / 3
  add(id, "lenth_pse", list(effects = I(effects), level = level),
      list(pse = pse, df = df, me = qt((1 + level) / 2, df) * pse,
           sme = qt((1 + level^(1 / m)) / 2, df) * pse), "median, qt", 1e-10)
}
lenth("lenth_filtration", c(21.625, 3.125, 9.875, 14.625, 0.125, -18.125, 16.625, 2.375, -0.375, -1.125, 1.875,
                            4.125, -1.625, -2.625, 1.375))
lenth("lenth_three", c(-0.2, 0.01, 0.03))
lenth("lenth_seven", round(rnorm(7, c(-.2, 0, 0, 0, .1, 0, 0), .02), 4), 0.9)
lenth("lenth_even", round(rnorm(14), 4))

write(toJSON(list(meta = list(made_by = "factorial.R", seed = 20260508), cases = cases), auto_unbox = TRUE,
             digits = NA, pretty = TRUE), "factorial.json")
