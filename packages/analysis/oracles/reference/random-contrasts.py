"""Writes random-contrasts.json: ratios, equivalence, attribution, sample sizes and sequences on random and edge inputs.

Needs Python 3.11 with numpy, scipy 1.10.1 and statsmodels 0.13.5. Run from this folder: python3 random-contrasts.py
"""
import itertools
import json
import math
from fractions import Fraction

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.proportion import power_proportions_2indep
from statsmodels.stats.weightstats import ttost_ind, ttost_paired

rng = np.random.default_rng(20240611)
VERSION = f"scipy {scipy.__version__}; statsmodels {statsmodels.__version__}; numpy {np.__version__}"
cases = []


def add(name, estimator, inputs, outputs, command, rel_tol=1e-8):
    cases.append(dict(id=name, estimator=estimator, inputs=inputs, outputs=outputs, command=command, version=VERSION, rel_tol=rel_tol))


def fieller_set(num, den, v_num, cov, v_den, t):
    """Ratios r with (num - r den)^2 <= t^2 (v_num - 2 r cov + r^2 v_den)."""
    a, b, c = den**2 - t**2 * v_den, -2 * (num * den - t**2 * cov), num**2 - t**2 * v_num
    disc = b * b - 4 * a * c
    if a > 0:
        low, high = sorted(((-b - math.sqrt(disc)) / (2 * a), (-b + math.sqrt(disc)) / (2 * a)))
        return dict(kind="interval", lower=low, upper=high)
    if disc < 0:
        return dict(kind="unbounded")
    return dict(kind="exclusive")


for index in range(14):
    num, den = (round(float(v), 4) for v in rng.normal(0, 0.2, 2))
    v_num, v_den = (round(float(v), 6) for v in rng.uniform(1e-5, 3e-3, 2))
    cov = round(float(rng.uniform(-0.9, 0.9)) * math.sqrt(v_num * v_den), 8)
    df = [1, 2.3, 4, 16, 50][index % 5]
    t = stats.t.ppf(0.975, df)
    add(f"fieller_random_{index}", "fieller", dict(num=num, den=den, v_num=v_num, cov=cov, v_den=v_den, df=df),
        fieller_set(num, den, v_num, cov, v_den, t) | dict(ratio=num / den, g=t**2 * v_den / den**2), "closed form")
for index, (arms, controls) in enumerate([(2, 2), (3, 5), (6, 3), (4, 4)]):
    ctl_sft, arm_sft = rng.normal(0.45, 0.04, controls), rng.normal(0.2, 0.04, arms)
    ctl_rl, arm_rl = ctl_sft - 0.1 + rng.normal(0, 0.02, controls), arm_sft - 0.03 + rng.normal(0, 0.02, arms)
    groups = {k: [round(float(x), 4) for x in v] for k, v in dict(ctl_sft=ctl_sft, ctl_rl=ctl_rl, arm_sft=arm_sft, arm_rl=arm_rl).items()}
    covariance = sum(np.cov(groups[f"{g}_sft"], groups[f"{g}_rl"]) / len(groups[f"{g}_sft"]) for g in ("ctl", "arm"))
    sft = np.mean(groups["arm_sft"]) - np.mean(groups["ctl_sft"])
    rl = np.mean(groups["arm_rl"]) - np.mean(groups["ctl_rl"])
    v_sft, cov, v_rl = covariance[0, 0], covariance[0, 1], covariance[1, 1]
    df, f = arms + controls - 2, [0.5, 0.25, 0.75, 0.9][index]
    t = stats.t.ppf(0.975, df)
    found = fieller_set(rl, sft, v_rl, cov, v_sft, t)
    contrast, contrast_se = rl - f * sft, math.sqrt(v_rl - 2 * f * cov + f * f * v_sft)
    outputs = dict(d_sft=sft, d_rl=rl, v_sft=v_sft, cov=cov, v_rl=v_rl, ratio=rl / sft,
                   delta_se=math.sqrt((v_rl - 2 * rl / sft * cov + (rl / sft) ** 2 * v_sft) / sft**2),
                   ni_contrast=contrast, ni_t=contrast / contrast_se, ni_p_effect_negative=stats.t.cdf(contrast / contrast_se, df),
                   did=rl - sft, did_se=math.sqrt(v_rl - 2 * cov + v_sft))
    if found["kind"] == "interval":
        outputs |= dict(fieller_lower=found["lower"], fieller_upper=found["upper"])
    add(f"retained_random_{index}", "retained_fraction_fieller_from_runs", groups | dict(df=df, ni_fraction=f), {k: float(v) for k, v in outputs.items()}, "numpy cov; closed form")
for index in range(4):
    n = [2, 4, 9, 20][index]
    a, b = ([round(float(x), 3) for x in rng.normal(0.3, 0.05, n)] for _ in range(2))
    b2 = b + [0.31] if index % 2 else b
    low, high = [(-0.05, 0.05), (-0.1, 0.02), (-0.01, 0.2), (-0.03, 0.03)][index]
    for usevar in ("pooled", "unequal"):
        p, one, two = ttost_ind(a, b2, low, high, usevar=usevar)
        add(f"tost_{usevar}_{index}", "tost_two_sample", dict(a=a, b=b2, low=low, high=high, usevar=usevar),
            dict(p=p, t_lower=one[0], p_lower=one[1], df=one[2], t_upper=two[0], p_upper=two[1]), "ttost_ind")
    p, one, two = ttost_paired(np.array(a), np.array(b), low, high)
    add(f"tost_paired_{index}", "tost_paired", dict(a=a, b=b, low=low, high=high),
        dict(p=p, t_lower=one[0], p_lower=one[1], df=one[2], t_upper=two[0], p_upper=two[1]), "ttost_paired")
for k in (1, 2, 4, 5):
    players = "ABCDE"[:k]
    names = ["".join(c) for r in range(k + 1) for c in itertools.combinations(players, r)]
    values = {name or "0": Fraction(int(rng.integers(-50, 50)), 100) for name in names}
    variances = {name or "0": Fraction(int(rng.integers(1, 20)), 10000) for name in names}
    v = lambda members: values["".join(sorted(members)) or "0"]
    shapley, spread = {}, {}
    for player in players:
        weights = {}
        for order in itertools.permutations(players):
            before = order[: order.index(player)]
            for members, sign in ((before + (player,), 1), (before, -1)):
                key = "".join(sorted(members)) or "0"
                weights[key] = weights.get(key, 0) + Fraction(sign, math.factorial(k))
        shapley[player] = sum(w * values[key] for key, w in weights.items())
        spread[player] = sum(w * w * variances[key] for key, w in weights.items())
    outputs = dict(shapley={p: float(x) for p, x in shapley.items()}, shapley_exact={p: f"{x.numerator}/{x.denominator}" for p, x in shapley.items()},
                   shapley_var={p: float(x) for p, x in spread.items()})
    if k >= 2:
        outputs["interaction_index"] = {}
        for i, j in itertools.combinations(players, 2):
            rest, total = [p for p in players if p not in (i, j)], Fraction(0)
            for r in range(len(rest) + 1):
                for s in itertools.combinations(rest, r):
                    w = Fraction(math.factorial(r) * math.factorial(k - r - 2), math.factorial(k - 1))
                    total += w * (v(s + (i, j)) - v(s + (i,)) - v(s + (j,)) + v(s))
            outputs["interaction_index"][i + j] = float(total)
    add(f"shapley_{k}", "shapley", dict(values={a: float(x) for a, x in values.items()}, arm_variances={a: float(x) for a, x in variances.items()}),
        outputs, "exact enumeration of orders", 1e-12)
for p1, p2, n in [(0.01, 0.05, 400), (0.5, 0.5, 50), (0.9, 0.7, 25)]:
    add(f"power_pooled_{p1}_{p2}", "power_two_prop_pooled_var", dict(p1=p1, p2=p2, n=n),
        dict(power=float(power_proportions_2indep(p1 - p2, p2, n, return_results=False))), "power_proportions_2indep")
for omega2, sa, sb, ka, kb, alpha, power, delta in [(0.2, 0.1, 0.05, 2, 5, 0.05, 0.9, 0.02), (0.01, 0.2, 0.2, 1, 1, 0.01, 0.8, 0.1), (0.5, 0, 0, 1, 3, 0.1, 0.8, 0.05)]:
    z = stats.norm.isf(alpha / 2) + stats.norm.ppf(power)
    at = lambda a, b: z**2 * (omega2 + sa / a + sb / b)
    add(f"miller_{omega2}", "miller_sample_size", dict(omega2=omega2, sigmaA2=sa, sigmaB2=sb, KA=ka, KB=kb, alpha=alpha, power=power, delta=delta),
        dict(n=at(ka, kb) / delta**2, n_K5=at(5, 5) / delta**2, mde_n400_K2=math.sqrt(at(2, 2) / 400), n_no_conditional_variance=z**2 * omega2 / delta**2), "closed form", 1e-10)
for alpha, n, variance, tuning in [(0.01, 10, 0.05, 100), (0.1, 100000, 0.25, 5000), (0.05, 10, 1, 1)]:
    rho = math.sqrt((-2 * math.log(alpha) + math.log(-2 * math.log(alpha) + 1)) / tuning)
    half = math.sqrt(variance) * math.sqrt(2 * (n * rho**2 + 1) / (n**2 * rho**2) * math.log(math.sqrt(n * rho**2 + 1) / alpha))
    add(f"sequence_{alpha}_{n}", "asymptotic_confidence_sequence", dict(alpha=alpha, n=n, variance=variance, tuning=tuning), dict(rho=rho, halfwidth=half), "closed form", 1e-12)
with open("random-contrasts.json", "w") as file:
    json.dump(dict(meta=dict(made_by="random-contrasts.py", version=VERSION), cases=cases), file, indent=1, default=float)
