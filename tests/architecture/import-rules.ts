import { posix } from "node:path";
import { type Import, importsOf } from "./imports-of.js";
import { type Room, roomBehind, roomOf, rooms } from "./rooms.js";
import { isTestFile, type SourceFile } from "./source-files.js";

/** Packages that one room, or one file, has to itself. */
const owners: readonly { package: RegExp; owner: string; peers?: string; reason: string }[] = [
  {
    package: /^danfojs/,
    owner: "packages/analysis/src/frame.ts",
    reason: "its traps (a NaN poisons its group, describe throws on null) are handled in that one file",
  },
  {
    package: /^(drizzle-orm|drizzle-kit|postgres|@electric-sql\/pglite)(\/|$)/,
    owner: "packages/store/",
    // a bench measures the store against rows of its own
    peers: "tests/bench/",
    reason: "store is the only room that knows SQL; add a method to a repository there",
  },
];

/** Every import of the file that the table forbids, each with where it stands, the rule, and what to do instead. */
export function importViolations({ path, text }: SourceFile): string[] {
  const room = roomOf(path);
  return importsOf(text).flatMap((found) => {
    const said = [
      ...ownerViolation(path, found),
      ...(room === undefined ? [] : tableViolation(path, room, found)),
    ];
    return said.map((violation) => `${path}:${found.line} imports "${found.specifier}". ${violation}`);
  });
}

function ownerViolation(path: string, { specifier }: Import): string[] {
  return owners
    .filter(
      ({ package: pattern, owner, peers = owner }) =>
        pattern.test(specifier) && !path.startsWith(owner) && !path.startsWith(peers),
    )
    .map(({ owner, reason }) => `Only ${owner} may: ${reason}.`);
}

function tableViolation(path: string, room: Room, found: Import): string[] {
  const { specifier } = found;
  if (specifier.startsWith(".")) return relativeViolation(path, room, found);
  if (!specifier.startsWith("@holdfast/")) return outsideViolation(path, room, found);
  const target = roomBehind(specifier);
  if (target === undefined) {
    return [
      "That is no entrance of a room: import what the package exports by its name, and export it there.",
    ];
  }
  return allows(path, room, target, found) ? [] : [tableMessage(room, target, found)];
}

function relativeViolation(path: string, room: Room, found: Import): string[] {
  const target = roomOf(posix.join(posix.dirname(path), found.specifier));
  if (target === room) return [];
  const sameFolder = target !== undefined && packageOf(target) === packageOf(room);
  if (!sameFolder) {
    return isTestFile(path)
      ? []
      : ["A relative path may not leave its package: import the other room by its name."];
  }
  return allows(path, room, target, found) ? [] : [tableMessage(room, target, found)];
}

function outsideViolation(path: string, room: Room, { specifier, when }: Import): string[] {
  const { onlyPackages, advice } = rooms[room];
  if (onlyPackages === undefined || when === "type" || isTestFile(path)) return [];
  return onlyPackages.includes(specifier)
    ? []
    : [`${room} may load ${onlyPackages.join(", ")} only: ${advice}`];
}

function allows(path: string, room: Room, target: Room, { when }: Import): boolean {
  const rule = rooms[room];
  if (target === room || rule.mayImport.includes(target)) return true;
  if (isTestFile(path) && packageOf(target) === packageOf(room)) return true;
  if (rule.mayImportLazily?.includes(target)) return when !== "static";
  return when === "type" && rule.mayImportTypes?.includes(target) === true;
}

function tableMessage(room: Room, target: Room, { when }: Import): string {
  const { mayImport, mayImportLazily, mayImportTypes, advice } = rooms[room];
  const allowed = [
    ...mayImport.filter((name) => name !== room),
    ...(mayImportLazily ?? []).map((name) => `${name} (only through import())`),
    ...(mayImportTypes ?? []).map((name) => `${name} (only by import type)`),
  ];
  const how = when === "static" ? "" : when === "dynamic" ? " even lazily" : " even for its types";
  return `${room} may not import ${target}${how}; it may import ${allowed.join(", ") || "no other room"}. Remember: ${advice}`;
}

function packageOf(room: Room): string {
  return rooms[room].folder
    .split("/")
    .slice(0, room === "experiments" || room === "tests" ? 1 : 2)
    .join("/");
}
