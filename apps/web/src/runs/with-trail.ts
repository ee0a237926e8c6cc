import { ablationPath } from "./run-path.js";

/**
 * A report as a page of this site: the line with its identity leads to the list of ablations and to the pages about
 * this one. The report itself knows no address, so that it can be sent to others as it is.
 */
export function withTrail(report: string, identity: string): string {
  return report.replace(
    /<p class="identity">([^<]*)<\/p>/,
    (_all, name: string) =>
      `<p class="identity"><a href="/">Ablations</a> / <a href="${ablationPath(identity)}">${name}</a> / Report</p>`,
  );
}
