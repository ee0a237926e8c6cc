/** A name as Holdfast writes it: letters, digits and `. _ + -`. The recorder for Python does the same. */
export function harnessName(text: string): string {
  const name = text
    .replace(/[^A-Za-z0-9._+-]+/g, "-")
    .replace(/^[._+-]+/, "")
    .slice(0, 120);
  return name === "" ? "unnamed" : name;
}
