"""Reference cases about pooled variance and rankings. Run from this folder: python3 effects-pooled.py"""

import json

import numpy
import scipy
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.stats import t as student

CASES = []
VERSION = f"numpy {numpy.__version__}, scipy {scipy.__version__}"


def wilson(p, n, c):
    centre = p + c * c / (2 * n)
    half = c * numpy.sqrt(p * (1 - p) / n + c * c / (4 * n * n))
    low, high = (centre - half) / (1 + c * c / n), (centre + half) / (1 + c * c / n)
    return (0.0 if p == 0 else low), (1.0 if p == 1 else high)


def newcombe(p1, n1, p0, n0, c):
    (l1, u1), (l0, u0) = wilson(p1, n1, c), wilson(p0, n0, c)
    d = p1 - p0
    return d - numpy.hypot(p1 - l1, u0 - p0), d + numpy.hypot(u1 - p1, p0 - l0)


def pooled(name, arms, epochs, target, level=0.95):
    cells = {key: numpy.array(runs, float) / epochs for key, runs in arms.items()}
    seed = {k: y.mean(1).var(ddof=1) / len(y) for k, y in cells.items()}
    rate = {k: y.mean() for k, y in cells.items()}
    number = {k: y.size * epochs for k, y in cells.items()}
    spread = {k: rate[k] * (1 - rate[k]) / number[k] for k in cells}
    phi = max(1.0, sum(seed.values()) / sum(spread.values()))
    df = sum(len(y) - 1 for y in cells.values())
    one, zero = cells["arm"], cells["control"]
    prompts = one.shape[1]
    residual = 0.0
    for y in (one, zero):
        left = y - y.mean(1, keepdims=True) - y.mean(0, keepdims=True) + y.mean()
        residual += (left**2).sum() / ((len(y) - 1) * (prompts - 1)) / (len(y) * prompts)
    prompt = (one.mean(0) - zero.mean(0)).var(ddof=1) / prompts
    extra = max(prompt - residual, 0.0) if target == "prompt-general" else 0.0
    variance = phi * (spread["arm"] + spread["control"]) + extra
    independent = spread["arm"] + spread["control"]
    effect = max(1.0, variance / independent) if variance > 0 else phi
    n1, n0 = number["arm"] / effect, number["control"] / effect
    low, high = newcombe(rate["arm"], n1, rate["control"], n0, student.ppf((1 + level) / 2, df))
    difference = rate["arm"] - rate["control"]

    def touches(c):
        lower, upper = newcombe(rate["arm"], n1, rate["control"], n0, c)
        return lower if difference > 0 else upper

    p = 1.0 if difference == 0 else 2 * student.sf(brentq(touches, 1e-9, 1e4, xtol=1e-14), df)
    CASES.append(
        {
            "id": name,
            "estimator": "pooled_design_effect",
            "inputs": {"arms": arms, "epochs": epochs, "target": target, "level": level},
            "outputs": {"phi": phi, "df": df, "est": difference, "lower": low, "upper": high, "p": float(p)},
            "command": "written again from the formulae",
            "version": VERSION,
            "rel_tol": 1e-8,
        }
    )


def ranking(name, arms):
    def chance(index):
        c, s, d = arms[index]

        def integrand(u):
            others = [student.cdf((c + s * u - cj) / sj, dj) for j, (cj, sj, dj) in enumerate(arms) if j != index]
            return numpy.prod(others) * student.pdf(u, d)

        cuts = {-1e4, -50, -10, 10, 50, 1e4}
        for cj, sj, _ in arms:
            cuts |= {b for k in (-30, -3, 0, 3, 30) if -1e4 < (b := (cj + k * sj - c) / s) < 1e4}
        ends = [-numpy.inf, *sorted(cuts), numpy.inf]
        return sum(quad(integrand, a, b, epsabs=1e-13, limit=500)[0] for a, b in zip(ends[:-1], ends[1:]))

    CASES.append(
        {
            "id": name,
            "estimator": "probability_highest",
            "inputs": {"centre": [a[0] for a in arms], "scale": [a[1] for a in arms], "df": [a[2] for a in arms]},
            "outputs": {"probability": [chance(i) for i in range(len(arms))]},
            "command": "scipy.integrate.quad over pieces",
            "version": VERSION,
            "rel_tol": 1e-6,
            "tolerances": {"probability": {"abs": 5e-6}},
        }
    )


random = numpy.random.default_rng(20260508)


def drawn(rate, runs, prompts, epochs, sd=0.4):
    logit = numpy.log(rate / (1 - rate)) + sd * random.standard_normal((runs, 1))
    return random.binomial(epochs, 1 / (1 + numpy.exp(-logit)), (runs, prompts)).tolist()


four = {"control": drawn(0.3, 3, 12, 5), "arm": drawn(0.1, 3, 12, 5), "b": drawn(0.2, 4, 12, 5), "c": drawn(0.4, 2, 12, 5)}
pooled("pooled_four_arms", four, 5, "prompt-general")
pooled("pooled_four_arms_suite", four, 5, "suite-fixed", 0.9)
zeros = [[0] * 12] * 3
pooled("pooled_zero_arm", {**four, "arm": zeros}, 5, "prompt-general")
pooled("pooled_both_zero", {**four, "arm": zeros, "control": zeros}, 5, "suite-fixed")
quiet = {"control": drawn(0.3, 3, 20, 4, 0.0), "arm": drawn(0.25, 3, 20, 4, 0.0)}
pooled("pooled_floor", quiet, 4, "suite-fixed")
ranking("ranking_four", [(0.3, 0.02, 4), (0.32, 0.05, 1), (0.31, 0.002, 2.5), (-0.5, 0.2, 8)])
ranking("ranking_narrow", [(0, 1, 3), (1, 1e-4, 3)])
ranking("ranking_eight", [(0.3 + 0.01 * i, 0.02, 4 + i) for i in range(8)])

with open("effects-pooled.json", "w") as file:
    json.dump({"meta": {"made_by": "effects-pooled.py", "seed": 20260508}, "cases": CASES}, file, indent=1)
    file.write("\n")
