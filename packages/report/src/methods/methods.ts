import { DRIVER_METHODS } from "./driver-methods.js";
import { DURABILITY_METHODS } from "./durability-methods.js";
import { EFFICIENCY_METHODS } from "./efficiency-methods.js";
import { JUDGE_METHODS } from "./judge-methods.js";
import { LEAD_METHODS } from "./lead-methods.js";
import { LEVEL_METHODS } from "./level-methods.js";
import type { Method, MethodGroup } from "./method.js";
import { MULTIPLICITY_METHODS } from "./multiplicity-methods.js";
import { PLANNING_METHODS } from "./planning-methods.js";
import { SAMPLE_METHODS } from "./sample-methods.js";
import { TRANSFER_METHODS } from "./transfer-methods.js";

/** Every way in which a number is made, by the question that it answers. */
export const METHOD_GROUPS: readonly MethodGroup[] = [
  { id: "leads", title: "Leads", methods: LEAD_METHODS },
  { id: "levels", title: "Levels and rankings", methods: LEVEL_METHODS },
  { id: "comparisons", title: "Many comparisons and looks", methods: MULTIPLICITY_METHODS },
  { id: "drivers", title: "Drivers", methods: DRIVER_METHODS },
  { id: "generalization", title: "Generalization", methods: TRANSFER_METHODS },
  { id: "durability", title: "Durability and origin", methods: DURABILITY_METHODS },
  { id: "efficiency", title: "Efficiency", methods: EFFICIENCY_METHODS },
  { id: "judges", title: "Judges", methods: JUDGE_METHODS },
  { id: "samples", title: "Single prompts", methods: SAMPLE_METHODS },
  { id: "planning", title: "Planning, watching, checking", methods: PLANNING_METHODS },
];

/** All of them in one list. */
export const METHODS: readonly Method[] = METHOD_GROUPS.flatMap(({ methods }) => methods);

/** The method of that id, or undefined. */
export function methodById(id: string): Method | undefined {
  return METHODS.find((method) => method.id === id);
}

/** Where a number's method is explained among the pages. */
export function methodPath(id: string): string {
  return `/methods#${encodeURIComponent(id)}`;
}

/** Its anchor within a report, which explains the methods that it used. */
export function methodAnchor(id: string): string {
  return `method-${id}`;
}
