"""Reference cases about contrasts of arms over runs and prompts, from the formulae of the specification in matrix form.

Run from this folder: python3 crossed-contrast.py
"""

import json
import sys

import mpmath as mp
import numpy as np
from scipy import stats

rng = np.random.default_rng(20260508)
mp.mp.dps = 30


def critical(level, df):
    """scipy 1.10 gives eight digits at fractional df: its answer is where mpmath begins."""
    tail = (1 - mp.mpf(level)) / 2
    upper = lambda t: mp.betainc(mp.mpf(df) / 2, mp.mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2 - tail
    return float(mp.findroot(upper, stats.t.ppf((1 + level) / 2, df)))


def parts(cells, weights, method):
    """Mean squares by centring matrices; a contrast is a matrix product."""
    runs = np.array([len(arm) for arm in cells])
    prompts = len(cells[0][0])
    seeds, residuals, means = [], [], []
    for arm in cells:
        y = np.asarray(arm)
        s = len(y)
        centre_runs = np.eye(s) - np.ones((s, s)) / s
        centre_prompts = np.eye(prompts) - np.ones((prompts, prompts)) / prompts
        row = y.mean(axis=1)
        seeds.append(float(row @ centre_runs @ row) / (s - 1))
        left = centre_runs @ y @ centre_prompts
        residuals.append(float(np.trace(left @ left.T)) / ((s - 1) * (prompts - 1)))
        means.append(y.mean(axis=0))
    seeds, residuals = np.array(seeds), np.array(residuals)
    if method == "pooled":
        df = runs - 1
        seeds = np.full(len(cells), (df * seeds).sum() / df.sum())
        residuals = np.full(len(cells), (df * residuals).sum() / df.sum())
    contrast = np.asarray(weights) @ np.array(means)
    seed = weights**2 * seeds / runs
    residual = weights**2 * residuals / (runs * prompts)
    prompt = contrast.var(ddof=1) / prompts
    return contrast.mean(), seed, residual, prompt, runs, prompts


def answer(cells, weights, method, level):
    estimate, seed, residual, prompt, runs, prompts = parts(cells, weights, method)
    pooled = (runs - 1).sum()
    squares = lambda part: part.sum() ** 2 / pooled if method == "pooled" else (part**2 / (runs - 1)).sum()
    fixed = seed.sum()
    general = max(seed.sum() - residual.sum(), 0) + max(prompt - residual.sum(), 0) + residual.sum()
    found = {"estimate": estimate}
    for name, variance, spread in (
        ("suite", fixed, squares(seed)),
        ("prompt", general, squares(seed) + prompt**2 / (prompts - 1) + squares(residual) / (prompts - 1)),
    ):
        df = max(1.0, variance**2 / spread)
        half = critical(level, df) * np.sqrt(variance)
        found |= {f"{name}_variance": variance, f"{name}_df": df}
        found |= {f"{name}_lower": estimate - half, f"{name}_upper": estimate + half}
    return {key: float(value) for key, value in found.items()}


def case(name, runs, prompts, weights, method, level=0.95, run_sd=0.06, prompt_sd=0.2, both_sd=0.1):
    weights = np.asarray(weights, dtype=float)
    shift = rng.normal(0, prompt_sd, prompts)
    cells = []
    for index, count in enumerate(runs):
        own = rng.normal(0, both_sd, prompts)
        arm = [
            np.clip(0.5 - 0.05 * index + shift + own + rng.normal(0, run_sd) + rng.normal(0, 0.1, prompts), 0, 1)
            for _ in range(count)
        ]
        cells.append([[round(float(value), 4) for value in run] for run in arm])
    return {
        "id": name,
        "estimator": "crossed_contrast",
        "inputs": {"cells": cells, "weights": weights.tolist(), "method": method, "level": level},
        "outputs": answer(cells, weights, method, level),
        "command": "centring matrices (numpy); t quantiles by mpmath.betainc and findroot",
        "version": f"Python {sys.version.split()[0]}, numpy {np.__version__}, mpmath {mp.__version__}",
        "rel_tol": 1e-9,
        "notes": "own code in matrix form; for a pair the crossed ANOVA of lme4-checked cases",
    }


main = [-0.25, 0.25] * 4
cases = [
    case("crossed_pair", [3, 3], 12, [1, -1], "welch"),
    case("crossed_pair_unequal_runs", [5, 2], 9, [1, -1], "welch", 0.9),
    case("crossed_main_welch", [3] * 8, 10, main, "welch"),
    case("crossed_main_pooled", [3] * 8, 10, main, "pooled"),
    case("crossed_main_unequal_pooled", [2, 3, 4, 2, 5, 3, 2, 2], 8, main, "pooled"),
    case("crossed_slope", [2, 3, 4], 20, [-0.7, 0.1, 0.6], "welch"),
    case("crossed_no_run_variance", [4, 4], 30, [1, -1], "welch", run_sd=0.0),
    case("crossed_no_prompt_variance", [3, 3, 3], 6, [1, -0.5, -0.5], "pooled", prompt_sd=0.0, both_sd=0.0),
]
with open("crossed-contrast.json", "w", encoding="utf-8") as file:
    json.dump({"meta": {"made_by": "crossed-contrast.py", "seed": 20260508}, "cases": cases}, file, indent=1)
    file.write("\n")
