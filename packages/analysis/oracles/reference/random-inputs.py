"""Writes random-inputs.json: random and adverse inputs, answered from the definitions without the package's own code.

Needs Python 3.11 with numpy, scipy, statsmodels and mpmath. Run from this folder: python3 random-inputs.py
"""
import itertools
import json
import math
from fractions import Fraction

import mpmath as mp
import numpy as np
import scipy
import statsmodels
from scipy import optimize, stats
from scipy.special import ndtr
from statsmodels.stats.proportion import confint_proportions_2indep, power_proportions_2indep
from statsmodels.stats.weightstats import ttost_ind, ttost_paired

mp.mp.dps = 40
VERSION = f"numpy {np.__version__}; scipy {scipy.__version__}; statsmodels {statsmodels.__version__}; mpmath {mp.__version__}"
random = np.random.default_rng(20260529)
cases = []


def add(estimator, inputs, outputs, command, rel_tol=1e-8, tolerances=None):
    number = sum(case["estimator"] == estimator for case in cases) + 1
    case = dict(id=f"random_{estimator}_{number}", estimator=estimator, inputs=inputs, outputs=outputs, command=command, version=VERSION, rel_tol=rel_tol)
    cases.append(case | ({"tolerances": tolerances} if tolerances else {}))


def values(count, mean, sd):
    return [round(float(x), 3) for x in random.normal(mean, sd, count)]


def wilson(p, n, z):
    middle, half = p + z * z / (2 * n), z * mp.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def paired_newcombe(n11, n10, n01, n00):
    n, z = n11 + n10 + n01 + n00, mp.sqrt(2) * mp.erfinv(mp.mpf("0.95"))
    p1, p2 = mp.mpf(n11 + n10) / n, mp.mpf(n11 + n01) / n
    (l1, u1), (l2, u2) = wilson(p1, n, z), wilson(p2, n, z)
    product = (n11 + n10) * (n01 + n00) * (n11 + n01) * (n10 + n00)
    cross = n11 * n00 - n10 * n01
    phi = 0 if product == 0 else (max(cross - mp.mpf(n) / 2, 0) if cross > 0 else cross) / mp.sqrt(product)
    lower = mp.sqrt((p1 - l1) ** 2 - 2 * phi * (p1 - l1) * (u2 - p2) + (u2 - p2) ** 2)
    upper = mp.sqrt((p2 - l2) ** 2 - 2 * phi * (p2 - l2) * (u1 - p1) + (u1 - p1) ** 2)
    return dict(diff=float(p1 - p2), lower=float(p1 - p2 - lower), upper=float(p1 - p2 + upper))


for counts in [(3, 1, 0, 1), (0, 0, 7, 43), (410, 88, 2, 500)]:
    add("newcombe_paired_method10", dict(zip(("n11", "n10", "n01", "n00"), counts)), paired_newcombe(*counts), "Newcombe 1998 (paired), method 10, at 40 digits")


def ratio_set(num, den, v_num, cov, v_den, df):
    t2 = stats.t.isf(0.025, df) ** 2
    leading, middle, constant = den**2 - t2 * v_den, num * den - t2 * cov, num**2 - t2 * v_num
    under = middle**2 - leading * constant
    if leading < 0 and under < 0:
        return dict(kind="unbounded")
    lower, upper = sorted((middle + sign * math.sqrt(under)) / leading for sign in (-1, 1))
    return dict(kind="interval" if leading > 0 else "exclusive", lower=lower, upper=upper)


for given in [(0.21, -0.11, 0.0009, -0.0008, 0.02, 2.93), (-0.1, -0.2, 0.0016, 0.001599, 0.0016, 1), (0.05, 0.03, 0.01, 0.001, 0.009, 100)]:
    inputs = dict(zip(("num", "den", "v_num", "cov", "v_den", "df"), given))
    num, den, *_, v_den, df = given
    outputs = ratio_set(*given) | dict(ratio=num / den, g=stats.t.isf(0.025, df) ** 2 * v_den / den**2)
    add("fieller", inputs, outputs, "roots of the quadratic", 1e-9)

for sizes, share, df in [((2, 2), 0.8, 2), ((2, 5), 0.5, 2.5), ((4, 3), 0.3, 5)]:
    ctl_sft, arm_sft = values(sizes[1], 0.42, 0.03), values(sizes[0], 0.2, 0.03)
    ctl_rl, arm_rl = ([round(x - 0.05 + random.normal(0, 0.02), 3) for x in side] for side in (ctl_sft, arm_sft))
    joint = sum(np.cov(one, two) / len(one) for one, two in ((arm_sft, arm_rl), (ctl_sft, ctl_rl)))
    b, a = np.mean(arm_sft) - np.mean(ctl_sft), np.mean(arm_rl) - np.mean(ctl_rl)
    v_sft, cov, v_rl = joint[0, 0], joint[0, 1], joint[1, 1]
    found = ratio_set(a, b, v_rl, cov, v_sft, df)
    contrast, error = a - share * b, math.sqrt(v_rl + share**2 * v_sft - 2 * share * cov)
    outputs = dict(d_sft=b, d_rl=a, v_sft=v_sft, cov=cov, v_rl=v_rl, ratio=a / b, ni_contrast=contrast, ni_t=contrast / error, ni_p_effect_negative=stats.t.cdf(contrast / error, df), did=a - b, did_se=math.sqrt(v_rl + v_sft - 2 * cov))
    outputs |= {f"fieller_{end}": found[end] for end in ("lower", "upper") if end in found}
    inputs = dict(ctl_sft=ctl_sft, ctl_rl=ctl_rl, arm_sft=arm_sft, arm_rl=arm_rl, df=df, ni_fraction=share)
    add("retained_fraction_fieller_from_runs", inputs, {name: float(value) for name, value in outputs.items()}, "numpy cov; closed form")

for size, usevar in [(2, "pooled"), (3, "unequal"), (9, "unequal")]:
    a, b = values(size, 0.3, 0.04), values(size + 1, 0.31, 0.08)
    for estimator, inputs, found in [
        ("tost_two_sample", dict(a=a, b=b, low=-0.1, high=0.05, usevar=usevar), ttost_ind(a, b, -0.1, 0.05, usevar=usevar)),
        ("tost_paired", dict(a=a, b=b[:size], low=-0.1, high=0.05), ttost_paired(np.array(a), np.array(b[:size]), -0.1, 0.05)),
    ]:
        p, (t_lower, p_lower, df), (t_upper, p_upper, _) = found
        outputs = dict(p=p, t_lower=t_lower, p_lower=p_lower, df=df, t_upper=t_upper, p_upper=p_upper)
        add(estimator, inputs, {name: float(value) for name, value in outputs.items()}, "statsmodels ttost_ind, ttost_paired")


def shares(orders, value):
    """Mean gain of each player over the orders in which players may join, exact."""
    totals = {player: Fraction(0) for player in orders[0]}
    for order in orders:
        for place, player in enumerate(order):
            totals[player] += value(order[: place + 1]) - value(order[:place])
    return {player: total / len(orders) for player, total in totals.items()}


for players, groups in [("AB", ("AB",)), ("ABCD", ("AB", "CD")), ("ABCDE", ("AC", "B", "DE"))]:
    coalitions = ["".join(some) for size in range(len(players) + 1) for some in itertools.combinations(players, size)]
    numbers = {some or "0": round(float(random.uniform(-0.2, 0.4)), 3) for some in coalitions} | {"0": 0.0}
    value = lambda some: Fraction(str(numbers["".join(sorted(some)) or "0"]))
    own = shares(list(itertools.permutations(players)), value)
    grouped = [sum(parts, ()) for order in itertools.permutations(groups) for parts in itertools.product(*(itertools.permutations(group) for group in order))]
    outputs = dict(shapley={player: float(share) for player, share in own.items()}, shapley_exact={player: str(share) for player, share in own.items()})
    outputs["owen_" + "_".join(groups)] = {player: float(share) for player, share in sorted(shares(grouped, value).items())}
    add("shapley", dict(values=numbers), outputs, "mean gain over all orders, in fractions", 1e-12)

for x1, n1, x0, n0 in [(3, 20, 6, 20), (45, 50, 20, 50), (2, 100, 14, 80)]:
    counts = dict(x1=x1, n1=n1, x0=x0, n0=n0)
    rr, odds = (confint_proportions_2indep(x1, n1, x0, n0, method="score", compare=of) for of in ("ratio", "odds-ratio"))
    add("risk_ratio_odds_ratio_score", counts, dict(rr_lower=rr[0], rr_upper=rr[1], or_lower=odds[0], or_upper=odds[1]), "statsmodels confint_proportions_2indep", 1e-6)
    table = [[x1, x0], [n1 - x1, n0 - x0]]
    add("unconditional_exact", counts, dict(boschloo_p=float(stats.boschloo_exact(table).pvalue), barnard_p=float(stats.barnard_exact(table).pvalue)), "scipy boschloo_exact, barnard_exact", 1e-3)
    p1, p2 = round(x1 / n1, 3), round(x0 / n0, 3)
    add("power_two_prop_pooled_var", dict(p1=p1, p2=p2, n=n1), dict(power=float(power_proportions_2indep(diff=p1 - p2, prop2=p2, nobs1=n1).power)), "statsmodels power_proportions_2indep")

for a, b in [((0.31, 0.27), (0.24, 0.22)), ((0.3, 0.28, 0.35), (0.29, 0.33, 0.31, 0.3)), ((0.2, 0.5, 0.3, 0.4, 0.1), (0.9, 0.7, 0.8))]:
    size, df = math.sqrt(1 / len(a) + 1 / len(b)), len(a) + len(b) - 2
    pooled = math.sqrt(((len(a) - 1) * np.var(a, ddof=1) + (len(b) - 1) * np.var(b, ddof=1)) / df)
    d = (np.mean(a) - np.mean(b)) / pooled
    t, correction = d / size, math.gamma(df / 2) / math.sqrt(df / 2) / math.gamma((df - 1) / 2)
    lower, upper = (optimize.brentq(lambda ncp: tail(t, df, ncp) - 0.025, t - 7, t + 7, xtol=1e-13) for tail in (stats.nct.sf, stats.nct.cdf))
    outputs = dict(d=d, J=correction, g=d * correction, ncp_lower=lower, ncp_upper=upper, d_lower=lower * size, g_upper=upper * size * correction)
    add("hedges_g_nct_ci", dict(a=a, b=b), outputs, "scipy.stats.nct root-finding", 1e-7)


def slope_t(x, y, cluster):
    inverse = np.linalg.inv(x.T @ x)
    beta = inverse @ x.T @ y
    scores = [x[cluster == own].T @ (y - x @ beta)[cluster == own] for own in set(cluster)]
    return beta[1] / math.sqrt((inverse @ sum(np.outer(s, s) for s in scores) @ inverse)[1, 1])


for arms in [(0, 1, 0, 1, 1), (0, 0, 1, 1, 1, 0, 1), (0, 1, 0, 1, 0, 1, 0, 1, 0)]:
    cluster = np.array([own for own in range(len(arms)) for _ in range(int(random.integers(1, 6)))])
    arm = np.array(arms)[cluster]
    y = np.round(0.3 + 0.1 * arm + random.normal(0, 0.1, len(arms))[cluster] + random.normal(0, 0.2, len(arm)), 4)
    x = np.column_stack([np.ones(len(y)), arm])
    t, residual = slope_t(x, y, cluster), y - y.mean()
    draws = np.sort([abs(slope_t(x, y.mean() + residual * np.array(signs)[cluster], cluster)) for signs in itertools.product((1, -1), repeat=len(arms))])
    outputs = dict(t=float(t), p=float(np.mean(draws >= abs(t) - 1e-10)), n_enum=len(draws))
    add("wild_cluster_bootstrap_rademacher_enumerated", dict(y=y.tolist(), arm=arm.tolist(), cluster=(cluster + 1).tolist()), outputs, "all sign vectors, null imposed, CR0 t", 1e-9)


def within(bound, loadings, df):
    """P(every |t| <= bound), t with correlations lambda_i lambda_j and one chi."""
    z = np.linspace(-9, 9, 2001)
    weight, other = stats.norm.pdf(z) * (z[1] - z[0]), np.sqrt(1 - np.square(loadings))[:, None]
    at = np.outer(loadings, z)
    inner = lambda s: ((ndtr((at + bound * s) / other) - ndtr((at - bound * s) / other)).prod(0) * weight).sum()
    chi, (nodes, weights) = stats.chi(df, scale=1 / math.sqrt(df)), np.polynomial.legendre.leggauss(160)
    low, high = chi.ppf(1e-15), chi.isf(1e-15)
    s = (high - low) / 2 * nodes + (high + low) / 2
    return sum(w * (high - low) / 2 * chi.pdf(own) * inner(own) for w, own in zip(weights, s))


for k, df, level in [(1, 4, 0.95), (7, 16, 0.99), (5, 1000, 0.8)]:
    bound = optimize.brentq(lambda q: within(q, [math.sqrt(0.5)] * k, df) - level, 0.5, 40, xtol=1e-11)
    add("dunnett_critical_value_equal_n", dict(k=k, df=df, level=level, rho=0.5), dict(q=bound), "two-dimensional quadrature", 1e-7)

for sizes in [(3, 3, 3), (5, 3, 4, 2), (2, 2, 2, 2, 2, 2)]:
    names = ["ctl"] + [f"a{index}" for index in range(1, len(sizes))]
    groups = [values(size, 0.4 - 0.03 * index, 0.03) for index, size in enumerate(sizes)]
    df = sum(sizes) - len(sizes)
    spread = sum((size - 1) * np.var(group, ddof=1) for size, group in zip(sizes, groups)) / df
    t = [(np.mean(group) - np.mean(groups[0])) / math.sqrt(spread * (1 / size + 1 / sizes[0])) for size, group in zip(sizes[1:], groups[1:])]
    loadings = [math.sqrt(size / (size + sizes[0])) for size in sizes[1:]]
    inputs = dict(arm=[name for name, size in zip(names, sizes) for _ in range(size)], y=sum(groups, []))
    add("dunnett_single_step", inputs, dict(t=[float(one) for one in t], p_adj=[1 - within(abs(one), loadings, df) for one in t], df=df), "two-dimensional quadrature", 1e-5)

for p, a, b in [("0.975", "0.2", "0.7"), ("0.001", "3", "98"), ("0.025", "1", "1200")]:
    cdf = lambda x: mp.betainc(mp.mpf(a), mp.mpf(b), 0, x, regularized=True) - mp.mpf(p)
    low, high = mp.mpf(0), mp.mpf(1)
    for _ in range(160):
        low, high = ((low + high) / 2, high) if cdf((low + high) / 2) < 0 else (low, (low + high) / 2)
    add("distribution_functions_highprec", {}, {f"beta_quantile_{p}_{a}_{b}": mp.nstr(low, 20)}, "mpmath, 40 digits", 1e-14)

for p, df in [("0.975", "3.5"), ("0.975", "4"), ("0.995", "7.7"), ("0.999", "30"), ("0.9995", "17.2")]:
    half, tail = mp.mpf(df) / 2, 1 - mp.mpf(p)
    beyond = lambda t: mp.log(mp.betainc(half, 0.5, 0, 2 * half / (2 * half + t * t), regularized=True) / 2 / tail)
    start = mp.mpf(stats.t.isf(float(tail), float(df)))
    found = mp.findroot(beyond, (start, start * (1 + mp.mpf(10) ** -6)))
    add("distribution_functions_highprec", {}, {f"t_quantile_{p}_df{df}": mp.nstr(found, 20)}, "mpmath, 40 digits", 1e-14)

with open("random-inputs.json", "w") as file:
    json.dump(dict(meta=dict(generated_with=VERSION, regenerate="python3 random-inputs.py"), cases=cases), file, indent=2)
    file.write("\n")
