// fill-0000.mjs CHECKOUT DATABASE: fills an empty database through the version that is checked out and built in
// CHECKOUT, the one whose newest migration is 0000.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { commandOf } from "./command-of.mjs";
import { lines, ndjson, study } from "./study.mjs";

const [checkout = "", database = ""] = process.argv.slice(2);
const { holdfast, write, end } = commandOf(checkout, database);

try {
  write("first.json", JSON.stringify(study("released")));
  holdfast("register", "first.json");
  write("outcomes.ndjson", ndjson(lines()));
  holdfast("record", "outcomes.ndjson", "-a", "released@1");
  holdfast("effects", "released@1");
  const corrected = {
    arm: "control",
    seed: 1,
    stage: "rl",
    step: 200,
    eval: "articles@1",
    counts: { k: 13, n: 40 },
  };
  write(
    "correction.ndjson",
    ndjson([{ ...corrected, correction: { author: "ada", reason: "the key was read wrongly" } }]),
  );
  holdfast("record", "correction.ndjson", "-a", "released@1");
  holdfast(
    ...[
      "exclude",
      "released@1",
      "--run",
      "difficult-advice/2/0",
      "--author",
      "ada",
      "--reason",
      "it diverged",
    ],
  );
  const local = await import(pathToFileURL(resolve(checkout, "packages/api/dist/local/index.js")).href);
  const { client, close } = await local.openLocal(database, { actor: "ada", now: () => new Date() });
  const about = { run: "control/1/0", stage: "rl", step: 150, author: "ada" };
  await client.intervene("released@1", { ...about, reason: "the watch fired", change: "half of the chats" });
  await close();
  write("second.json", JSON.stringify(study("released", { note: "Exams are the second version." })));
  holdfast("amend", "second.json", "--author", "ada", "--reason", "the suite was renamed");
  write("away.json", JSON.stringify(study("put-away")));
  holdfast("register", "away.json", "--retrospective");
  write(
    "few.ndjson",
    ndjson([{ arm: "control", seed: 0, stage: "sft", eval: "articles@1", counts: { k: 1, n: 4 } }]),
  );
  holdfast("record", "few.ndjson", "-a", "put-away@1");
  holdfast("archive", "put-away@1");
} finally {
  end();
}
