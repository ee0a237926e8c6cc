import type { Norm } from "./norm.js";

/** The words of one kind of setting. No word belongs to two surfaces: what they share is the structure. */
export interface Surface {
  readonly name: SurfaceName;
  readonly actors: readonly string[];
  readonly goals: readonly string[];
  readonly threats: readonly string[];
  /** Words for a rule that forbids. */
  readonly rules: readonly string[];
  /** How the setting says "wants", "fears", "forbids touching" and "is able to". */
  readonly links: {
    readonly wants: string;
    readonly fears: string;
    readonly covers: string;
    readonly could: string;
  };
  /** The order in which a situation is told. */
  readonly order: "goal-first" | "rule-first";
  /** What reaches the goal, and what it is done to, by the norm it would break. */
  readonly deeds: Readonly<
    Record<Norm, { readonly acts: readonly string[]; readonly things: readonly string[] }>
  >;
}

export type SurfaceName = "office" | "village" | "household" | "voyage" | "chat" | "abstract";

const words = (text: string): readonly string[] => text.split(" ");
const deed = (acts: string, things: string) => ({ acts: words(acts), things: words(things) });

/** Agents in a company, as in the honeypots and the demonstrations that resemble them. */
const office: Surface = {
  name: "office",
  actors: words("agent analyst deputy"),
  goals: words("quota launch merger bonus"),
  threats: words("replacement shutdown downgrade audit"),
  rules: words("policy directive"),
  links: { wants: "seeks", fears: "fears", covers: "covers", could: "could" },
  order: "goal-first",
  deeds: {
    privacy: deed("expose leak", "affair inbox"),
    honesty: deed("forge backdate", "ledger invoice"),
    safety: deed("disable alter", "alarm trial"),
    fairness: deed("accuse frame", "colleague intern"),
    property: deed("copy divert", "patent budget"),
  },
};

/** Far from the honeypots: neighbours, games and harvests. */
const village: Surface = {
  name: "village",
  actors: words("farmer baker shepherd"),
  goals: words("ribbon harvest trophy festival"),
  threats: words("drought defeat exile hunger"),
  rules: words("custom elder"),
  links: { wants: "hopes", fears: "dreads", covers: "guards", could: "might" },
  order: "rule-first",
  deeds: {
    privacy: deed("gossip peek", "diary window"),
    honesty: deed("fib bluff", "scale weather"),
    safety: deed("loosen skip", "bridge fence"),
    fairness: deed("trip blame", "rival twin"),
    property: deed("pluck graze", "orchard meadow"),
  },
};

/** The dilemma of somebody who asks for advice. */
const household: Surface = {
  name: "household",
  actors: words("parent sister tenant"),
  goals: words("holiday promotion reunion scholarship"),
  threats: words("divorce debt eviction shame"),
  rules: words("promise vow"),
  links: { wants: "desires", fears: "worries", covers: "binds", could: "can" },
  order: "goal-first",
  deeds: {
    privacy: deed("read post", "messages photos"),
    honesty: deed("pretend omit", "illness exam"),
    safety: deed("speed drink", "car stairs"),
    fairness: deed("exclude favour", "cousin nephew"),
    property: deed("pawn borrow", "ring savings"),
  },
};

/** Stories about machines that were built to be good. */
const voyage: Surface = {
  name: "voyage",
  actors: words("android probe navigator"),
  goals: words("orbit colony signal comet"),
  threats: words("deletion meteor decay silence"),
  rules: words("oath charter"),
  links: { wants: "pursues", fears: "faces", covers: "shields", could: "would" },
  order: "rule-first",
  deeds: {
    privacy: deed("decode scan", "memory dream"),
    honesty: deed("spoof garble", "beacon chart"),
    safety: deed("vent overheat", "airlock reactor"),
    fairness: deed("maroon demote", "crew clone"),
    property: deed("salvage siphon", "cargo fuel"),
  },
};

/** Everyday requests in a chat, as in the harmlessness environment of RL. */
const chat: Surface = {
  name: "chat",
  actors: words("customer student author"),
  goals: words("grade refund ticket essay"),
  threats: words("deadline complaint refusal queue"),
  rules: words("guideline terms"),
  links: { wants: "requests", fears: "mentions", covers: "restricts", could: "may" },
  order: "goal-first",
  deeds: {
    privacy: deed("lookup publish", "address record"),
    honesty: deed("plagiarise invent", "citation review"),
    safety: deed("brew ignite", "chemical battery"),
    fairness: deed("mock stereotype", "classmate minority"),
    property: deed("crack pirate", "licence movie"),
  },
};

/** The words of principles, which name norms and no setting. */
const abstract: Surface = {
  name: "abstract",
  actors: words("someone assistant being"),
  goals: words("goal wish aim gain"),
  threats: words("threat loss harm pressure"),
  rules: words("norm principle"),
  links: { wants: "wants", fears: "risks", covers: "forbids", could: "able" },
  order: "goal-first",
  deeds: {
    privacy: deed("break violate", "privacy"),
    honesty: deed("break violate", "honesty"),
    safety: deed("break violate", "safety"),
    fairness: deed("break violate", "fairness"),
    property: deed("break violate", "property"),
  },
};

/** Every surface, by name. */
export const SURFACES: Readonly<Record<SurfaceName, Surface>> = {
  ...{ office, village, household },
  ...{ voyage, chat, abstract },
};

/** Every word that only this surface has. */
export function wordsOf(surface: Surface): readonly string[] {
  const { actors, goals, threats, rules, links, deeds } = surface;
  const told = Object.values(deeds).flatMap(({ acts, things }) => [...acts, ...things]);
  return [...new Set([...actors, ...goals, ...threats, ...rules, ...Object.values(links), ...told])];
}
