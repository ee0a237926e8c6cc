import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { COMMANDS } from "./commands/index.js";
import { EXIT_CODES } from "./exit-code.js";
import { runLine } from "./testing/run-line.js";

const folder = mkdtempSync(join(tmpdir(), "holdfast-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a command line", () => {
  it.each(["", "--help", "help", "-h"])("shows every command for `holdfast %s`", async (line) => {
    const { code, stdout, stderr } = await runLine(line);
    expect([code, stderr]).toEqual([0, ""]);
    for (const { name, summary } of COMMANDS)
      expect(stdout).toMatch(new RegExp(` ${name}\\b.*${summary.slice(0, 20)}`));
  });

  it.each(COMMANDS.map(({ name }) => name))("shows the options of %s, without a database", async (name) => {
    const [asOption, asWord] = [await runLine(`${name} --help`), await runLine(`help ${name}`)];
    expect(asOption).toEqual(asWord);
    expect(asOption.code).toBe(0);
    for (const option of Object.keys(COMMANDS.find((command) => command.name === name)?.options ?? {}))
      expect(asOption.stdout).toContain(`--${option}`);
  });

  it("tells its version", async () => {
    expect((await runLine("--version")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    ["recrd x", "there is no command `recrd`. Did you mean `holdfast record`?"],
    ["frobnicate", "there is no command `frobnicate`. `holdfast --help` lists them."],
    ["effects --gruop-by a", "there is no option --gruop-by. Did you mean --group-by?"],
    ["effects --scale log", "--scale is one of difference, log-odds, not log."],
    ["effects --json=yes", "--json takes no value."],
    ["effects --csv --json", "--csv and --json are two formats."],
    ["register", "FILE is missing. Usage: holdfast register FILE"],
    ["register a.ts b.ts", "`b.ts` is one word too many."],
    ["report x@1", "--output is missing. Add --output FILE"],
    ["report x@1 -o report.pdf", "a report does not end in `.pdf`. Name it .html, .md, .tex, .json or .csv."],
    ["list --db a --url http://b", "--db and --url name two places."],
    ["list --db http://b", "--db names a database, and this is a server. Write --url http://b."],
    ["list --db mysql://b", "no database is known behind `mysql://`."],
    ["list --url ftp://b", "`ftp://b` is not the address of a server."],
    ["serve --port 99999", "`99999` is not a port."],
    ["serve --url http://b", "a server is there already."],
    ["delete x@1", "this removes x@1 and all its evidence. Add --yes"],
    ["exclude x@1 --author a --reason b", "name what to set aside."],
    ["exclude x@1 --run a/1/0 --author a", "--reason is missing."],
    ["amend a.ts --author a", "--reason is missing."],
  ])("refuses `holdfast %s` and says what to type", async (line, said) => {
    const { code, stdout, stderr } = await runLine(line, folder);
    expect(stderr).toContain(said);
    expect([code, stdout]).toEqual([EXIT_CODES.usage, ""]);
  });

  it("makes no database to answer a question", async () => {
    const { code, stderr } = await runLine("effects advice@1", folder);
    expect(code).toBe(EXIT_CODES["not-found"]);
    expect(stderr).toContain("there is no database in .holdfast/db. Register an ablation first");
  });

  it("says so where nothing answers at an address", async () => {
    const { code, stderr } = await runLine("list --url http://127.0.0.1:9");
    expect(code).toBe(EXIT_CODES.unavailable);
    expect(stderr).toContain("nothing answers at http://127.0.0.1:9");
  });
});
