/** What a page of documentation sends its reader to. */
export interface References {
  /** Files and folders written as code, from the root of the repository. */
  readonly paths: readonly string[];
  /** Targets of links and pictures inside the repository, from the page's own folder. */
  readonly links: readonly string[];
  /** Names of npm scripts: `npm run X`, `npm test`. */
  readonly scripts: readonly string[];
  /** Subcommands of the binary: `holdfast X`. */
  readonly commands: readonly string[];
  /** Headings of the same page: `[text](#anchor)`. */
  readonly anchors: readonly string[];
}

const rooted =
  /(?:^|[\s"'(=])((?:\.\/)?(?:packages|apps|experiments|migrations|tests|docs|scripts|\.ci)\/[^\s"')(,;:]*)/gm;
const rootPage = /(?:^|\s)([A-Z]{3,}\.md|LICENSE)(?=$|\s)/gm;
const placeholder = /[<>*{}$]|\.\.\.|(?:^|\/)[A-Z]{2,}[A-Z-]*(?:\/|$|\.(?!md$))|N{4}/;
const fence = /```[^\n]*\n[\s\S]*?```/g;

/** Reads a Markdown page for what it names. A path with a placeholder (`<name>`, `NAME`, `*`, `...`) names nothing. */
export function referencesOf(markdown: string): References {
  const blocks = Array.from(markdown.matchAll(/```[^\n]*\n([\s\S]*?)```/g), (match) => match[1] ?? "");
  const spans = Array.from(markdown.replace(fence, "").matchAll(/`([^`\n]+)`/g), (match) => match[1] ?? "");
  const code = [...blocks, ...spans].map((text) => text.replace(/^\s*#.*$/gm, "")).join("\n\n");
  const links = all(
    markdown.replace(fence, ""),
    /\]\(<?([^)>\s]+)>?(?:\s+"[^"]*")?\)|\b(?:src|href)="([^"]+)"/g,
  );
  const local = links.filter((link) => !/^[a-z]+:/i.test(link));
  return {
    paths: unique([
      ...all(code, rooted)
        .map((path) => path.replace(/\.$/, ""))
        .filter((path) => !placeholder.test(path)),
      ...all(code, rootPage),
    ]),
    links: unique(local.map((link) => link.replace(/#.*$/, "")).filter((link) => link !== "")),
    scripts: unique([...all(code, /\bnpm run ([\w:-]+)/g), ...all(code, /\bnpm (test|start)\b/g)]),
    commands: unique(
      all(code, /(?:^|[\s;&|(/])holdfast(?:\.js)?(?:[ ]+--[\w-]+(?:=\S+)?)*[ ]+([a-z][a-z-]*)\b/gm),
    ),
    anchors: unique(local.filter((link) => link.startsWith("#")).map((link) => link.slice(1))),
  };
}

/** The anchors of a page's headings, as forges make them. */
export function anchorsOf(markdown: string): string[] {
  return all(markdown.replace(fence, ""), /^#{1,6}\s+(.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-"),
  );
}

function all(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), (match) => match[1] ?? match[2] ?? "");
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
