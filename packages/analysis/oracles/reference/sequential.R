# Reference cases about looks. Run from this folder: Rscript sequential.R
suppressMessages({ library(rpact); library(jsonlite) })
cases <- list()
version <- paste("rpact", packageVersion("rpact"))
design <- function(type, k, alpha, sided, rates, delta = 0.25) {
  args <- list(typeOfDesign = type, alpha = alpha, sided = sided, tolerance = 1e-10)
  if (is.null(rates)) args$kMax <- k else args$informationRates <- rates
  if (type == "WT") args$deltaWT <- delta
  do.call(getDesignGroupSequential, args)
}
names_of <- c(asOF = "LanDeMets_OBF", asP = "LanDeMets_Pocock", P = "Pocock", OF = "OBF", WT = "WangTsiatis")
add <- function(id, types, k, alpha, sided = 1, rates = NULL) {
  outputs <- list()
  for (type in types) {
    d <- design(type, k, alpha, sided, rates)
    outputs[[paste0(names_of[[type]], "_k", k, "_z")]] <- I(d$criticalValues)
    outputs[[paste0(names_of[[type]], "_k", k, "_alpha_spent")]] <- I(d$alphaSpent)
  }
  inputs <- if (sided == 1) list(alpha_one_sided = alpha) else list(alpha_two_sided = alpha)
  if (!is.null(rates)) inputs$information_fractions <- I(rates)
  cases[[length(cases) + 1]] <<- list(id = id, estimator = "group_sequential_boundaries", inputs = inputs,
    outputs = outputs, command = "rpact::getDesignGroupSequential", version = version, rel_tol = 1e-5)
}
add("looks_equal_k2", c("asOF", "asP", "P", "OF", "WT"), 2, 0.025)
add("looks_equal_k5", c("asOF", "asP", "P", "OF", "WT"), 5, 0.025)
add("looks_equal_k8_alpha05", c("asOF", "asP", "P", "OF"), 8, 0.05)
add("looks_two_sided_k3", c("asOF", "P", "OF"), 3, 0.05, 2)
add("looks_uneven_k3", c("asOF", "asP"), 3, 0.025, 1, c(0.2, 0.75, 1))
add("looks_uneven_two_sided_k4", c("asOF", "asP"), 4, 0.01, 2, c(0.4, 0.5, 0.6, 1))
add("looks_one", c("asOF", "P", "OF"), 1, 0.025)
sequence <- function(id, alpha, n, variance, tuning) {
  rho <- sqrt((-2 * log(alpha) + log(-2 * log(alpha) + 1)) / tuning)
  half <- sqrt(variance) * sqrt(2 * (n * rho^2 + 1) / (n^2 * rho^2) * log(sqrt(n * rho^2 + 1) / alpha))
  cases[[length(cases) + 1]] <<- list(id = id, estimator = "asymptotic_confidence_sequence",
    inputs = list(alpha = alpha, n = n, variance = variance, tuning = tuning), outputs = list(rho = rho, halfwidth = half),
    command = "closed form", version = paste("R", getRversion()), rel_tol = 1e-12)
}
sequence("sequence_small", 0.05, 10, 0.002, 20)
sequence("sequence_large", 0.01, 100000, 1, 5000)
write_json(list(meta = list(made_by = "sequential.R"), cases = cases), "sequential.json", auto_unbox = TRUE, digits = NA, pretty = TRUE)
