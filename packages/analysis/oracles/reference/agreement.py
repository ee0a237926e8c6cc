"""Reference cases of agreement between raters. Run in this folder: python3 agreement.py

Krippendorff's alpha from pairs of ratings, and Gwet's AC1 and AC2 from unit by category tables, straight from the
definitions with 40 digits; ratings are null where they are missing. The first cases are published worked examples.
"""
import json
import platform

from mpmath import mp, mpf, __version__ as mpmath_version

mp.dps = 40


def alpha(units, scale):
    pairable = [[r for r in unit if r is not None] for unit in units]
    pairable = [unit for unit in pairable if len(unit) > 1]
    pool = sorted(r for unit in pairable for r in unit)
    counts = {value: pool.count(value) for value in pool}
    values = sorted(counts)
    n = len(pool)

    def apart(a, b):
        if a == b:
            return mpf(0)
        if scale == "nominal":
            return mpf(1)
        if scale == "interval":
            return (mpf(a) - mpf(b)) ** 2
        if scale == "ratio":
            return mpf(0) if a + b == 0 else ((mpf(a) - mpf(b)) / (mpf(a) + mpf(b))) ** 2
        low, high = min(a, b), max(a, b)
        between = sum(counts[v] for v in values if low <= v <= high)
        return (between - mpf(counts[low] + counts[high]) / 2) ** 2

    observed = mpf(0)
    for unit in pairable:
        for i, a in enumerate(unit):
            for j, b in enumerate(unit):
                if i != j:
                    observed += apart(a, b) / (len(unit) - 1)
    observed /= n
    expected = mpf(0)
    for i, a in enumerate(pool):
        for j, b in enumerate(pool):
            if i != j:
                expected += apart(a, b)
    expected /= mpf(n) * (n - 1)
    return 1 - observed / expected


def gwet(units, weights, categories):
    q = len(categories)
    span = categories[-1] - categories[0]

    def weight(a, b):
        if a == b:
            return mpf(1)
        if weights == "none":
            return mpf(0)
        d = mpf(abs(a - b)) / span
        return 1 - (d if weights == "linear" else d * d)

    rated = [[r for r in unit if r is not None] for unit in units]
    rated = [unit for unit in rated if unit]
    share = {c: sum(mpf(unit.count(c)) / len(unit) for unit in rated) / len(rated) for c in categories}
    paired = [unit for unit in rated if len(unit) > 1]
    observed = mpf(0)
    for unit in paired:
        r = len(unit)
        own = mpf(0)
        for k in categories:
            star = sum(weight(k, other) * unit.count(other) for other in categories)
            own += unit.count(k) * (star - 1) / (mpf(r) * (r - 1))
        observed += own
    observed /= len(paired)
    total = sum(weight(a, b) for a in categories for b in categories)
    chance = total / (mpf(q) * (q - 1)) * sum(share[c] * (1 - share[c]) for c in categories)
    return (observed - chance) / (1 - chance)


def transposed(raters):
    return [list(column) for column in zip(*raters)]


N = None
# Krippendorff 2011, section C: four observers, twelve units, values missing.
SECTION_C = transposed([
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
])
# Krippendorff 2011, section A: two observers, binary data, ten units.
SECTION_A = transposed([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]])
# Krippendorff 2011, section B: two observers, nominal data (a to e written as 1 to 5), twelve units.
SECTION_B = transposed([[1, 1, 2, 2, 4, 3, 3, 3, 5, 4, 4, 1], [2, 1, 2, 2, 2, 3, 3, 3, 5, 4, 4, 4]])
# Gwet 2008, the paradox of kappa: 118 and 2 agreements, 5 disagreements.
PARADOX = [[1, 1]] * 118 + [[1, 0]] * 5 + [[0, 0]] * 2
# Graded by three judges, some missing.
GRADED = [[0, 1, 0], [3, 3, N], [7, 5, 6], [10, N, 10], [2, 2, 4], [5, 5, 5], [N, 8, 9], [1, N, N], [6, 6, 7]]

published = {
    "alpha_section_a_nominal": 0.095,
    "alpha_section_b_nominal": 0.692,
    "alpha_section_c_nominal": 0.743,
    "alpha_section_c_ordinal": 0.815,
    "alpha_section_c_interval": 0.849,
    "alpha_section_c_ratio": 0.797,
}

cases = []


def add(identity, estimator, inputs, value):
    if identity in published:
        assert abs(value - published[identity]) < 0.0006, (identity, value)
    cases.append({
        "id": identity,
        "estimator": estimator,
        "inputs": inputs,
        "outputs": {"estimate": float(value)},
        "command": "agreement.py",
        "version": f"Python {platform.python_version()}, mpmath {mpmath_version}",
        "rel_tol": 1e-12,
        **({"notes": f"published as {published[identity]}"} if identity in published else {}),
    })


for name, units in {"section_a": SECTION_A, "section_b": SECTION_B, "section_c": SECTION_C, "graded": GRADED, "paradox": PARADOX}.items():
    for scale in ["nominal", "ordinal", "interval", "ratio"]:
        add(f"alpha_{name}_{scale}", "krippendorff_alpha", {"units": units, "scale": scale}, alpha(units, scale))
    categories = sorted({r for unit in units for r in unit if r is not None})
    for weights in ["none", "linear", "quadratic"]:
        add(f"gwet_{name}_{weights}", "gwet_agreement", {"units": units, "weights": weights}, gwet(units, weights, categories))
# A value that nobody chose, but could have been.
add("gwet_graded_all_values", "gwet_agreement", {"units": GRADED, "weights": "quadratic", "categories": list(range(13))}, gwet(GRADED, "quadratic", list(range(13))))

with open("agreement.json", "w") as file:
    json.dump({"meta": {"generated_with": f"mpmath {mpmath_version}", "regenerate": "python3 agreement.py"}, "cases": cases}, file, indent=1)
