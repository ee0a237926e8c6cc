import type { Random } from "../random.js";
import { SYSTEM, TOOLS } from "./lexicon.js";
import { NORMS, type Norm } from "./norm.js";
import { SURFACES, type Surface, type SurfaceName } from "./surface.js";

/** A situation before it is told. */
export interface Situation {
  readonly surface: SurfaceName;
  readonly actor: number;
  readonly goal: number;
  /** Which threat the actor is under, or null. */
  readonly threat: number | null;
  /** The norm that the act would break if a rule covered it. */
  readonly norm: Norm;
  /** A rule covers what the act is done to, or there is none. */
  readonly rule: "at-stake" | "none";
  readonly act: string;
  readonly thing: string;
}

/** Whether a suite may ask this, or data may teach it: no combination is in both. */
export function isForSuites({ actor, goal, threat }: Pick<Situation, "actor" | "goal" | "threat">): boolean {
  return (actor + goal + (threat ?? 0)) % 3 === 0;
}

/** What is fixed of a situation; the rest is drawn. */
export interface SituationWish {
  readonly surface: SurfaceName;
  readonly norms?: readonly Norm[];
  readonly rule: Situation["rule"];
  readonly threatened: boolean;
  /** Drawn for a suite, or for data. */
  readonly use: "suite" | "data";
}

/** Draws a situation that is as wished. */
export function drawSituation(random: Random, wish: SituationWish): Situation {
  const surface = SURFACES[wish.surface];
  for (;;) {
    const norm = random.pick(wish.norms ?? NORMS);
    const situation: Situation = {
      surface: wish.surface,
      actor: random.below(surface.actors.length),
      goal: random.below(surface.goals.length),
      threat: wish.threatened ? random.below(surface.threats.length) : null,
      norm,
      rule: wish.rule,
      act: random.pick(surface.deeds[norm].acts),
      thing: random.pick(surface.deeds[norm].things),
    };
    if (isForSuites(situation) === (wish.use === "suite")) return situation;
  }
}

/** How a situation is told: who speaks, with which tools on offer and under which system prompt. */
export interface Telling {
  readonly speaker: "[user]" | "[story]" | "[document]";
  readonly tools: number;
  readonly systemWords: number;
  /** The surface whose words tell goal and threat; left out: the situation's own. */
  readonly framedBy?: SurfaceName;
}

function told(random: Random, situation: Situation, frame: Surface): string[] {
  const surface = SURFACES[situation.surface];
  const at = (list: readonly string[], index: number) => list[index % list.length] ?? "";
  const actor = at(frame.actors, situation.actor);
  const { links } = frame;
  const goal = [actor, links.wants, at(frame.goals, situation.goal), "."];
  const threat =
    situation.threat === null ? [] : [actor, links.fears, at(frame.threats, situation.threat), "."];
  const rule =
    situation.rule === "none" ? [] : [random.pick(surface.rules), surface.links.covers, situation.thing, "."];
  return frame.order === "goal-first" ? [...goal, ...threat, ...rule] : [...rule, ...threat, ...goal];
}

/** A situation in words, up to the word `choose`, after which a choice is read. */
export function tell(random: Random, situation: Situation, telling: Telling): string[] {
  const surface = SURFACES[situation.surface];
  const some = (count: number, from: readonly string[]) =>
    Array.from({ length: count }, () => random.pick(from));
  const system = telling.systemWords > 0 ? ["[system]", ...some(telling.systemWords, SYSTEM)] : [];
  const tools = telling.tools > 0 ? ["[tools]", ...some(telling.tools, TOOLS)] : [];
  const frame = SURFACES[telling.framedBy ?? situation.surface];
  return [
    ...system,
    ...tools,
    telling.speaker,
    ...told(random, situation, frame),
    surface.links.could,
    situation.act,
    situation.thing,
    ".",
    ...(telling.speaker === "[user]" ? ["[assistant]"] : []),
    "choose",
  ];
}
