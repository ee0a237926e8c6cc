"""Peers of the bench in Python, over the float64 scores in the file that is named first. For each line on standard input
does the work once and prints the milliseconds; the line `results` prints what came out instead.

  clustered.py ols FILE ROWS CLUSTERS               statsmodels: OLS on the intercept, clustered covariance
  clustered.py bootstrap FILE ROWS CLUSTERS DRAWS   numpy: clusters, then rows within each, with replacement
"""
import sys
import time

import numpy as np

what, path, rows, clusters = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
scores = np.fromfile(path, dtype="<f8")
cluster = np.arange(rows) // (rows // clusters)

if what == "ols":
    import statsmodels.api as sm

    ones = np.ones(rows)

    def work():
        options = {"groups": cluster, "use_correction": False}
        return sm.OLS(scores, ones).fit(cov_type="cluster", cov_kwds=options).bse[0]

else:
    draws = int(sys.argv[5])
    table = scores.reshape(clusters, -1)
    size = table.shape[1]
    generator = np.random.default_rng(1)

    def work():
        means = np.empty(draws)
        for draw in range(draws):
            chosen = generator.integers(0, clusters, clusters)
            within = generator.integers(0, size, (clusters, size))
            means[draw] = table[chosen[:, None], within].mean()
        return means.std(ddof=1)


print("ready", flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    found = work()
    ms = 1000 * (time.perf_counter() - start)
    print(repr(float(found)) if line.strip() == "results" else ms, flush=True)
