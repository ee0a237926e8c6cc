# Reference cases about contrasts of candidate dose-response shapes. Run from this folder: Rscript dose-contrasts.R
suppressMessages({ library(DoseFinding); library(mvtnorm); library(jsonlite) })
set.seed(20261126)
cases <- list()
with_versions <- paste0("R ", getRversion(), ", DoseFinding ", packageVersion("DoseFinding"), ", mvtnorm ",
                        packageVersion("mvtnorm"))
add <- function(id, estimator, inputs, outputs, command, rel_tol, notes = NULL, tolerances = NULL) {
  case <- list(id = id, estimator = estimator, inputs = inputs, outputs = outputs, command = command,
               version = with_versions, rel_tol = rel_tol)
  if (!is.null(tolerances)) case$tolerances <- tolerances
  if (!is.null(notes)) case$notes <- notes
  cases[[length(cases) + 1]] <<- case
}
rows_of <- function(m) I(unname(lapply(seq_len(nrow(m)), function(i) I(unname(m[i, ])))))

# The candidate shapes that the analysis takes, from the doses alone.
least_of <- function(doses) min(doses[doses > 0])
middle_of <- function(doses) sqrt(least_of(doses) * max(doses))
candidates <- function(doses) Mods(linear = NULL, linlog = NULL, emax = c(least_of(doses), middle_of(doses)),
                                   exponential = max(doses) / 2, doses = doses,
                                   addArgs = list(off = least_of(doses)))
names_of <- I(c("linear", "log", "emax-early", "emax-middle", "late"))

contrast_case <- function(id, doses, n) {
  found <- optContr(candidates(doses), w = n)
  correlation <- cov2cor(t(found$contMat) %*% diag(1 / n) %*% found$contMat)
  add(id, "dose_contrasts", list(doses = I(doses), runs = I(n)),
      list(shapes = names_of, contrasts = rows_of(t(found$contMat)), correlation = rows_of(correlation)),
      "DoseFinding::optContr(Mods(linear, linlog, emax x 2, exponential), w = runs)", 1e-8)
}
contrast_case("contrasts_even", c(0, 1, 3, 10, 30), c(3, 3, 3, 3, 3))
contrast_case("contrasts_uneven_runs", c(0, 2, 5, 9, 40), c(8, 2, 3, 3, 2))
contrast_case("contrasts_tokens", c(0, 1e6, 3e6, 1e7, 3e7, 8e7), c(2, 2, 2, 2, 2, 2))

tail_case <- function(id, correlation, df, bound) {
  inside <- pmvt(rep(-bound, nrow(correlation)), rep(bound, nrow(correlation)), df = df, corr = correlation,
                 algorithm = GenzBretz(maxpts = 2e6, abseps = 1e-6, releps = 0))
  add(id, "max_t_tail", list(correlation = rows_of(correlation), df = df, bound = bound),
      list(p = 1 - inside[1]), "1 - mvtnorm::pmvt(algorithm = GenzBretz(maxpts = 2e6, abseps = 1e-6))", 1e-3,
      tolerances = list(p = list(abs = max(5e-6, 1e-2 * (1 - inside[1])))))
}
doses <- c(0, 1, 3, 10, 30)
five <- optContr(candidates(doses), w = rep(3, 5))$corMat
for (bound in c(0.8, 2, 3, 5)) tail_case(paste0("tail_shapes_", bound), five, 10, bound)
tail_case("tail_shapes_normal", five, 0, 2.5)
cases[[length(cases)]]$inputs["df"] <- list(NULL)
tail_case("tail_shapes_df2", five, 2, 4)
four <- optContr(candidates(c(0, 1, 2, 4)), w = rep(3, 4))$corMat
tail_case("tail_fewer_dimensions", four, 8, 2.6)
tail_case("tail_independent", diag(3), 12, 2.4)
tail_case("tail_negative", matrix(c(1, -.6, .2, -.6, 1, -.3, .2, -.3, 1), 3), 6, 2.2)
tail_case("tail_two_alike", matrix(c(1, .999, .3, .999, 1, .3, .3, .3, 1), 3), 9, 2.8)

test_case <- function(id, dose, resp) {
  doses <- sort(unique(dose))
  found <- MCTtest(dose, resp, models = candidates(doses), type = "normal", alternative = "two.sided", pVal = FALSE,
                   critV = 1)
  t <- as.numeric(found$tStat); df <- length(resp) - length(doses)
  # The p-value as MCTtest has it, with fewer digits lost than at its own settings.
  p <- sapply(t, function(one) 1 - pmvt(rep(-one, length(t)), rep(one, length(t)), df = df, corr = found$corMat,
                                        algorithm = GenzBretz(maxpts = 4e5, abseps = 5e-6, releps = 0))[1])
  add(id, "dose_contrast_test", list(dose = I(dose), resp = I(resp)),
      list(shapes = names_of, abs_t = I(unname(t)), p = I(p), df = df),
      "DoseFinding::MCTtest(type = 'normal', alternative = 'two.sided'); 1 - mvtnorm::pmvt at its corMat", 1e-8,
      notes = "two-sided, so MCTtest gives |t|",
      tolerances = setNames(lapply(p, function(one) list(abs = max(1e-4, 1e-2 * one))), paste0("p.", seq_along(p) - 1)))
}
curve <- function(dose, sd, e0 = 0.5, emax = -0.3, ed50 = 4)
  round(e0 + emax * dose / (ed50 + dose) + rnorm(length(dose), sd = sd), 4)
d <- rep(c(0, 1, 3, 10, 30), each = 3)
test_case("mct_three_runs", d, curve(d, 0.08))
test_case("mct_none", d, curve(d, 0.08, emax = 0))
test_case("mct_upwards", d, curve(d, 0.12, e0 = .1, emax = .3))
d <- c(0, 0, 0, 0, 2, 2, 5, 5, 5, 9, 9, 40, 40)
test_case("mct_unequal_runs", d, curve(d, 0.1))
d <- rep(c(0, 1, 2, 4), each = 4)
test_case("mct_four_doses", d, round(.5 - .02 * d^2 + rnorm(16, sd = .08), 4))

write(toJSON(list(meta = list(made_by = "dose-contrasts.R", seed = 20261126), cases = cases), auto_unbox = TRUE,
             digits = NA, pretty = TRUE, null = "null"), "dose-contrasts.json")
