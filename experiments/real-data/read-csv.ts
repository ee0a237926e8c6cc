import { readFileSync } from "node:fs";

/** The fields of one CSV record (RFC 4180, without line breaks inside quotes). */
function fieldsOf(record: string): string[] {
  return Array.from(`,${record}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'),
  );
}

/** The rows of a CSV file with a header, each by column name. */
export function readCsv(path: string): Record<string, string>[] {
  const [header = "", ...records] = readFileSync(path, "utf8")
    .split(/\r?\n/)
    .filter((record) => record !== "");
  const names = fieldsOf(header);
  return records.map((record) => {
    const fields = fieldsOf(record);
    return Object.fromEntries(names.map((name, index) => [name, fields[index] ?? ""]));
  });
}
