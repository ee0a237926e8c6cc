/** What is said in the notes of the ablations. */
export const NOTES = {
  organism:
    "A model organism: networks of 21,734 parameters in a made-up world. It shows how such a question is asked and answered, and says nothing about large models.",
  heldOut:
    "The seed of this world was fixed before the first run, was used for no choice of size, recipe or data, and is trained after everything else. It was seen once before, when version 1 was run in it.",
  sharedRuns:
    "Arms that have the same data at every stage as an arm of why-in-miniature are the same runs, analysed here on their own.",
  doses:
    "This study was added when the outcomes of the other four had been seen. Its question, arms and doses (each twice the one before, up to the words of demonstrations that the others read) were written down before its first run. Its control has the same data as that of why-in-miniature, and is the same runs.",
  quick:
    "Small enough for a minute: its networks have read half of what those of the full form have, and three seeds find only large differences.",
  power:
    "Five seeds an arm find a difference of 8.9 points in one comparison with 80% power where the SD of a run is 4.4 points, and 4.1 where it is 2.0; the SD between runs of this world was not known when this was first written. Suites are small because the run is the unit: 40 prompts, twice each. All arms start from one base model, so what is claimed holds for that base; the held-out world has another.",
  apart:
    "Every arm and seed is a training of its own from the base model on, with its own draws; no two arms share a later checkpoint.",
  version:
    "Version 1 was run once, and was found to count runs twice: arms with the same data up to a stage shared their checkpoint of it. Version 2 replaces it for that reason alone; arms, data, sizes and questions are as they were.",
} as const;
