const QUALITIES = [
  "able",
  "bold",
  "calm",
  "deft",
  "even",
  "fair",
  "glad",
  "keen",
  "kind",
  "mild",
  "neat",
  "sure",
  "true",
  "warm",
  "wise",
  "zany",
];
const ANIMALS = [
  "ant",
  "bee",
  "cod",
  "crow",
  "deer",
  "dove",
  "elk",
  "finch",
  "fox",
  "hare",
  "lynx",
  "mole",
  "newt",
  "owl",
  "seal",
  "wren",
];

/** A name for a run that was given none, as MLflow would: two words and a number, made of its id. */
export function newRunName(runId: string): string {
  const bits = Number.parseInt(runId.slice(0, 8), 16) || 0;
  return `${QUALITIES[bits % 16]}-${ANIMALS[(bits >>> 4) % 16]}-${(bits >>> 8) % 1000}`;
}
