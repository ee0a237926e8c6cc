"""Writes rate-differences.json: score intervals, paired intervals, exact unconditional tests and posterior probabilities.

Needs Python 3.11 with scipy 1.10.1, statsmodels 0.13.5 and mpmath 1.2.1. Run from this folder: python3 rate-differences.py
"""
import json
import warnings

import mpmath as mp
import numpy as np
import scipy
import statsmodels
from scipy import optimize, stats
from statsmodels.stats.proportion import confint_proportions_2indep

warnings.simplefilter("ignore")
mp.mp.dps = 40
VERSION = f"scipy {scipy.__version__}; statsmodels {statsmodels.__version__}; mpmath {mp.__version__}; numpy {np.__version__}"
cases = []


def add(name, estimator, inputs, outputs, command, rel_tol=1e-8, tolerances=None):
    case = dict(id=name, estimator=estimator, inputs=inputs, outputs=outputs, command=command, version=VERSION, rel_tol=rel_tol)
    cases.append(case | ({"tolerances": tolerances} if tolerances else {}))


def restricted(x1, n1, x0, n0, delta):
    """Most likely p0 with p1 = p0 + delta, by bisection of the score at 40 digits."""
    low, high = max(mp.mpf(0), -delta), min(mp.mpf(1), 1 - delta)

    def slope(p0):
        p1 = p0 + delta
        terms = [(x1, p1), (x0, p0)]
        others = [(n1 - x1, 1 - p1), (n0 - x0, 1 - p0)]
        return sum(mp.mpf(x) / p for x, p in terms if x) - sum(mp.mpf(y) / q for y, q in others if y)

    a, b = low, high
    for _ in range(140):
        middle = (a + b) / 2
        if slope(middle) > 0:
            a = middle
        else:
            b = middle
    return (a + b) / 2


def score(x1, n1, x0, n0, delta, factor):
    p0 = restricted(x1, n1, x0, n0, delta)
    p1 = p0 + delta
    variance = (p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0) * factor
    return (mp.mpf(x1) / n1 - mp.mpf(x0) / n0 - delta) / mp.sqrt(variance)


def score_limit(x1, n1, x0, n0, z, factor, side):
    d = mp.mpf(x1) / n1 - mp.mpf(x0) / n0
    if d == side:
        return mp.mpf(side)
    inside, outside = d, mp.mpf(side)
    for _ in range(70):
        middle = (inside + outside) / 2
        if abs(score(x1, n1, x0, n0, middle, factor)) < z:
            inside = middle
        else:
            outside = middle
    return (inside + outside) / 2


TABLES = [(0, 1, 1, 1), (1, 1, 0, 1), (0, 5, 0, 5), (5, 5, 5, 5), (0, 3, 0, 400), (0, 2000, 5, 30), (2, 3, 1, 40),
          (12, 37, 12, 37), (600, 1000, 520, 900), (1, 20000, 9, 15000), (7, 7, 30, 41)]
for x1, n1, x0, n0 in TABLES:
    for level in (0.9, 0.99):
        z = mp.sqrt(2) * mp.erfinv(mp.mpf(str(level)))
        outputs = {}
        for name, factor in (("mn", mp.mpf(n1 + n0) / (n1 + n0 - 1)), ("mee", mp.mpf(1))):
            for end, side in (("lower", -1), ("upper", 1)):
                outputs[f"{name}_{end}"] = float(score_limit(x1, n1, x0, n0, z, factor, side))
        for name, method in (("newcombe", "newcomb"), ("agresti_caffo", "agresti-caffo")):
            low, high = confint_proportions_2indep(x1, n1, x0, n0, method=method, compare="diff", alpha=1 - level)
            outputs |= {f"{name}_lower": float(low), f"{name}_upper": float(high)}
        outputs["diff"] = x1 / n1 - x0 / n0
        add(f"rd_{x1}_{n1}_{x0}_{n0}_{level}", "risk_difference_newcombe_mn",
            dict(x1=x1, n1=n1, x0=x0, n0=n0, level=level), outputs,
            "score intervals by bisection at 40 digits; statsmodels for newcombe and agresti_caffo")
for x1, n1, x0, n0, null in [(3, 40, 10, 42, 0), (0, 50, 6, 50, 0.05), (12, 12, 9, 30, 0.2), (0, 30, 0, 40, -0.1),
                             (500, 900, 480, 1000, 0.1), (1, 2, 1, 2, -0.5)]:
    z = score(x1, n1, x0, n0, mp.mpf(str(null)), mp.mpf(n1 + n0) / (n1 + n0 - 1))
    add(f"mn_test_{x1}_{n1}_{x0}_{n0}_{null}", "mn_score_test_shifted_null", dict(x1=x1, n1=n1, x0=x0, n0=n0, null=null),
        dict(z=float(z), p_two=float(2 * mp.ncdf(-abs(z))), p_less=float(mp.ncdf(z)), p_greater=float(mp.ncdf(-z))),
        "score statistic at 40 digits")
for x1, n1, x0, n0 in [(56, 70, 48, 80), (3, 40, 10, 42), (1, 9, 5, 8), (30, 1000, 45, 900), (7, 8, 2, 30), (250, 400, 90, 120)]:
    for level in (0.9, 0.95, 0.99):
        ends = {}
        for name, compare in (("rr", "ratio"), ("or", "odds-ratio")):
            low, high = confint_proportions_2indep(x1, n1, x0, n0, method="score", compare=compare, alpha=1 - level)
            ends |= {f"{name}_lower": float(low), f"{name}_upper": float(high)}
        add(f"ratio_score_{x1}_{n1}_{x0}_{n0}_{level}", "risk_ratio_odds_ratio_score",
            dict(x1=x1, n1=n1, x0=x0, n0=n0, level=level), ends,
            "confint_proportions_2indep(method='score', compare='ratio'|'odds-ratio')", 1e-6)


def wilson(p, n, z):
    middle, half = p + z * z / (2 * n), z * mp.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


for a, b, c, d in [(0, 0, 0, 20), (20, 0, 0, 0), (1, 0, 0, 0), (10, 3, 8, 30), (53, 2, 0, 0), (2, 30, 1, 2), (0, 17, 20, 1), (400, 35, 60, 500), (1, 1, 1, 1)]:
    for level in (0.9, 0.95):
        z = mp.sqrt(2) * mp.erfinv(mp.mpf(str(level)))
        n = mp.mpf(a + b + c + d)
        p1, p0 = (a + b) / n, (a + c) / n
        (l1, u1), (l0, u0) = wilson(p1, n, z), wilson(p0, n, z)
        margins = (a + b) * (c + d) * (a + c) * (b + d)
        excess = mp.mpf(a * d - b * c)
        corrected = max(mp.mpf(0), excess - n / 2) if excess > 0 else excess
        phi = corrected / mp.sqrt(margins) if margins else mp.mpf(0)
        low = mp.sqrt((p1 - l1) ** 2 - 2 * phi * (p1 - l1) * (u0 - p0) + (u0 - p0) ** 2)
        high = mp.sqrt((u1 - p1) ** 2 - 2 * phi * (u1 - p1) * (p0 - l0) + (p0 - l0) ** 2)
        add(f"paired_{a}_{b}_{c}_{d}_{level}", "newcombe_paired_method10", dict(n11=a, n10=b, n01=c, n00=d, level=level),
            dict(diff=float((b - c) / n), lower=float((b - c) / n - low), upper=float((b - c) / n + high)),
            "Newcombe 1998 (paired), method 10, at 40 digits")
for x1, n1, x0, n0, prior in [(0, 50, 6, 50, (1, 1)), (50, 50, 44, 50, (0.5, 0.5)), (0, 5, 3, 4, (0.5, 0.5)), (3, 1000, 9, 1200, (0.5, 0.5)),
                              (40, 80, 39, 80, (0.5, 0.5)), (0, 1, 1, 1, (0.5, 0.5)), (0, 300, 40, 300, (0.5, 0.5)), (20, 30, 3, 30, (2, 3)), (0, 3, 0, 900, (0.5, 0.5))]:
    a, b = mp.mpf(prior[0]), mp.mpf(prior[1])

    def density(u):
        p, q = 1 / (1 + mp.exp(-u)), 1 / (1 + mp.exp(u))
        log_beta = mp.loggamma(x0 + a) + mp.loggamma(n0 - x0 + b) - mp.loggamma(n0 + a + b)
        own = mp.exp((x0 + a) * mp.log(p) + (n0 - x0 + b) * mp.log(q) - log_beta)
        return own * mp.betainc(x1 + a, n1 - x1 + b, 0, p, regularized=True)

    mp.mp.dps = 20
    step = mp.mpf(1) / 40
    total = step * mp.fsum(density(i * step) for i in range(-40 * 100, 40 * 100))
    mp.mp.dps = 40
    add(f"less_{x1}_{n1}_{x0}_{n0}_{prior[0]}", "prob_p1_less_p0_jeffreys", dict(x1=x1, n1=n1, x0=x0, n0=n0, prior=list(prior)),
        dict(prob=float(total)), "trapezoidal rule on the log odds at 20 digits")
for x1, n1, x0, n0 in [(3, 10, 1, 15), (0, 5, 5, 5), (7, 12, 9, 30), (1, 20, 8, 22), (2, 8, 6, 9), (15, 40, 8, 35), (0, 3, 2, 3), (10, 25, 10, 30)]:
    table = [[x1, x0], [n1 - x1, n0 - x0]]
    add(f"unconditional_{x1}_{n1}_{x0}_{n0}", "unconditional_exact", dict(x1=x1, n1=n1, x0=x0, n0=n0),
        dict(boschloo_p=float(stats.boschloo_exact(table).pvalue), barnard_p=float(stats.barnard_exact(table).pvalue)),
        "boschloo_exact; barnard_exact", 1e-3)
for name, a, b in [("two_each", [0.3, 0.5], [0.1, 0.15]), ("no_difference", [1, 2, 3], [0, 2, 4]), ("negative", [0.1, 0.2, 0.15, 0.3], [0.6, 0.9, 0.7]),
                   ("large", list(np.linspace(0, 1, 60)), list(np.linspace(0.2, 1.1, 45))), ("huge_effect", [2, 2.1, 2.2, 1.9], [1, 1.1, 0.9])]:
    for level in (0.9, 0.95):
        a, b = [float(v) for v in a], [float(v) for v in b]
        n1, n0 = len(a), len(b)
        df, scale = n1 + n0 - 2, np.sqrt(1 / n1 + 1 / n0)
        pooled = np.sqrt((np.var(a, ddof=1) * (n1 - 1) + np.var(b, ddof=1) * (n0 - 1)) / df)
        d = (np.mean(a) - np.mean(b)) / pooled
        if abs(d) < 1e-12:
            d = 0.0
        t, tail = d / scale, (1 - level) / 2
        root = lambda p: optimize.brentq(lambda nc: stats.nct.cdf(t, df, nc) - p, t - 40 - abs(t), t + 40 + abs(t), xtol=1e-13)
        j = float(mp.gamma(mp.mpf(df) / 2) / (mp.sqrt(mp.mpf(df) / 2) * mp.gamma(mp.mpf(df - 1) / 2)))
        low, high = root(1 - tail), root(tail)
        add(f"hedges_{name}_{level}", "hedges_g_nct_ci", dict(a=a, b=b, level=level),
            dict(d=d, J=j, g=d * j, ncp_lower=low, ncp_upper=high, d_lower=low * scale, d_upper=high * scale, g_lower=low * scale * j, g_upper=high * scale * j),
            "scipy.stats.nct, brentq", 1e-7)
for p1, n1, p0, n0, level in [(0, 20, 0.3, 40, 0.95), (1, 3, 0, 3, 0.9), (0.5, 100, 0.5, 7, 0.99)]:
    h, se = 2 * np.arcsin(np.sqrt(p1)) - 2 * np.arcsin(np.sqrt(p0)), np.sqrt(1 / n1 + 1 / n0)
    z = stats.norm.isf((1 - level) / 2)
    add(f"cohens_h_ci_{p1}_{n1}_{p0}_{n0}", "cohens_h_ci", dict(p1=p1, n1=n1, p0=p0, n0=n0, level=level),
        dict(h=float(h), se=float(se), lower=float(h - z * se), upper=float(h + z * se)), "closed form", 1e-10)
with open("rate-differences.json", "w") as file:
    json.dump(dict(meta=dict(made_by="rate-differences.py", version=VERSION), cases=cases), file, indent=1)
