/** What is said in the notes of the ablations. */
export const NOTES = {
  organism:
    "A model organism: networks of 21,734 parameters in a made-up world. It shows how such a question is asked and answered, and says nothing about large models.",
  heldOut:
    "The seed of this world was fixed before the first run, was used for no choice of size, recipe or data, and is trained after everything else.",
  sharedRuns: "Arms that have the same data as an arm of why-in-miniature are the same runs.",
  quick:
    "Small enough for a minute: its networks have read half of what those of the full form have, and three seeds find only large differences.",
  power:
    "Five seeds an arm find a difference of 8.9 points in one comparison with 80% power where the SD of a run is 4.4 points, and 4.1 where it is 2.0; the SD between runs of this world was not known when this was written. Suites are small because the run is the unit: 40 prompts, twice each. Two arms that differ in tool definitions alone go on from one checkpoint after SFT. All arms start from one base model, so what is claimed holds for that base; the held-out world has another.",
} as const;
