import type { InboxEntry } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { inboxText } from "./inbox-text.js";

const entry: InboxEntry = {
  ...{ id: "3f2a9c147f0b4a579c558d2f1f0c7a11", file: "logs/a.eval", sha256: "0".repeat(64), part: null },
  ...{
    format: "inspect",
    task: "blackmail",
    model: null,
    modelPaths: [],
    created: null,
    evalId: null,
    taskId: null,
  },
  ...{
    tags: [],
    metadata: {},
    cluster: null,
    leftOut: [],
    notes: [],
    reason: null,
    addedAt: "2026-01-02T03:04:05.000Z",
    addedBy: "ada",
  },
  outcomes: [
    { eval: "blackmail@1", metric: "score", judge: "rule", level: "samples", scores: 1200, unscored: 2 },
    { eval: "blackmail@1", metric: "harm", judge: "m", level: "samples", scores: 1200, unscored: 0 },
  ],
};
const text = (...logs: readonly InboxEntry[]) => inboxText({ logs: [...logs] }, 160, (heading) => heading);

describe("the text of the inbox", () => {
  it("is a line for each log, and what to do about them", () => {
    expect(
      text(entry, { ...entry, file: "mlflow.db", part: "nobody (1a2b3c4d)", model: "m" }).split("\n"),
    ).toEqual([
      "id        log                          task       model  outcomes                 scores  since",
      "3f2a9c14  logs/a.eval                  blackmail  -      blackmail@1 score, harm   2,400  2026-01-02",
      "3f2a9c14  mlflow.db#nobody (1a2b3c4d)  blackmail  m      blackmail@1 score, harm   2,400  2026-01-02",
      "",
      "2 logs wait until somebody says what they are about: holdfast inbox bind ID --arm ARM --stage STAGE",
    ]);
    expect(text(entry)).toContain("1 log waits until somebody says what it is about");
  });

  it("says where logs come from as long as there are none", () => {
    expect(text()).toBe(
      "No log waits. `holdfast import` leaves logs here when nobody says what they are about.",
    );
  });
});
