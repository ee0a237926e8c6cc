"""Signs texts with datasketch: words in fives, 128 permutations. Answers `run` with milliseconds, `results` with what it
expects of the pairs."""

import re
import sys
import time

from datasketch import MinHash

WORD = re.compile(r"[^\W_]+")


def sign(text):
    words = WORD.findall(text.lower())
    signature = MinHash(num_perm=128)
    signature.update_batch(
        [" ".join(words[at : at + 5]).encode() for at in range(max(1, len(words) - 4))]
    )
    return signature


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        texts = file.read().split("\n")
    pairs = int(sys.argv[2])
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() == "run":
            start = time.perf_counter()
            for text in texts:
                sign(text)
            print((time.perf_counter() - start) * 1000, flush=True)
        else:
            signed = [sign(text) for text in texts[: 2 * pairs]]
            found = [signed[2 * at].jaccard(signed[2 * at + 1]) for at in range(pairs)]
            print(sum(found) / pairs, flush=True)


main()
