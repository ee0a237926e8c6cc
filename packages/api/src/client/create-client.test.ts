import { HoldfastError } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { createApp } from "../app.js";
import type { Context } from "../context.js";
import { adviceRegistration, scriptedStore } from "../testing/scripted-store.js";
import { createClient } from "./create-client.js";

const now = () => new Date("2026-11-22T12:00:00Z");

function clientOver(script: Partial<Context["store"]>, actor?: string) {
  const app = createApp({ store: scriptedStore(script), now, actor: "anonymous" });
  return createClient("http://holdfast.test", {
    fetch: (input, init) => app.request(input, init),
    ...(actor === undefined ? {} : { actor }),
  });
}

const line = { arm: "advice", stage: "sft", eval: "blackmail@1", point: 0.2 };

async function collected(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const each of lines) all.push(each);
  return all;
}

describe("createClient", () => {
  it("gives a fault of the API with its code, place and remedy", async () => {
    const client = clientOver({
      registration: async () => {
        throw new HoldfastError({
          code: "locked",
          message: "it is open.",
          place: { key: "db" },
          remedy: "Close it.",
        });
      },
    });
    const fault = await client.read("advice@1").catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(HoldfastError);
    expect(fault).toMatchObject({
      code: "locked",
      message: "it is open.",
      place: { key: "db" },
      remedy: "Close it.",
    });
  });

  it("says that nothing answers, and what to do", async () => {
    const client = createClient("http://127.0.0.1:9");
    await expect(client.health()).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("http://127.0.0.1:9"),
      remedy: expect.stringContaining("holdfast serve"),
    });
  });

  it.each([
    ["a page of something else", () => new Response("<html>", { status: 502 }), "unavailable"],
    ["a fault in another shape", () => Response.json({ error: "no" }, { status: 400 }), "unavailable"],
    ["an answer that is not JSON", () => new Response("<html>"), "internal"],
    ["an answer of another shape", () => Response.json({ ablations: 5 }), "internal"],
  ])("does not take %s for an answer", async (_name, answer, code) => {
    const client = createClient("http://other.test", { fetch: answer });
    await expect(client.list()).rejects.toMatchObject({ code });
  });

  it("names the actor with every request", async () => {
    const actors: string[] = [];
    const client = clientOver(
      {
        archive: async (_identity, _archived, actor) => {
          actors.push(actor.name);
        },
        registration: async () => adviceRegistration(),
        importArchive: async (lines, actor) => {
          actors.push(`${actor.name} ${(await collected(lines)).join("|")}`);
          return { identity: "advice@1", receipt: { outcomes: 0, added: 0, recognised: 0, corrected: 0 } };
        },
      },
      "Zoë Ω",
    );
    await client.setArchived("advice@1", true);
    await client.importArchive(
      (async function* () {
        yield "first";
        yield "second";
      })(),
    );
    expect(actors).toEqual(["Zoë Ω", "Zoë Ω first|second"]);
  });

  it.each(["", "advice", "advice@", "../ablations@1/x"])(
    "does not ask for %j, which is no name@version",
    async (identity) => {
      const client = createClient("http://other.test", {
        fetch: () => {
          throw new Error("it was asked for");
        },
      });
      await expect(client.read(identity)).rejects.toMatchObject({ code: "invalid-input" });
      await expect(client.remove(identity)).rejects.toMatchObject({ code: "invalid-input" });
    },
  );

  it("refuses NaN before it could become null on the way", async () => {
    const samples = { id: ["a", "b"], score: [1, Number.NaN] };
    const { point: _point, ...rest } = line;
    await expect(clientOver({}).recordLines("advice@1", [{ ...rest, samples }])).rejects.toMatchObject({
      code: "invalid-input",
      place: { key: "lines[0].samples.score[1]" },
    });
  });

  it("lets the caller tell where the line at fault came from", async () => {
    const client = clientOver({ registration: async () => adviceRegistration() });
    const located = client.recordLines("advice@1", [line, { ...line, stage: "slf" }], {
      locate: (error, index) => error.at({ file: "outcomes.ndjson", line: 40 + index }),
    });
    await expect(located).rejects.toMatchObject({
      code: "unknown-name",
      place: { file: "outcomes.ndjson", line: 41, key: "stage" },
    });
  });

  it("hands an archive on line by line, and does not take a part for the whole", async () => {
    const whole = clientOver({
      exportArchive: async function* () {
        yield "first";
        yield "second";
      },
    });
    expect(await collected(whole.exportArchive("advice@1"))).toEqual(["first", "second"]);
    const broken = clientOver({
      exportArchive: async function* () {
        yield "first";
        throw new Error("lost");
      },
    });
    await expect(collected(broken.exportArchive("advice@1"))).rejects.toMatchObject({ code: "unavailable" });
  });

  it("gives the fault of lines that break off while they are sent", async () => {
    const client = clientOver({
      importArchive: async (lines) => {
        await collected(lines);
        return { identity: "advice@1", receipt: { outcomes: 0, added: 0, recognised: 0, corrected: 0 } };
      },
    });
    const lines = (async function* () {
      yield "first";
      throw new HoldfastError({ code: "not-found", message: "the file is gone." });
    })();
    await expect(client.importArchive(lines)).rejects.toMatchObject({ code: "not-found" });
  });
});
