/** The version that is written. */
export const CROISSANT_VERSION = "http://mlcommons.org/croissant/1.1";
/** Every version that is read begins with it. */
export const CROISSANT_VERSIONS = "http://mlcommons.org/croissant/1.";
/** Our words for what Croissant has none for: tokens, weights and how a component was made. */
export const HOLDFAST_NAMESPACE = "urn:holdfast:mix:";

const own = (...terms: readonly string[]) => Object.fromEntries(terms.map((term) => [term, `cr:${term}`]));

/** The context of Croissant 1.1 (appendix 1), with PROV-O and our own namespace. */
export const CROISSANT_CONTEXT = {
  "@language": "en",
  "@vocab": "https://schema.org/",
  sc: "https://schema.org/",
  cr: "http://mlcommons.org/croissant/",
  rai: "http://mlcommons.org/croissant/RAI/",
  dct: "http://purl.org/dc/terms/",
  prov: "http://www.w3.org/ns/prov#",
  holdfast: HOLDFAST_NAMESPACE,
  conformsTo: "dct:conformsTo",
  data: { "@id": "cr:data", "@type": "@json" },
  dataType: { "@id": "cr:dataType", "@type": "@vocab" },
  examples: { "@id": "cr:examples", "@type": "@json" },
  ...own("annotation", "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "excludes"),
  ...own("extract", "field", "fileObject", "fileProperty", "fileSet", "format", "includes", "isArray"),
  ...own("isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "readLines", "recordSet"),
  ...own("references", "regex", "repeated", "replace", "samplingRate", "sdVersion", "separator", "source"),
  ...own("subField", "transform", "unArchive", "value"),
} as const;
