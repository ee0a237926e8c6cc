/** The records of a CSV text by its first line (RFC 4180, either line end); undefined where quotes do not close. */
export function csvRecords(text: string): Record<string, string>[] | undefined {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  for (let at = 0; at < text.length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return undefined;
    const [whole, quoted, plain, end] = match;
    rows.at(-1)?.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (end !== "," && end !== "") rows.push([]);
    if (whole === "" || end === "") break;
  }
  const [head = [], ...body] = rows.filter((row) => row.length > 0);
  if (body.some((row) => row.length !== head.length)) return undefined;
  return body.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ""])));
}
