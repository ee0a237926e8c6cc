import { resolve } from "node:path";
import type { CommandContext } from "../command.js";
import { UnheldError } from "../unheld-error.js";

/**
 * Computes every number of an old report again, from what the database holds now, and says whether it still stands.
 *
 * @throws UnheldError where it does not; HoldfastError where the file is no report, or its ablation is not there
 */
export async function verifyOldReport({ print, cwd, connect }: CommandContext, file: string): Promise<void> {
  const { readReportFile, verifyReport } = await import("@holdfast/core");
  const { readOldReport } = await import("./read-old-report.js");
  const { verificationText } = await import("../tables/verification-text.js");
  const old = await readOldReport(resolve(cwd, file), file);
  const client = await connect();
  const fresh = readReportFile(await client.report(old.ablation, old.format));
  const verification = verifyReport(old, fresh);
  print.document(verification);
  print.text(verificationText(verification, print.settings.columns));
  if (!verification.stands) throw new UnheldError(`${file} does not stand.`);
}
