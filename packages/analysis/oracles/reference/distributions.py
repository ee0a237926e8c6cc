"""Writes distributions-high-precision.json: tails and quantiles at 40 digits, the noncentral t, the studentized range.

Needs Python 3.11 with scipy 1.10.1 and mpmath 1.2.1. Run from this folder: python3 distributions.py
"""
import json

import mpmath as mp
import scipy
from scipy.stats import studentized_range

mp.mp.dps = 40
VERSION = f"mpmath {mp.__version__}; scipy {scipy.__version__}"
cases = []


def add(name, estimator, outputs, command, rel_tol):
    cases.append(dict(id=name, estimator=estimator, inputs={}, outputs=outputs, command=command, version=VERSION, rel_tol=rel_tol))


def beta_cdf(x, a, b):
    return mp.betainc(a, b, 0, x, regularized=True)


def root(f, low, high):
    """Bisection at 40 digits: f rises through 0 between low and high."""
    low, high = mp.mpf(low), mp.mpf(high)
    for _ in range(140):
        middle = (low + high) / 2
        low, high = (middle, high) if f(middle) < 0 else (low, middle)
    return low


def t_quantile(p, df):
    p, df = mp.mpf(p), mp.mpf(df)
    tail = lambda u: beta_cdf(1 / (1 + mp.exp(u)), df / 2, mp.mpf(1) / 2) / 2
    # u = log(t^2 / df), so that far tails are as exact as near ones.
    small = min(p, 1 - p)
    t = mp.sqrt(df * mp.exp(root(lambda u: small - tail(u), -200, 200)))
    return t if p > 0.5 else -t


text = lambda value: mp.nstr(value, 20)
quantiles = {}
for p, df in [("0.975", "1.5"), ("0.995", "4"), ("0.9", "11.7"), ("0.025", "3"), ("0.975", "120"), ("0.6", "2.3")]:
    quantiles[f"t_quantile_{p}_df{df}"] = text(t_quantile(p, df))
for p in ["0.025", "0.995", "1e-6", "1e-20", "0.6", "1e-300"]:
    quantiles[f"normal_quantile_{p}"] = text(root(lambda x: mp.ncdf(x) - mp.mpf(p), -40, 10))
for p, a, b in [("0.975", "0.5", "50.5"), ("0.025", "8", "43"), ("0.5", "3", "3.5"), ("0.005", "1", "300"), ("0.9", "120", "7"), ("0.025", "0.5", "0.5")]:
    logit = root(lambda u: beta_cdf(1 / (1 + mp.exp(-u)), mp.mpf(a), mp.mpf(b)) - mp.mpf(p), -60, 60)
    quantiles[f"beta_quantile_{p}_{a}_{b}"] = text(1 / (1 + mp.exp(-logit)))
add("quantiles_40_digits", "distribution_functions_highprec", quantiles, "bisection on mpmath betainc and ncdf", 1e-14)


def noncentral_t(t, df, ncp):
    """The average of Phi(t s - ncp) over s, on log s, by the trapezoidal rule at 25 digits."""
    t, df, ncp = mp.mpf(t), mp.mpf(df), mp.mpf(ncp)
    constant = 2 * (df / 2) ** (df / 2) / mp.gamma(df / 2)
    step = min(mp.mpf(1) / 40, 1 / (4 * mp.sqrt(2 * df)), 1 / (4 * (abs(ncp) + 1)))
    width = max(70 / df, 20 / mp.sqrt(df))
    count = int(width / step)
    return step * mp.fsum(
        constant * mp.exp(df * u - df * mp.exp(2 * u) / 2) * mp.ncdf(t * mp.exp(u) - ncp)
        for u in (index * step for index in range(-count, count if df > 9 else int(5 / step)))
    )


mp.mp.dps = 25
tails = {}
for t, df, ncp in [(2, 5, 1), (3.5, 10, 2), (-1, 3, 1), (-4, 7, 2), (20, 3, 15), (2, 0.7, 0.5), (5, 100, 1), (1.5, 1000, 2),
                   (40, 4, 30), (0.5, 2, -3), (-10, 4, -5), (2.4, 22.5, 3.7), (1, 30, 8), (0, 4, 1.2), (2.8, 8, 0)]:
    words = [str(value).replace("-", "m") for value in (t, df, ncp)]
    tails["pt_nc_" + "_".join(words)] = float(noncentral_t(t, df, ncp))
add("noncentral_t", "distribution_functions", tails, "trapezoidal rule at 25 digits", 1e-11)
# scipy's own error is about 1e-13, so nothing smaller than 1e-3 is asked of it.
grid = [(q, k, df) for q in (0.5, 2, 3.5, 6) for k in (2, 3, 6, 20) for df in (3, 10, 60, 1000) if q > 1 or k < 6]
add("ptukey", "distribution_functions", {f"ptukey_{q}_{k}_{df}": float(studentized_range.cdf(q, k, df)) for q, k, df in grid},
    "scipy.stats.studentized_range.cdf", 1e-10)
grid = [(0.95, k, df) for k in (2, 4, 20) for df in (3, 10)] + [(0.5, 4, 60), (0.99, 4, 10)]
add("qtukey", "distribution_functions", {f"qtukey_{p}_{k}_{df}": float(studentized_range.ppf(p, k, df)) for p, k, df in grid},
    "scipy.stats.studentized_range.ppf", 1e-9)
with open("distributions-high-precision.json", "w") as file:
    json.dump(dict(meta=dict(made_by="distributions.py", version=VERSION), cases=cases), file, indent=1)
