import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createTestDatabase, skipReason, testServer } from "@holdfast/store/testing";
import { describe, expect, it } from "vitest";

const SOAK = fileURLToPath(new URL("./soak.mjs", import.meta.url));
const SECONDS = "9";

/** Runs the soak, and takes its table. */
async function soak(...words: readonly string[]): Promise<{ readonly code: unknown; readonly said: string }> {
  const child = spawn(process.execPath, [SOAK, SECONDS, ...words], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  const [code] = await once(child, "close");
  return { code, said };
}

// .ci/nightly lets it run for ten minutes
describe("32 recorders, shuffled parts sent twice, and a server that is killed with -9 and started again", () => {
  it("lose, double and misplace nothing in a directory", async () => {
    const { code, said } = await soak();
    expect(said).toContain("lost, doubled, wrong or nobody's: 0\n");
    expect(code, said).toBe(0);
  }, 300_000);

  const server = testServer(process.env);
  const reason = skipReason(process.env);
  it.skipIf(server === undefined)(
    `lose, double and misplace nothing on PostgreSQL${reason === undefined ? "" : ` (${reason})`}`,
    async () => {
      const { url, drop } = await createTestDatabase(server ?? "", "soak");
      const { code, said } = await soak(url);
      expect(said).toContain("lost, doubled, wrong or nobody's: 0\n");
      expect(code, said).toBe(0);
      await drop();
    },
    300_000,
  );
});
