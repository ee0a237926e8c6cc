import { openLocal } from "@holdfast/api/local";
import { ProblemSchema } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { workFolder } from "../cli/work-folder.js";
import { served } from "../live/served.js";
import { ENGINES } from "./engines.js";
import { flowAblation, flowLines } from "./flow-evidence.js";

const QUESTIONS = ["analysis", "effects?groupBy=stage", "durability", "report.md", "analysis?excluded=with"];

const DATABASES = ENGINES.map((engine) =>
  engine.target === "memory://" ? { ...engine, name: "an embedded directory" } : engine,
);

describe.each(DATABASES)("what a server computes beside its main thread, on $name", ({ target }) => {
  it.skipIf(target === undefined)(
    "is what it would have answered itself, refusals included, and it ends in order",
    async () => {
      const folder = workFolder();
      const database = target === undefined || target === "memory://" ? `${folder.path}/data` : target;
      const server = await served(database, folder.path);
      const identity = "thread@1";
      const paths = [...QUESTIONS.map((question) => `/v1/ablations/${identity}/${question}`)];
      try {
        await server.client.register(flowAblation("thread"));
        await server.client.recordLines(identity, flowLines());
        const answers = await Promise.all(
          paths.map(async (path) => {
            const response = await fetch(`${server.url}${path}`);
            return [response.status, await response.text()];
          }),
        );
        const refused = await fetch(`${server.url}/v1/ablations/nobody@1/effects`);
        expect(ProblemSchema.parse(await refused.json())).toMatchObject({ code: "not-found", status: 404 });
        await server.stop();
        expect((await server.running.finished).code).toBe(0);
        const local = await openLocal(database, { actor: "tests", now: () => new Date(0) });
        try {
          for (const [index, path] of paths.entries()) {
            const response = await local.fetch(new Request(`http://holdfast.local${path}`));
            expect([response.status, await response.text()], path).toEqual(answers[index]);
          }
        } finally {
          await local.client.remove(identity);
          await local.close();
        }
      } finally {
        await server.stop();
        folder.remove();
      }
    },
    120_000,
  );
});
