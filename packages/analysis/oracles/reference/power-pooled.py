"""Writes power-pooled.json beside itself: python3 power-pooled.py"""
import json
from pathlib import Path

import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.proportion import power_proportions_2indep

version = f"statsmodels {statsmodels.__version__}; scipy {scipy.__version__}"


def pooled(name, p1, p2, n, ratio=1.0, alpha=0.05):
    found = power_proportions_2indep(diff=p1 - p2, prop2=p2, nobs1=n, ratio=ratio, alpha=alpha)
    return {
        "id": name,
        "estimator": "power_two_prop_pooled_var",
        "inputs": {"p1": p1, "p2": p2, "n": n, "ratio": ratio, "alpha": alpha},
        "outputs": {
            "power": float(found.power),
            "p_pooled": found.p_pooled,
            "std_null": float(found.std_null),
            "std_alt": float(found.std_alt),
        },
        "command": "power_proportions_2indep(diff=p1-p2, prop2=p2, nobs1=n, ratio=ratio, alpha=alpha)",
        "version": version,
        "rel_tol": 1e-9,
    }


def miller(name, omega2, a2, b2, ka, kb, delta, alpha=0.05, power=0.8):
    z = stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(power)
    per = lambda k: omega2 + a2 / k + b2 / k
    return {
        "id": name,
        "estimator": "miller_sample_size",
        "inputs": {"omega2": omega2, "sigmaA2": a2, "sigmaB2": b2, "KA": ka, "KB": kb, "delta": delta}
        | {"alpha": alpha, "power": power},
        "outputs": {
            "n": z**2 * (omega2 + a2 / ka + b2 / kb) / delta**2,
            "n_K4": z**2 * per(4) / delta**2,
            "mde_n500_K2": z * (per(2) / 500) ** 0.5,
            "mde_n44": z * ((omega2 + a2 / ka + b2 / kb) / 44) ** 0.5,
            "n_no_conditional_variance": z**2 * omega2 / delta**2,
        },
        "command": "n=(z_{a/2}+z_b)^2 (omega^2+sA^2/KA+sB^2/KB)/delta^2",
        "version": version,
        "rel_tol": 1e-10,
    }


cases = [
    pooled("pooled_rare", 0.004, 0.05, 150),
    pooled("pooled_twice_the_control", 0.2, 0.3, 80, ratio=2.0, alpha=0.01),
    pooled("pooled_from_zero", 0.0, 0.2, 30, ratio=0.5),
    miller("miller_unequal_epochs", 0.08, 0.12, 0.2, 5, 2, 0.05, alpha=0.01, power=0.9),
    miller("miller_no_spread_over_prompts", 0.0, 0.1, 0.1, 1, 1, 0.1),
]
meta = {"generated_with": version, "regenerate": "python3 power-pooled.py, from this folder"}
path = Path(__file__).with_name("power-pooled.json")
path.write_text(json.dumps({"meta": meta, "cases": cases}, indent=1) + "\n")
