/** A file that is something else than outcomes: what it is, and what to do about it. */
export interface ForeignFormat {
  readonly is: string;
  readonly remedy: string;
}

const BY_BYTES: readonly (ForeignFormat & { readonly magic: string })[] = [
  { magic: "1f8b", is: "compressed with gzip", remedy: "Unpack it: gunzip -c FILE | holdfast record -" },
  { magic: "28b52ffd", is: "compressed with zstd", remedy: "Unpack it: zstd -dc FILE | holdfast record -" },
  { magic: "504b0304", is: "a zip archive", remedy: "Unpack it, and record the file inside." },
  { magic: "50415231", is: "a Parquet file", remedy: "Write it as NDJSON or CSV." },
  { magic: "fffe", is: "UTF-16 text", remedy: "Write it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE." },
  { magic: "feff", is: "UTF-16 text", remedy: "Write it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE." },
];

const BY_TEXT: readonly (ForeignFormat & { readonly begins: RegExp })[] = [
  { begins: /^\[/, is: "one JSON list", remedy: "Write one outcome a line: jq -c '.[]' FILE." },
  {
    begins: /^[^\n]*\barm\b[^\n]*;/,
    is: "separated by semicolons",
    remedy: "Separate the fields by commas.",
  },
  {
    begins: /^[^\n]*;[^\n]*\barm\b/,
    is: "separated by semicolons",
    remedy: "Separate the fields by commas.",
  },
  { begins: /^[^\n]*\barm\b[^\n]*\t/, is: "separated by tabs", remedy: "Separate the fields by commas." },
];

/** What a file that begins with these bytes is, where it is something people mistake for outcomes. */
export function foreignFormat(head: Buffer): ForeignFormat | undefined {
  const digits = head.subarray(0, 4).toString("hex");
  const text = head.toString("utf8").trimStart();
  return (
    BY_BYTES.find(({ magic }) => digits.startsWith(magic)) ?? BY_TEXT.find(({ begins }) => begins.test(text))
  );
}
