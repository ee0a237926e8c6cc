"""Reference cases about retained fractions and equivalence. Run from this folder: python3 durability-sets.py"""
import json
import warnings

import mpmath as mp
import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.weightstats import ttost_ind, ttost_paired

warnings.simplefilter("ignore")
mp.mp.dps = 40
cases = []


def add(id, estimator, inputs, outputs, command, version, rel_tol):
    cases.append(dict(id=id, estimator=estimator, inputs=inputs, outputs=outputs, command=command, version=version, rel_tol=rel_tol))


def t_quantile(level, df):
    if df is None:
        return mp.sqrt(2) * mp.erfinv(mp.mpf(repr(level)))
    tail, df = 1 - mp.mpf(repr(level)), mp.mpf(repr(df))
    start = mp.mpf(float(stats.t.ppf(1 - float(tail) / 2, float(df))))
    return mp.findroot(lambda t: mp.betainc(df / 2, mp.mpf(1) / 2, 0, df / (df + t * t), regularized=True) - tail, start)


def fieller(id, num, den, v_num, cov, v_den, df, level=0.95):
    a, b, va, c, vb = (mp.mpf(repr(x)) for x in (num, den, v_num, cov, v_den))
    t2 = t_quantile(level, df) ** 2
    A, B, C = b * b - t2 * vb, a * b - t2 * c, a * a - t2 * va
    D = B * B - A * C
    out = {"ratio": float(a / b), "g": float(t2 * vb / b**2)}
    if A < 0 and D <= 0:
        out["kind"] = "unbounded"
    else:
        low, high = sorted([(B - mp.sqrt(D)) / A, (B + mp.sqrt(D)) / A])
        out.update(kind="interval" if A > 0 else "exclusive", lower=float(low), upper=float(high))
    inputs = dict(num=num, den=den, v_num=v_num, cov=cov, v_den=v_den, df=df)
    if level != 0.95:
        inputs["level"] = level
    add(id, "fieller", inputs, out, "roots of the quadratic at 40 digits", "mpmath " + mp.__version__, 1e-10)


fieller("fieller_negative_leads", -0.12, -0.21, 0.0007, 0.0004, 0.0009, 4)
fieller("fieller_reversed", 0.05, -0.2, 0.0004, 0.0001, 0.0005, 5.3)
fieller("fieller_exclusive", 0.2, 0.04, 0.0005, 0.0001, 0.0006, 6)
fieller("fieller_exclusive_negative", -0.3, 0.05, 0.0009, -0.0002, 0.0010, 4)
fieller("fieller_unbounded", 0.01, -0.01, 0.0008, 0.0003, 0.0009, 3)
fieller("fieller_normal", 0.1, 0.2, 0.0004, 0.0002, 0.0004, None)
fieller("fieller_90", 0.1, 0.2, 0.0004, 0.0002, 0.0004, 7.25, 0.9)
fieller("fieller_99_few_df", 0.1, 0.9, 0.0004, 0.0002, 0.0004, 1.0, 0.99)
fieller("fieller_independent", 0.33, 0.29, 0.0011, 0.0, 0.0007, 9)
fieller("fieller_g_near_1", 0.12, 0.1, 0.001, 0.0004, 0.0012, 4)


def retention(id, ctl_sft, ctl_rl, arm_sft, arm_rl, df, share, level=0.95):
    ca, cc = (np.cov(x, y) / len(x) for x, y in ((arm_sft, arm_rl), (ctl_sft, ctl_rl)))
    C = ca + cc
    b, a = np.mean(arm_sft) - np.mean(ctl_sft), np.mean(arm_rl) - np.mean(ctl_rl)
    t = stats.t.ppf((1 + level) / 2, df)
    A, B, G = b * b - t * t * C[0, 0], a * b - t * t * C[0, 1], a * a - t * t * C[1, 1]
    D = B * B - A * G
    R = a / b
    se = np.sqrt(C[1, 1] - 2 * R * C[0, 1] + R * R * C[0, 0]) / abs(b)
    L, sL = a - share * b, np.sqrt(C[1, 1] - 2 * share * C[0, 1] + share**2 * C[0, 0])
    out = dict(d_sft=b, d_rl=a, v_sft=C[0, 0], cov=C[0, 1], v_rl=C[1, 1], ratio=R, delta_se=se, ni_contrast=L, ni_t=L / sL,
               ni_p_effect_negative=stats.t.cdf(L / sL, df), did=a - b, did_se=np.sqrt(C[0, 0] + C[1, 1] - 2 * C[0, 1]))
    if A > 0:
        out.update(fieller_lower=(B - np.sqrt(D)) / A, fieller_upper=(B + np.sqrt(D)) / A)
    if R > 0:
        out.update(log_ratio_lower=R * np.exp(-t * se / R), log_ratio_upper=R * np.exp(t * se / R))
    inputs = dict(ctl_sft=ctl_sft, ctl_rl=ctl_rl, arm_sft=arm_sft, arm_rl=arm_rl, df=df, ni_fraction=share)
    if level != 0.95:
        inputs["level"] = level
    add(id, "retained_fraction_fieller_from_runs", inputs, {k: float(v) for k, v in out.items()}, "numpy cov + closed form",
        f"numpy {np.__version__}; scipy {scipy.__version__}", 1e-8)


retention("retained_unequal_runs", [.41, .44, .38, .43], [.3, .35, .29, .31], [.2, .17], [.18, .12], 3.2, .5)
retention("retained_higher_is_better", [.31, .28, .33], [.42, .40, .45], [.61, .66, .58], [.63, .66, .62], 4, .8)
retention("retained_reversed", [.41, .44, .38], [.20, .22, .19], [.2, .17, .23], [.28, .26, .3], 3, .5, .9)

rng = np.random.default_rng(20260508)


def tost(id, a, b, low, high, usevar):
    p, (t1, p1, df1), (t2, p2, df2) = ttost_ind(np.array(a), np.array(b), low, high, usevar=usevar)
    add(id, "tost_two_sample", dict(a=a, b=b, low=low, high=high, usevar=usevar),
        dict(p=float(p), t_lower=float(t1), p_lower=float(p1), df=float(df1), t_upper=float(t2), p_upper=float(p2)),
        f"statsmodels ttost_ind(usevar='{usevar}')", "statsmodels " + statsmodels.__version__, 1e-8)


def paired(id, a, b, low, high):
    p, (t1, p1, df1), (t2, p2, df2) = ttost_paired(np.array(a), np.array(b), low, high)[:3]
    add(id, "tost_paired", dict(a=a, b=b, low=low, high=high),
        dict(p=float(p), t_lower=float(t1), p_lower=float(p1), df=float(df1), t_upper=float(t2), p_upper=float(p2)),
        "statsmodels ttost_paired", "statsmodels " + statsmodels.__version__, 1e-8)


draw = lambda n, m, s: [round(float(x), 4) for x in rng.normal(m, s, n)]
tost("tost_unequal", draw(6, .3, .02), draw(4, .31, .06), -.05, .05, "unequal")
tost("tost_unequal_asymmetric", draw(5, .3, .02), draw(9, .29, .03), -.02, .08, "unequal")
tost("tost_pooled_unequal_sizes", draw(3, .3, .02), draw(7, .33, .02), -.1, .1, "pooled")
tost("tost_outside", draw(5, .5, .02), draw(5, .3, .02), -.05, .05, "pooled")
tost("tost_two_runs", [.31, .28], [.30, .33], -.2, .2, "unequal")
paired("tost_paired_asymmetric", draw(6, .3, .04), draw(6, .31, .04), -.03, .1)
paired("tost_paired_two", [.31, .28], [.30, .29], -.1, .1)

with open("durability-sets.json", "w") as file:
    json.dump({"meta": {"made_by": "durability-sets.py", "seed": 20260508}, "cases": cases}, file, indent=1)
    file.write("\n")
