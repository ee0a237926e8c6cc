// answer.mjs CHECKOUT DATABASE OUT: the archives of a filled database, as its own version exports them, and the numbers
// of the findings on its effects and its durability, by the place where they stand in the answers.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { commandOf } from "./command-of.mjs";

const [checkout = "", database = "", out = ""] = process.argv.slice(2);
const { holdfast, end } = commandOf(checkout, database);

/** The numbers of an object by their places in it, without those of objects in it that are findings themselves. */
function* numbersIn(value, place = "") {
  if (typeof value === "number") yield [place, value];
  if (typeof value !== "object" || value === null || (place !== "" && "status" in value)) return;
  for (const [key, part] of Object.entries(value))
    yield* numbersIn(part, place === "" ? key : `${place}/${key}`);
}

function* estimatesIn(value, place = "") {
  if (typeof value !== "object" || value === null) return;
  if (value.status === "estimated") yield [place, Object.fromEntries(numbersIn(value))];
  for (const [key, part] of Object.entries(value)) yield* estimatesIn(part, `${place}/${key}`);
}

try {
  for (const name of ["released", "put-away"])
    writeFileSync(resolve(out, `${name}.ndjson`), holdfast("export", `${name}@1`));
  const answers = Object.fromEntries(
    ["effects", "durability"].map((question) => [
      question,
      [...estimatesIn(JSON.parse(holdfast(question, "released@1", "--json")))],
    ]),
  );
  writeFileSync(resolve(out, "estimates.json"), `${JSON.stringify(answers)}\n`);
} finally {
  end();
}
