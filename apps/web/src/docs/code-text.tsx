import type { Child } from "hono/jsx";

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b)/g;

/** Where JSON begins: at once, or in the here-document of a command. */
function jsonAt(text: string): number {
  if (/^[[{]/.test(text)) return 0;
  const here = text.indexOf("<<'JSON'\n");
  return here < 0 ? text.length : here;
}

/** JSON, or a command with JSON in it, with its names, texts and values told apart by colour. */
export function CodeText({ text: whole }: { readonly text: string }) {
  const at = jsonAt(whole);
  const text = whole.slice(at);
  const parts: Child[] = [whole.slice(0, at)];
  let from = 0;
  for (const match of text.matchAll(TOKENS)) {
    const [found, quoted, colon, word] = match;
    const kind = quoted === undefined ? (word === undefined ? "number" : "word") : colon ? "name" : "text";
    parts.push(text.slice(from, match.index));
    parts.push(<span class={`json-${kind}`}>{quoted ?? found}</span>);
    if (colon !== undefined) parts.push(colon);
    from = match.index + found.length;
  }
  parts.push(text.slice(from));
  return (
    <pre tabindex={0}>
      <code>{parts}</code>
    </pre>
  );
}
