/** A sentence of an answer; names between back-quotes are set as code. */
export function Sentence({ text }: { readonly text: string }) {
  return <>{text.split("`").map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part))}</>;
}
