/** The rooms of the house. `api` has two doors of its own: its typed client, and openLocal. */
export type Room =
  | "core"
  | "analysis"
  | "importers"
  | "report"
  | "store"
  | "api"
  | "api/client"
  | "api/local"
  | "cli"
  | "web"
  | "experiments"
  | "tests";

/** Where a room lives, what it may import, and what a newcomer should know when told no. */
export interface RoomRule {
  readonly folder: string;
  /** The specifiers under which others import it. */
  readonly entrances: readonly string[];
  readonly mayImport: readonly Room[];
  /** Rooms reachable only through `import()`, so that they cost nothing until they are used. */
  readonly mayImportLazily?: readonly Room[];
  /** Rooms whose types alone may be imported. */
  readonly mayImportTypes?: readonly Room[];
  /** The only outside packages it may load at run time, where that is limited beyond its manifest. */
  readonly onlyPackages?: readonly string[];
  readonly advice: string;
}

const packages = ["analysis", "importers", "report", "store"] as const;
const siblings = (what: string) =>
  `${what} analysis, importers, report and store never import one another: words they share belong in core, and joining them is a verb in packages/api/src/verbs.`;

/** The import table. Longer folders are looked at first, so api/client is not taken for api. */
export const rooms: Readonly<Record<Room, RoomRule>> = {
  core: {
    folder: "packages/core",
    entrances: ["@holdfast/core"],
    mayImport: [],
    advice:
      "core holds the words that every room uses, so it imports none of them: move the code to the room whose work it does.",
  },
  analysis: {
    folder: "packages/analysis",
    entrances: ["@holdfast/analysis", "@holdfast/analysis/calibration", "@holdfast/analysis/frame"],
    mayImport: ["core"],
    advice: siblings("analysis is statistics over parsed values, without a database."),
  },
  importers: {
    folder: "packages/importers",
    entrances: ["@holdfast/importers"],
    mayImport: ["core"],
    advice: siblings("importers turn files and wire formats into core's words."),
  },
  report: {
    folder: "packages/report",
    entrances: ["@holdfast/report"],
    mayImport: ["core"],
    advice: siblings("report turns findings into strings and computes no statistics."),
  },
  store: {
    folder: "packages/store",
    entrances: ["@holdfast/store", "@holdfast/store/testing"],
    mayImport: ["core"],
    advice: siblings("store is the only room that knows SQL."),
  },
  "api/client": {
    folder: "packages/api/src/client",
    entrances: ["@holdfast/api/client"],
    mayImport: ["core", "api/client"],
    mayImportTypes: ["api"],
    onlyPackages: ["hono/client"],
    advice:
      "the typed client loads core and hono/client only, so that a remote caller does not load a database; use `import type` for the app's type, and put what both sides need into core or packages/api/src/client, from where the server may import it.",
  },
  "api/local": {
    folder: "packages/api/src/local",
    entrances: ["@holdfast/api/local"],
    mayImport: ["core", "store", "api", "api/client", "api/local"],
    advice:
      "api/local only puts store, app and client together: what it needs from another room is a verb in packages/api/src/verbs.",
  },
  api: {
    folder: "packages/api",
    entrances: ["@holdfast/api"],
    mayImport: ["core", ...packages, "api", "api/client"],
    advice:
      "the server side of api does not know who calls it: openLocal joins store, app and client from outside.",
  },
  cli: {
    folder: "apps/cli",
    entrances: ["@holdfast/cli"],
    mayImport: ["core", "importers", "api/client", "api/local", "cli"],
    mayImportLazily: ["web"],
    advice:
      "the command line reaches data through the typed client only: add a verb and a route to packages/api and call it, and load web with `await import()` in the command that serves.",
  },
  web: {
    folder: "apps/web",
    entrances: ["@holdfast/web"],
    mayImport: ["core", "report", "api/client", "web"],
    advice:
      "a page is a function of what the typed client answers: add a verb and a route to packages/api and call it.",
  },
  experiments: {
    folder: "experiments",
    entrances: ["@holdfast/experiments"],
    mayImport: ["core", "api/client", "api/local", "experiments"],
    advice: "an experiment registers and records through the client it is handed, like any user of Holdfast.",
  },
  tests: {
    folder: "tests",
    entrances: [],
    mayImport: ["core", ...packages, "api", "api/client", "api/local", "cli", "web", "experiments", "tests"],
    advice: "nothing imports tests: move what you need into the room that owns it.",
  },
};

/** The room that owns a path relative to the repository root, or undefined for root files and scripts. */
export function roomOf(path: string): Room | undefined {
  return roomNames()
    .filter((room) => path.startsWith(`${rooms[room].folder}/`))
    .sort((a, b) => rooms[b].folder.length - rooms[a].folder.length)[0];
}

/** The room behind a specifier like `@holdfast/api/client`; undefined where there is no such entrance. */
export function roomBehind(specifier: string): Room | undefined {
  return roomNames().find((room) => rooms[room].entrances.includes(specifier));
}

/** Every room, in the order of the table. */
export function roomNames(): Room[] {
  const isRoom = (name: string): name is Room => name in rooms;
  return Object.keys(rooms).filter(isRoom);
}
