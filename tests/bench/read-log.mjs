// read-log.mjs FILE reads a log with the importers, and prints how many scores it has and the most memory it held, in MB.
import { open } from "node:fs/promises";
import { bytesOfFile, readLog } from "@holdfast/importers";

const [file = ""] = process.argv.slice(2);
const handle = await open(file);
const { size } = await handle.stat();
const log = await readLog({ file, bytes: bytesOfFile(handle, size) }, { cluster: "family" });
await handle.close();
const peak = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ scores: log.outcomes[0].samples.id.length, peak, bytes: size }));
