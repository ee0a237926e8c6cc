import { type Component, ComponentSchema, HoldfastError, type Mix, parseWith } from "@holdfast/core";
import { firstOf, isMembers, type Members, textOf } from "../rows/members.js";
import { CROISSANT_VERSIONS, HOLDFAST_NAMESPACE } from "./croissant-context.js";

/** What is wrong with a document of Croissant, as people read it. */
function fault(message: string, key: string, remedy: string): HoldfastError {
  const place = key === "" ? {} : { key };
  return new HoldfastError({ code: "invalid-input", message, place, remedy });
}

/** A list, also of a value that stands alone; empty of nothing. */
export function listOf(value: unknown): readonly unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}

/** A text, however JSON-LD wraps it: as it is, as `@value`, as `@id`, or by its name or address. */
export function plainText(value: unknown): string | undefined {
  const [first] = listOf(value);
  if (typeof first === "string") return first;
  return isMembers(first) ? textOf(first, ["@value", "@id", "url", "name"]) : undefined;
}

function plainNumber(value: unknown): number | undefined {
  const [first] = listOf(value);
  const inner = isMembers(first) ? first["@value"] : first;
  if (typeof inner === "number") return inner;
  const number = typeof inner === "string" && inner.trim() !== "" ? Number(inner) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** A term of schema.org, of Dublin Core or of Croissant, with its prefix or without. */
export function term(node: Members, name: string): unknown {
  return firstOf(node, [name, `sc:${name}`, `dct:${name}`, `cr:${name}`, `https://schema.org/${name}`]);
}

function ours(node: Members, name: string): unknown {
  return firstOf(node, [`holdfast:${name}`, `${HOLDFAST_NAMESPACE}${name}`]);
}

function isDataset(value: unknown): boolean {
  return listOf(value).some((type) => typeof type === "string" && /(^|[:/])Dataset$/.test(type));
}

const REQUIRED = ["name", "description", "license", "url", "creator", "datePublished"] as const;

/**
 * What Croissant requires of a data set and this one lacks, as sentences; none where it is as it should be. Whether what is
 * there is right, such as addresses, is not looked at.
 */
export function croissantFaults(document: unknown): string[] {
  if (!isMembers(document)) return ["the document is no JSON object."];
  const conforms = plainText(term(document, "conformsTo"));
  const missing = REQUIRED.filter((name) => listOf(term(document, name)).length === 0);
  const nodes = listOf(term(document, "distribution"));
  const ids = nodes.flatMap((node) => (isMembers(node) ? [plainText(node["@id"])] : []));
  return [
    ...(isMembers(document["@context"]) || typeof document["@context"] === "string"
      ? []
      : ["`@context` is missing."]),
    ...(isDataset(document["@type"]) ? [] : ["`@type` is not sc:Dataset."]),
    ...(conforms?.startsWith(CROISSANT_VERSIONS)
      ? []
      : ["`conformsTo` does not name a version of Croissant 1."]),
    ...missing.map((name) => `\`${name}\` is missing.`),
    ...nodes.flatMap((node, at) => fileFaults(node, at)),
    ...(new Set(ids).size === ids.length ? [] : ["two files have the same `@id`."]),
  ];
}

function fileFaults(node: unknown, at: number): string[] {
  const place = `distribution.${at}`;
  if (!isMembers(node)) return [`\`${place}\` is no object.`];
  const type = String(listOf(node["@type"])[0] ?? "");
  if (/FileSet$/.test(type))
    return term(node, "includes") === undefined ? [`\`${place}.includes\` is missing.`] : [];
  if (!/FileObject$/.test(type)) return [`\`${place}\` is neither a cr:FileObject nor a cr:FileSet.`];
  const isInside = term(node, "containedIn") !== undefined;
  return [
    ...["@id", "contentUrl", "encodingFormat"]
      .filter((name) => term(node, name) === undefined)
      .map((name) => `\`${place}.${name}\` is missing.`),
    ...(isInside || term(node, "sha256") !== undefined || term(node, "md5") !== undefined
      ? []
      : [`\`${place}.sha256\` is missing.`]),
  ];
}

function textsOf(value: unknown): string[] | undefined {
  const texts = listOf(value).flatMap((each) => plainText(each) ?? []);
  return texts.length === 0 ? undefined : texts;
}

function qualityOf(value: unknown): unknown {
  const [first] = listOf(value);
  return isMembers(first) && Object.hasOwn(first, "@value") ? first["@value"] : first;
}

function known(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function componentOf(node: Members, key: string): Component {
  const generated = listOf(firstOf(node, ["prov:wasGeneratedBy"]))[0];
  return parseWith(
    ComponentSchema,
    known({
      dataset: plainText(term(node, "name")),
      kind: plainText(ours(node, "kind")),
      tokens: plainNumber(ours(node, "tokenCount")),
      rows: plainNumber(ours(node, "rowCount")),
      weight: plainNumber(ours(node, "mixtureWeight")),
      epochs: plainNumber(ours(node, "epochs")),
      contentHash: plainText(ours(node, "contentHash")),
      source: plainText(ours(node, "source")),
      licence: plainText(term(node, "license")),
      generator: isMembers(generated) ? plainText(firstOf(generated, ["prov:label"])) : undefined,
      filters: textsOf(ours(node, "filter")),
      rewriteSteps: textsOf(ours(node, "rewriteStep")),
      quality: qualityOf(ours(node, "quality")),
      note: plainText(term(node, "description")),
    }),
    "component",
    { key },
  );
}

/** Whether a decoded file is a document of Croissant. */
export function isCroissant(document: unknown): boolean {
  return (
    isMembers(document) &&
    plainText(term(document, "conformsTo"))?.startsWith("http://mlcommons.org/croissant/") === true
  );
}

/**
 * A data set of Croissant as a mix: the components that {@link writeCroissant} wrote, or the data set as one component, of
 * which nobody has counted tokens.
 *
 * @param kind what a data set is that does not say it
 * @throws HoldfastError `invalid-input`, naming what is missing
 */
export function readCroissant(document: unknown, kind: string): Mix {
  const [first] = croissantFaults(document);
  if (first !== undefined || !isMembers(document))
    throw fault(first ?? "it is no object.", "", "Ask whoever wrote it for a document of Croissant 1.");
  const components = listOf(ours(document, "component"));
  if (components.length > 0)
    return {
      components: components.map((node, at) => {
        const key = `holdfast:component.${at}`;
        if (!isMembers(node)) throw fault("this is no component.", key, "Export the mix again.");
        return componentOf(node, key);
      }),
    };
  const component = known({
    dataset: plainText(term(document, "name")),
    kind,
    tokens: plainNumber(ours(document, "tokenCount")),
    source: plainText(term(document, "url")),
    licence: plainText(term(document, "license")),
    note: plainText(term(document, "description"))?.slice(0, 2000),
  });
  return { components: [parseWith(ComponentSchema, component, "component")] };
}
