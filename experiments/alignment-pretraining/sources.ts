import type { Citation } from "@holdfast/core";

/** The draft whose tables are restated here; the abstract of the publication gives other figures (45% to 9%). */
export const PAPER: Citation = {
  text: "Tice et al. 2026, Alignment Pretraining, arXiv 2601.10160; draft in GeodesicResearch/alignment-pretraining-website at fd006cb, tables 2, 3, 5, 6 and 11.",
  url: "https://arxiv.org/abs/2601.10160",
};
