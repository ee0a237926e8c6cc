"""Reference numbers for the kernels that no package covers: mpmath 1.3.0, 30 digits.

Run `python3 generate.py` in this folder, then format: it rewrites the files it owns.
"""
import json
import mpmath as mp

mp.mp.dps = 30


def write(name, cases):
    body = ",\n".join("    " + json.dumps(case) for case in cases)
    with open(name + ".json", "w") as file:
        file.write('{\n  "cases": [\n' + body + "\n  ]\n}\n")


def t_quantile_two_sided(level, df):
    tail = mp.mpf(1) - mp.mpf(level)
    low, high = mp.mpf(0), mp.mpf(10000)
    for _ in range(110):
        middle = (low + high) / 2
        if mp.betainc(mp.mpf(df) / 2, mp.mpf(1) / 2, 0, df / (df + middle**2), regularized=True) > tail:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def wilson(p, n, z):
    shrink = 1 + z * z / n
    half = z * mp.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (p + z * z / (2 * n) - half) / shrink, (p + z * z / (2 * n) + half) / shrink


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def variance(values):
    values = list(values)
    m = mean(values)
    return sum((v - m) ** 2 for v in values) / (len(values) - 1)


def mover_wilson(arm, control, epochs, level):
    """Default estimator of the specification, both targets, one prompt a cluster, written from the formulae."""
    prompts = len(arm[0])
    arms = [[[mp.mpf(k) / epochs for k in run] for run in side] for side in (arm, control)]
    runs = [[mean(run) for run in side] for side in arms]
    rate = [mean(side) for side in runs]
    seed = [variance(side) / len(side) for side in runs]
    by_prompt = [[mean(run[i] for run in side) for i in range(prompts)] for side in arms]
    v_prompt = variance(a - b for a, b in zip(*by_prompt)) / prompts
    residual = []
    for side in range(2):
        s = len(arms[side])
        total = sum(
            (arms[side][r][i] - runs[side][r] - by_prompt[side][i] + rate[side]) ** 2 for r in range(s) for i in range(prompts)
        )
        residual.append(total / ((s - 1) * (prompts - 1)) / (s * prompts))
    v_seed, v_res = sum(seed), sum(residual)
    out = {}
    for target in ("promptGeneral", "suiteFixed"):
        if target == "promptGeneral":
            v = max(v_seed - v_res, mp.mpf(0)) + max(v_prompt - v_res, mp.mpf(0)) + v_res
            bottom = sum(x**2 / (len(side) - 1) for x, side in zip(seed, arms)) + v_prompt**2 / (prompts - 1)
            bottom += sum(x**2 / ((len(side) - 1) * (prompts - 1)) for x, side in zip(residual, arms))
        else:
            v = v_seed
            bottom = sum(x**2 / (len(side) - 1) for x, side in zip(seed, arms))
        df = max(mp.mpf(1), v**2 / bottom)
        n = [len(side) * prompts * epochs for side in arms]
        deff = max(mp.mpf(1), v / sum(p * (1 - p) / m for p, m in zip(rate, n)))
        t = t_quantile_two_sided(level, df)
        (l1, u1), (l0, u0) = (wilson(p, m / deff, t) for p, m in zip(rate, n))
        d = rate[0] - rate[1]
        out[target] = {
            "estimate": d,
            "V": v,
            "df": df,
            "designEffect": deff,
            "lower": d - mp.sqrt((rate[0] - l1) ** 2 + (u0 - rate[1]) ** 2),
            "upper": d + mp.sqrt((u1 - rate[0]) ** 2 + (rate[1] - l0) ** 2),
        }
    return {target: {key: float(value) for key, value in values.items()} for target, values in out.items()}


def f_upper(x, df1, df2):
    return float(mp.betainc(mp.mpf(df2) / 2, mp.mpf(df1) / 2, 0, mp.mpf(df2) / (df2 + df1 * mp.mpf(x)), regularized=True))


SOURCE = {"command": "python3 generate.py", "version": "mpmath 1.3.0"}
MATRICES = {
    "mixed": ([[2, 0, 2, 2, 3, 1], [4, 0, 0, 0, 1, 2], [4, 1, 2, 1, 2, 1]], [[5, 2, 1, 4, 1, 1], [4, 4, 2, 3, 3, 2], [5, 2, 4, 4, 3, 3]], 5),
    "arm-at-zero": ([[0] * 7] * 3, [[1, 0, 2, 4, 0, 3, 1], [2, 1, 0, 4, 0, 4, 0], [0, 0, 1, 3, 1, 2, 2]], 4),
    "two-against-three": ([[3, 1, 0, 2, 3], [1, 0, 0, 1, 2]], [[3, 2, 1, 3, 3], [3, 3, 2, 3, 2], [2, 3, 1, 3, 3]], 3),
}

write(
    "mover-wilson",
    [
        {
            "id": name,
            "inputs": {"arm": sum(arm, []), "control": sum(control, []), "prompts": len(arm[0]), "epochs": epochs, "level": 0.95},
            "outputs": mover_wilson(arm, control, epochs, "0.95"),
            **SOURCE,
            "relTol": 1e-9,
        }
        for name, (arm, control, epochs) in MATRICES.items()
    ],
)
write(
    "f-distribution",
    [
        {
            "id": "f_upper_tail",
            "inputs": {},
            "outputs": {f"f_upper_{x}_{a}_{b}": f_upper(x, a, b) for x, a, b in ((3.5, 2, 7), (2, 3, 10), (4, 5, 6))},
            **SOURCE,
            "relTol": 1e-12,
        }
    ],
)
