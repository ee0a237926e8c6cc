import { cleanText } from "../clean-text.js";

const SPELLED: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  $: "\\$",
  "&": "\\&",
  "#": "\\#",
  _: "\\_",
  "%": "\\%",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  // behind the end of a row, these would belong to it
  "[": "{[}",
  "]": "{]}",
  "*": "{*}",
  // these would join into other marks
  "`": "{`}",
  "'": "{'}",
  '"': "{\\textquotedbl}",
  "\u2212": "$-$",
  "\u221e": "$\\infty$",
  "\u2013": "--",
  "\u2192": "$\\rightarrow$",
  "\ufffd": "?",
};

/** Text that LaTeX sets as it is: no command, no comment, no cell or row ends within it. Line breaks become spaces. */
export function escapeTex(text: string): string {
  return cleanText(text)
    .replace(/\s+/g, " ")
    .replace(/[\\{}$&#_%~^<>|[\]*`'"\u2212\u221e\u2013\u2192\ufffd]/g, (mark) => SPELLED[mark] ?? mark);
}

/** Text behind a comment sign: one line, whatever it holds. */
export function commentTex(text: string): string {
  return `% ${cleanText(text).replace(/\s+/g, " ")}`;
}
