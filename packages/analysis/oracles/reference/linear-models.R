# Reference cases about linear models. Run from this folder: Rscript linear-models.R
suppressMessages({ library(clubSandwich); library(sandwich); library(limma); library(jsonlite) })
set.seed(20260511)
cases <- list()
add <- function(id, estimator, inputs, outputs, command, version, rel_tol, tolerances = NULL, notes = NULL) {
  case <- list(id = id, estimator = estimator, inputs = inputs, outputs = outputs, command = command,
               version = version, rel_tol = rel_tol)
  if (!is.null(tolerances)) case$tolerances <- tolerances
  if (!is.null(notes)) case$notes <- notes
  cases[[length(cases) + 1]] <<- case
}
v <- function(...) paste(sapply(c(...), function(p) paste(p, packageVersion(p))), collapse = "; ")
r4 <- function(x) round(x, 4)

robust <- function(id, formula, data, types = c("CR0", "CR1", "CR1S", "CR2", "CR3"), rel_tol = 1e-8, notes = NULL) {
  data$cluster <- as.integer(data$cluster)
  fit <- lm(as.formula(formula), data)
  outputs <- list(beta = unname(coef(fit)), ols_se = unname(summary(fit)$coefficients[, 2]))
  for (type in types) {
    V <- vcovCR(fit, data$cluster, type)
    t <- coef_test(fit, vcov = V, test = "Satterthwaite")
    outputs[[type]] <- list(se = t$SE, df_satt = t$df, p_satt = t$p_Satt, vcov = unname(as.matrix(unclass(V)[, ])))
    attributes(outputs[[type]]$vcov) <- list(dim = dim(outputs[[type]]$vcov))
  }
  add(id, "cluster_robust_CR0_CR1_CR2_CR3", c(as.list(data), formula = formula), outputs,
      "clubSandwich::vcovCR(lm, cluster, type); coef_test(test='Satterthwaite')", v("clubSandwich"), rel_tol, notes = notes)
}
clusters <- function(sizes) rep(seq_along(sizes), sizes)
data <- function(sizes, arms) {
  cluster <- clusters(sizes)
  n <- length(cluster)
  data.frame(y = r4(.4 + .2 * arms[cluster] + rnorm(length(sizes), 0, .2)[cluster] + rnorm(n, 0, .3)),
             arm = arms[cluster], x = r4(runif(n)), dose = r4(runif(length(sizes))[cluster]), cluster = cluster)
}
robust("cr_unbalanced_interaction", "y ~ arm * x", data(c(2, 9, 4, 1, 12, 3), c(0, 0, 0, 1, 1, 1)))
robust("cr_cluster_level_covariate", "y ~ arm + dose", data(c(5, 3, 8, 2, 6, 4, 7), c(0, 1, 0, 1, 0, 1, 1)))
robust("cr_one_cluster_in_an_arm", "y ~ arm", data(c(6, 4, 5, 3), c(0, 0, 0, 1)), c("CR0", "CR1", "CR2"),
       notes = "the lone cluster has leverage 1: CR2 takes the generalised inverse, CR3 does not exist")
within <- data(c(7, 8), c(0, 0)); within$arm <- rep(0:1, length.out = 15)
robust("cr_two_clusters_arm_within", "y ~ arm", within, c("CR0", "CR1", "CR1S", "CR2", "CR3"))
labels <- data(c(3, 4, 5, 4, 3, 6, 2, 5), c(0, 0, 0, 0, 1, 1, 1, 1)); labels$suite <- sample(c("b", "a", "c"), nrow(labels), TRUE)
robust("cr_label_covariate_no_intercept_twist", "y ~ suite + arm:x", labels)
# Far from 0 the normal equations behind clubSandwich lose digits: fitted near 0, and moved by the exact transformation.
wide <- data(c(4, 4, 4, 4, 4, 4), c(0, 0, 0, 1, 1, 1))
near <- lm(y ~ arm + x, wide); move <- rbind(c(1, 0, -1e6), c(0, 1, 0), c(0, 0, 1))
moved <- function(type) { V <- move %*% as.matrix(vcovCR(near, wide$cluster, type)) %*% t(move); list(se = sqrt(diag(V)), vcov = unname(V)) }
wide$x <- 1e6 + wide$x
add("cr_covariate_far_from_zero", "cluster_robust_CR0_CR1_CR2_CR3", c(as.list(wide), formula = "y ~ arm + x"),
    list(beta = as.vector(move %*% coef(near)), CR1 = moved("CR1"), CR2 = moved("CR2"), CR3 = moved("CR3")),
    "clubSandwich::vcovCR near 0, transformed exactly", v("clubSandwich"), 1e-6)

two_arm <- function(id, d) {
  fit <- lm(y ~ arm, d)
  t <- coef_test(fit, vcov = "CR2", cluster = d$cluster, test = "Satterthwaite")
  add(id, "cluster_robust_CR2_two_arm", list(y = d$y, arm = d$arm, cluster = d$cluster),
      list(beta = unname(coef(fit)), se = t$SE, df = t$df, p = t$p_Satt), "clubSandwich coef_test CR2", v("clubSandwich"), 1e-8)
}
two_arm("cr2_two_runs_an_arm", data(c(3, 5, 4, 6), c(0, 0, 1, 1)))
two_arm("cr2_one_row_a_run", data(rep(1, 6), c(0, 0, 0, 1, 1, 1)))
two_arm("cr2_unequal_arms", data(c(2, 2, 9, 1, 3, 14, 5), c(0, 0, 1, 1, 1, 1, 1)))

two_way <- function(id, d, formula = "ybar ~ arm") {
  fit <- lm(as.formula(formula), d)
  outputs <- list(beta = unname(coef(fit)),
                  vcov_HC0_nocadj = unname(vcovCL(fit, cluster = ~ run + prompt, type = "HC0", cadjust = FALSE)),
                  vcov_HC1_cadj = unname(vcovCL(fit, cluster = ~ run + prompt, type = "HC1")))
  add(id, "two_way_cluster_CGM", c(as.list(d), formula = formula), outputs,
      "sandwich::vcovCL(lm, cluster = ~run+prompt, type = 'HC0', cadjust = FALSE | type = 'HC1')", v("sandwich"), 1e-8)
}
crossed <- function(runs, prompts, arms, drop = 0) {
  d <- expand.grid(prompt = seq_len(prompts), run = seq_len(runs))
  d$arm <- arms[d$run]
  d$ybar <- r4(.3 + .2 * d$arm + rnorm(prompts, 0, .2)[d$prompt] + rnorm(runs, 0, .1)[d$run] + rnorm(nrow(d), 0, .15))
  d$x <- r4(runif(nrow(d)))
  if (drop > 0) d <- d[-sample(nrow(d), drop), ]
  rownames(d) <- NULL
  d[c("ybar", "arm", "run", "prompt", "x")]
}
two_way("cgm_missing_cells", crossed(5, 7, c(0, 0, 1, 1, 1), 9))
two_way("cgm_covariate", crossed(4, 6, c(0, 0, 1, 1), 3), "ybar ~ arm + x")
two_way("cgm_two_runs", crossed(2, 8, c(0, 1)))

moderated <- function(id, var, df, notes = NULL) {
  s <- suppressWarnings(squeezeVar(var, df))
  prior <- if (is.finite(s$df.prior)) s$df.prior else "Inf"
  add(id, "moderated_variance", list(var = I(var), df = df), list(df_prior = prior, var_prior = s$var.prior, var_post = I(s$var.post)),
      "limma::squeezeVar(var, df)", v("limma"), 1e-7, notes = notes)
}
moderated("moderated_alike", c(.010, .011, .0102, .0098, .0105), 4, "the variances differ less than chance: infinite prior df")
moderated("moderated_mostly_zero", c(0, 0, 0, .002, .001), 2, "median 0: zeros are lifted to 1e-5")
moderated("moderated_all_zero", rep(0, 4), 3)
moderated("moderated_unequal_df", c(.004, .02, .001, .3, .008, .05), c(2, 4, 8, 1, 0, 16), "one variance without degrees of freedom")
moderated("moderated_single", .02, 4)
moderated("moderated_spread", 10^seq(-8, 2, length.out = 12), 3)

# No packaged reference: the restricted bootstrap with every sign vector, written out.
wild <- function(id, d, formula) {
  X <- model.matrix(as.formula(sub("^[^~]*", "", formula)), d)
  tested <- "arm"
  XtX <- solve(crossprod(X))
  t_of <- function(y) {
    b <- XtX %*% crossprod(X, y)
    s <- rowsum(X * as.vector(y - X %*% b), d$cluster)
    b[tested, ] / sqrt((XtX %*% crossprod(s) %*% XtX)[tested, tested])
  }
  X0 <- X[, colnames(X) != tested, drop = FALSE]
  f0 <- as.vector(X0 %*% solve(crossprod(X0), crossprod(X0, d$y)))
  u0 <- d$y - f0
  t <- t_of(d$y)
  signs <- as.matrix(expand.grid(rep(list(c(1, -1)), length(unique(d$cluster)))))
  stars <- apply(signs, 1, function(w) t_of(f0 + w[d$cluster] * u0))
  add(id, "wild_cluster_bootstrap_rademacher_enumerated", c(as.list(d[c("y", "arm", "x", "cluster")]), formula = formula),
      list(t = t, p = mean(abs(stars) >= abs(t) - 1e-10), n_enum = length(stars), t_sorted_first7 = sort(abs(stars))[1:7]),
      "every sign vector, null imposed, CR0 t", paste("R", getRversion()), 1e-8,
      tolerances = list(t_sorted_first7 = list(rel = 1e-6, abs = 1e-10)))
}
wild("wild_five_clusters", data(c(4, 6, 3, 5, 7), c(0, 0, 1, 1, 1)), "y ~ arm")
wild("wild_covariate", data(c(4, 2, 6, 3, 5, 7), c(0, 0, 0, 1, 1, 1)), "y ~ arm + x")
mixed <- data(c(6, 8, 5), c(0, 0, 0)); mixed$arm <- rep(0:1, length.out = 19)
wild("wild_three_clusters_arm_within", mixed, "y ~ arm")

write(toJSON(list(meta = list(generated_with = v("clubSandwich", "sandwich", "limma"), seed = 20260511), cases = cases),
             auto_unbox = TRUE, digits = NA, pretty = FALSE), "linear-models.json")
