/** C0 and C1 controls other than tab and newline, lone surrogates, and marks that reverse the reading order. */
const UNPRINTABLE = /[\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}|[^\P{Cc}\t\n]/gu;

/** Most texts are plain ASCII: nothing in them is to be replaced. */
const PLAIN = /^[\x20-\x7e]*$/;

/** Text as it may be shown: what cannot be printed faithfully becomes U+FFFD, and line ends become `\n`. */
export function cleanText(text: string): string {
  return PLAIN.test(text) ? text : text.replace(/\r\n?/g, "\n").replace(UNPRINTABLE, "\ufffd");
}
