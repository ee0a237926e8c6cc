import { runsPath } from "./run-path.js";

/**
 * A report as a page of this site: the line with its identity leads to the list of ablations and to the runs. The
 * report itself knows no address, so that it can be sent to others as it is.
 */
export function withTrail(report: string, identity: string): string {
  return report.replace(
    /<p class="identity">([^<]*)<\/p>/,
    (_all, name: string) =>
      `<p class="identity"><a href="/">Ablations</a> / ${name} / <a href="${runsPath(identity)}">Runs</a></p>`,
  );
}
