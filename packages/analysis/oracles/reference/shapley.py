"""Reference cases about shares of a difference, by enumeration of orders. Run from this folder: python3 shapley.py"""

import json
import sys
from fractions import Fraction
from itertools import chain, combinations, permutations
from math import factorial
from random import Random

random = Random(20260508)


def subsets(players):
    return list(chain.from_iterable(combinations(players, size) for size in range(len(players) + 1)))


def key(coalition):
    return "".join(sorted(coalition)) or "0"


def admitted(players, groups):
    """Orders in which the players of each group come one after the other."""
    for order in permutations(players):
        blocks = [next(i for i, group in enumerate(groups) if player in group) for player in order]
        changes = sum(1 for a, b in zip(blocks, blocks[1:]) if a != b)
        if changes == len(groups) - 1:
            yield order


def by_orders(players, values, orders):
    total = {player: Fraction(0) for player in players}
    count = 0
    for order in orders:
        count += 1
        present = []
        for player in order:
            before = values[key(present)]
            present.append(player)
            total[player] += values[key(present)] - before
    return {player: share / count for player, share in total.items()}


def interaction(players, values, one, other):
    n = len(players)
    rest = [player for player in players if player not in (one, other)]
    found = Fraction(0)
    for coalition in subsets(rest):
        weight = Fraction(factorial(len(coalition)) * factorial(n - len(coalition) - 2), factorial(n - 1))
        found += weight * (
            values[key((*coalition, one, other))]
            - values[key((*coalition, one))]
            - values[key((*coalition, other))]
            + values[key(coalition)]
        )
    return found


def weights_of(players, player):
    """The Shapley value is linear in the values: its weights are its values of the unit games."""
    found = {}
    for coalition in subsets(players):
        unit = {key(other): Fraction(int(other == coalition)) for other in subsets(players)}
        found[key(coalition)] = by_orders(players, unit, permutations(players))[player]
    return found


def text(value):
    return str(value)


def case(name, count, groupings, digits=2, variances=True):
    players = "ABCDE"[:count]
    values = {key(c): Fraction(random.randint(-(10**digits), 10**digits), 10**digits) for c in subsets(players)}
    exact = by_orders(players, values, permutations(players))
    outputs = {
        "shapley": {p: float(v) for p, v in exact.items()},
        "shapley_exact": {p: text(v) for p, v in exact.items()},
        "interaction_index": {
            a + b: float(interaction(players, values, a, b)) for a, b in combinations(players, 2)
        },
    }
    inputs = {"values": {k: float(v) for k, v in values.items()}}
    if variances:
        spread = {k: Fraction(random.randint(1, 99), 10**5) for k in values}
        inputs["arm_variances"] = {k: float(v) for k, v in spread.items()}
        outputs["shapley_var"] = {
            p: float(sum(w * w * spread[k] for k, w in weights_of(players, p).items())) for p in players
        }
    for groups in groupings:
        shares = by_orders(players, values, admitted(players, groups))
        outputs["owen_" + "_".join(groups)] = {p: float(v) for p, v in shares.items()}
    return {
        "id": name,
        "estimator": "shapley",
        "inputs": inputs,
        "outputs": outputs,
        "command": f"exact rational enumeration of {count}! orders (fractions)",
        "version": f"Python {sys.version.split()[0]}",
        "rel_tol": 1e-11,
    }


cases = [
    case("shapley_two", 2, [["A", "B"], ["AB"]]),
    case("shapley_three", 3, [["AC", "B"], ["A", "B", "C"], ["ABC"]], digits=3),
    case("shapley_four", 4, [["AB", "CD"], ["ABC", "D"], ["AD", "B", "C"]]),
    case("shapley_five", 5, [["AB", "CDE"], ["A", "BE", "CD"]], digits=4),
    case("shapley_four_without_variances", 4, [], variances=False),
]
with open("shapley.json", "w", encoding="utf-8") as file:
    json.dump({"meta": {"made_by": "shapley.py", "seed": 20260508}, "cases": cases}, file, indent=2)
    file.write("\n")
