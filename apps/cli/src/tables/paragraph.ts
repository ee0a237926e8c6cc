/** A text in lines of at most `width` characters; lines after the first begin with `indent`. */
export function paragraph(text: string, width: number, indent = ""): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1] ?? "";
    if (last === "" || last.length + 1 + word.length <= width)
      lines[lines.length - 1] = last === "" && lines.length === 1 ? word : `${last} ${word}`;
    else lines.push(`${indent}${word}`);
  }
  return lines.join("\n");
}
