import { type Component, type MeasuredFile, tokensOf, UNKNOWN } from "@holdfast/core";
import { CROISSANT_CONTEXT, CROISSANT_VERSION } from "./croissant-context.js";

/** What Croissant requires of a data set and a mix does not know. */
export interface CroissantAbout {
  readonly name: string;
  readonly description: string;
  /** The address or the SPDX name of a licence. */
  readonly licence: string;
  /** The address of the page about the data set. */
  readonly url: string;
  readonly creator: string;
  /** ISO 8601. */
  readonly datePublished: string;
}

/** A component with the files that it was measured from; none where they are not known. */
export interface CroissantPart {
  readonly component: Component;
  readonly files: readonly MeasuredFile[];
}

const ENCODINGS: Readonly<Record<string, string>> = {
  jsonl: "application/jsonlines",
  json: "application/json",
  parquet: "application/vnd.apache.parquet",
  text: "text/plain",
};

function encodingOf({ file, format }: MeasuredFile): string {
  if (/\.gz$/i.test(file)) return "application/gzip";
  if (/\.zst$/i.test(file)) return "application/zstd";
  if (/\.(md|markdown)$/i.test(file)) return "text/markdown";
  return ENCODINGS[format] ?? "application/octet-stream";
}

/** Members whose value is known. */
function known(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== UNKNOWN),
  );
}

/** Each of a name once: a later one of a name has a number. */
function distinctNames(): (name: string) => string {
  const uses = new Map<string, number>();
  return (name) => {
    const use = (uses.get(name) ?? 0) + 1;
    uses.set(name, use);
    return use === 1 ? name : `${name}#${use}`;
  };
}

function iriOf(source: string): string {
  return /^[a-z][a-z0-9+.-]*:\S+$/i.test(source) ? source : `urn:dataset:${encodeURIComponent(source)}`;
}

function weightOf(component: Component, all: number | typeof UNKNOWN): number | undefined {
  if (component.weight !== undefined) return component.weight;
  if (all === UNKNOWN || all === 0 || component.tokens === UNKNOWN) return undefined;
  return (component.tokens * (component.epochs ?? 1)) / all;
}

function componentNode(
  component: Component,
  id: string,
  files: readonly string[],
  weight: number | undefined,
) {
  const { source, generator } = component;
  return known({
    "@type": "holdfast:Component",
    "@id": id,
    name: component.dataset,
    description: component.note,
    license: component.licence,
    "holdfast:kind": component.kind,
    "holdfast:tokenCount": component.tokens,
    "holdfast:rowCount": component.rows,
    "holdfast:mixtureWeight": weight,
    "holdfast:epochs": component.epochs,
    "holdfast:contentHash": component.contentHash,
    "holdfast:source": source,
    "prov:wasDerivedFrom": source === undefined ? undefined : { "@id": iriOf(source) },
    "prov:wasGeneratedBy":
      generator === undefined ? undefined : { "@type": "prov:Activity", "prov:label": generator },
    "holdfast:filter": component.filters,
    "holdfast:rewriteStep": component.rewriteSteps,
    "holdfast:quality":
      component.quality === undefined ? undefined : { "@type": "@json", "@value": component.quality },
    "holdfast:file": files.length === 0 ? undefined : files.map((file) => ({ "@id": file })),
  });
}

/**
 * A mix as a data set of Croissant 1.1. Files stand in `distribution` with their SHA-256; what Croissant has no words for,
 * such as tokens and weights, in our namespace, so that {@link readCroissant} gives the same components back.
 */
export function writeCroissant(
  about: CroissantAbout,
  parts: readonly CroissantPart[],
): Record<string, unknown> {
  const all = tokensOf({ components: parts.map(({ component }) => component) });
  const [fileId, componentId] = [distinctNames(), distinctNames()];
  const distribution: Record<string, unknown>[] = [];
  const components = parts.map(({ component, files }) => {
    const weight = weightOf(component, all);
    const ids = files.map((file) => {
      const id = fileId(file.file);
      const isAll = files.length === 1;
      distribution.push(
        known({
          "@type": "cr:FileObject",
          "@id": id,
          name: id,
          contentUrl: file.file,
          contentSize: `${file.bytes} B`,
          encodingFormat: encodingOf(file),
          sha256: file.sha256.replace("sha256:", ""),
          "holdfast:tokenCount": isAll ? component.tokens : undefined,
          "holdfast:mixtureWeight": isAll ? weight : undefined,
        }),
      );
      return id;
    });
    return componentNode(component, componentId(`component/${component.dataset}`), ids, weight);
  });
  const sources = [...new Set(parts.flatMap(({ component }) => component.source ?? []))];
  return known({
    "@context": CROISSANT_CONTEXT,
    "@type": "sc:Dataset",
    conformsTo: CROISSANT_VERSION,
    name: about.name,
    description: about.description,
    license: about.licence,
    url: about.url,
    creator: { "@type": "sc:Organization", name: about.creator },
    datePublished: about.datePublished,
    "holdfast:tokenCount": all,
    "prov:wasDerivedFrom":
      sources.length === 0 ? undefined : sources.map((source) => ({ "@id": iriOf(source) })),
    distribution: distribution.length === 0 ? undefined : distribution,
    "holdfast:component": components,
  });
}
