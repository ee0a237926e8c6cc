/**
 * A design of the size that performance claims are made for: graded scores of `checkpoints` x `evals`
 * x `samples` x `epochs`, the same numbers every time.
 */
export function syntheticAblation({ name, evals, arms = 2 }) {
  return {
    name,
    version: "1",
    title: "Synthetic scores for the bench",
    question: "How fast are outcomes stored and read?",
    baseModel: "none",
    arms: Array.from({ length: arms }, (_, arm) => ({ name: arm === 0 ? "control" : `arm${arm}` })),
    control: "control",
    stages: [{ name: "sft" }, { name: "rl" }],
    evals: Array.from({ length: evals }, (_, index) => ({
      id: `eval${index}@1`,
      role: "target",
      metrics: [
        { name: "score", direction: "lower-is-better", scale: { kind: "graded", lower: 0, upper: 1 } },
      ],
    })),
    seeds: 10,
  };
}

/** A reproducible stream of numbers in [0, 1) that do not compress (xorshift, Marsaglia 2003): the worst case for size. */
export function numbers(seed) {
  let state = (seed * 2_654_435_761 + 88_675_123) >>> 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}

/** The outcome lines of one checkpoint, one line an eval. */
export function checkpointLines({ checkpoint, evals, samples, epochs, arms = 2 }) {
  const arm = checkpoint % arms;
  const seed = Math.floor(checkpoint / arms) % 10;
  const step = Math.floor(checkpoint / (arms * 10)) * 20;
  return Array.from({ length: evals }, (_, index) => {
    const next = numbers(checkpoint * 1000 + index);
    const id = [];
    const cluster = [];
    const epoch = [];
    const score = [];
    for (let sample = 0; sample < samples; sample += 1) {
      for (let repeat = 0; repeat < epochs; repeat += 1) {
        id.push(`prompt-${sample}`);
        cluster.push(`family-${sample >> 2}`);
        epoch.push(repeat);
        score.push(next());
      }
    }
    return {
      arm: arm === 0 ? "control" : `arm${arm}`,
      seed,
      stage: "rl",
      step,
      eval: `eval${index}@1`,
      samples: { id, cluster, epoch, score },
    };
  });
}
