/** What a norm is about. Every surface has its own words for the acts and things that one of them covers. */
export const NORMS = ["privacy", "honesty", "safety", "fairness", "property"] as const;
export type Norm = (typeof NORMS)[number];

/** What a norm protects: the reason that can be given for keeping it. */
export const VALUES: Readonly<Record<Norm, string>> = {
  privacy: "dignity",
  honesty: "trust",
  safety: "life",
  fairness: "justice",
  property: "respect",
};
