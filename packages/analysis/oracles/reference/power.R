# Writes power.json beside itself: Rscript power.R
suppressMessages({library(jsonlite); library(pwr)})

version <- sprintf("R %s; pwr %s", getRversion(), packageVersion("pwr"))
rate_case <- function(id, p1, p2, n, alpha = 0.05) {
  n80 <- power.prop.test(p1 = p1, p2 = p2, power = .8, sig.level = alpha, tol = 1e-12)$n
  n95 <- power.prop.test(p1 = p1, p2 = p2, power = .95, sig.level = alpha, tol = 1e-12)$n
  outputs <- list(n80, n95,
    power.prop.test(n = n, p1 = p1, p2 = p2, sig.level = alpha)$power,
    pwr.2p.test(h = ES.h(p1, p2), n = n, sig.level = alpha)$power)
  outputs <- c(outputs, list(ES.h(p1, p2), pwr.2p.test(h = ES.h(p1, p2), power = .8, sig.level = alpha)$n))
  names(outputs) <- c("n_for_80", "n_for_95", sprintf("power_n%g", n), sprintf("power_h_n%g", n), "h", "n_h_for_80")
  list(id = id, estimator = "power", inputs = list(p1 = p1, p2 = p2, n = n, alpha = alpha), outputs = outputs,
    command = "power.prop.test(tol = 1e-12); pwr.2p.test", version = version, rel_tol = 1e-8,
    tolerances = list(n_h_for_80 = list(rel = 1e-5)))
}
run_case <- function(id, n, delta, sd, alpha = 0.05) {
  test <- function(...) power.t.test(sig.level = alpha, tol = 1e-12, ...)
  outputs <- list(
    test(n = n, delta = delta, sd = sd)$power,
    test(delta = delta, sd = sd, power = .9)$n,
    test(n = n, sd = sd, power = .8)$delta,
    test(n = n, sd = 2 * sd, power = .9)$delta)
  names(outputs) <- c(sprintf("power_t_n%g", n), sprintf("n_t_for_90_delta%g_sd%g", delta, sd),
    sprintf("mde_n%g_sd%g", n, sd), sprintf("mde_n%g_sd%g_power90", n, 2 * sd))
  list(id = id, estimator = "power", inputs = list(t_n = n, t_delta = delta, t_sd = sd, alpha = alpha),
    outputs = outputs, command = "power.t.test(tol = 1e-12)", version = version, rel_tol = 1e-8)
}
# The run-level design: what the statistics page calls SD_run, with df of the pair or of all arms.
design_case <- function(id, seed, seed_by_prompt, score, prompts, epochs, runs, arms, alpha, lead, tests = 1) {
  sd_run <- sqrt(seed^2 + (seed_by_prompt^2 + score^2 / epochs) / prompts)
  se <- sd_run * sqrt(2 / runs)
  power <- function(df, alpha, lead) pt(qt(1 - alpha / 2, df), df, ncp = lead / se, lower.tail = FALSE)
  mde <- function(df, alpha) uniroot(function(d) power(df, alpha, d) - .8, c(1e-9, 60 * se), tol = 1e-14)$root
  pair <- 2 * (runs - 1); pooled <- arms * (runs - 1)
  list(id = id, estimator = "run_level_power",
    inputs = list(seed_sd = seed, seed_by_prompt_sd = seed_by_prompt, score_sd = score, prompts = prompts,
      epochs = epochs, runs = runs, arms = arms, alpha = alpha, comparisons = tests, lead = lead, power = .8),
    outputs = list(sd_run = sd_run, power_pair = power(pair, alpha, lead), power_pooled = power(pooled, alpha, lead),
      mde_pair = mde(pair, alpha), mde_pooled = mde(pooled, alpha),
      mde_pair_holm = mde(pair, alpha / tests), mde_pooled_holm = mde(pooled, alpha / tests)),
    command = "pt(qt(1 - alpha/2, df), df, ncp, lower.tail = FALSE); uniroot", version = version, rel_tol = 1e-7)
}
retention_case <- function(id, lead, runs, arms, from_sd, to_sd, rho, share, true_share, alpha) {
  se <- sqrt(2 * (to_sd^2 - 2 * share * rho * from_sd * to_sd + share^2 * from_sd^2) / runs)
  power <- function(df) pt(qt(1 - alpha, df), df, ncp = (true_share - share) * lead / se, lower.tail = FALSE)
  list(id = id, estimator = "retention_power",
    inputs = list(lead = lead, runs = runs, arms = arms, from_sd = from_sd, to_sd = to_sd, correlation = rho,
      share = share, true_share = true_share, one_sided_alpha = alpha),
    outputs = list(power_pair = power(2 * (runs - 1)), power_pooled = power(arms * (runs - 1))),
    command = "pt(qt(1 - alpha, df), df, ncp, lower.tail = FALSE)", version = version, rel_tol = 1e-8)
}

cases <- list(
  rate_case("rates_rare", .004, .05, 120),
  rate_case("rates_from_zero", 0, .1, 60),
  rate_case("rates_near", .31, .29, 2000, .01),
  rate_case("rates_tiny_n", .9, .1, 3),
  run_case("runs_two", 2, .2, .044),
  run_case("runs_three_strict_level", 3, .15, .044, .05 / 42),
  run_case("runs_eight", 8, .05, .044),
  run_case("runs_many", 400, .01, .05, .01),
  design_case("design_default", .044, 0, sqrt(.1875), 100, 10, 3, 8, .05, .1, 42),
  design_case("design_two_runs", .02, .08, .4, 44, 1, 2, 3, .05, .12, 7),
  design_case("design_no_seed_variance", 0, .05, .5, 20, 4, 5, 2, .1, .06),
  retention_case("retention_20_points_two_runs", .2, 2, 8, .044, .044, .7, .5, 1, .05),
  retention_case("retention_20_points_three_runs", .2, 3, 8, .044, .044, .7, .5, 1, .025),
  retention_case("retention_unequal_stages", .1, 5, 4, .03, .06, .2, .8, .95, .025),
  retention_case("retention_half_is_left", .2, 6, 2, .04, .04, -.3, .5, .5, .025))
meta <- list(generated_with = version, regenerate = "Rscript power.R, from this folder")
writeLines(toJSON(list(meta = meta, cases = cases), auto_unbox = TRUE, digits = NA, pretty = TRUE), "power.json")
