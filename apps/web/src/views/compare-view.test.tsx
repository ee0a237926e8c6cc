import { createClient, problemResponse } from "@holdfast/api/client";
import { HoldfastError } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { comparedRegistration, comparisonAnswer, sampleAnswer } from "../testing/compare-answers.js";
import { compareView } from "./compare-view.js";
import { samplesView } from "./samples-view.js";
import { shellText } from "./shell-text.js";
import { transcriptOf } from "./transcript-of.js";
import type { View } from "./view.js";

const HOSTILE = `"><script>alert(1)</script>'`;

/** What a view shows where the API answers what the test says, and what it asked. */
async function shown(view: View, search: string, answer: (question: URLSearchParams) => Response) {
  const asked: URL[] = [];
  const client = createClient("http://canned.test", {
    fetch: (input) => {
      const url = new URL(input instanceof Request ? input.url : String(input));
      asked.push(url);
      return url.pathname.endsWith("/runs")
        ? Response.json({ runs: [], next: null })
        : answer(url.searchParams);
    },
  });
  const content = await view.read({
    ...{ client, registration: comparedRegistration(), query: new URLSearchParams(search) },
    ...{ path: `/ablations/advice%401/${view.slug}`, origin: "http://127.0.0.1:1" },
  });
  const html = String(
    await (
      <>
        {content.choices}
        {content.rest}
        {content.empty}
      </>
    ),
  );
  return { content, html, asked: asked.at(-1)?.searchParams };
}

const compared = (question: URLSearchParams) =>
  Response.json(comparisonAnswer(question.get("a") ?? "", question.get("b") ?? ""));
const refused = () =>
  problemResponse(
    new HoldfastError({
      code: "unknown-name",
      message: "there is no arm `x`.",
      place: { key: "a" },
      remedy: "Name one.",
    }),
  );

describe("the page that compares", () => {
  it("compares the first arm with its control where nothing is asked", async () => {
    const { asked, content } = await shown(compareView, "", compared);
    expect([asked?.get("a"), asked?.get("b")]).toEqual(["arm:advice@rl", "arm:control@rl"]);
    expect(content.sentences).toEqual(["Exploratory."]);
    expect(content.exhibits.map(({ id }) => id)).toEqual(["comparison"]);
    expect(content.exhibits[0]?.figure?.svg).toContain("\u221244.5");
  });

  it("keeps scale and target when sides are swapped or picked", async () => {
    const search = "a=arm:advice@sft&b=arm:refusals@sft&scale=log-odds&target=suite-fixed";
    const { html } = await shown(compareView, search, compared);
    expect(html).toContain("a=arm%3Arefusals%40sft&amp;b=arm%3Aadvice%40sft&amp;scale=log-odds");
    expect(html).toContain('<input type="hidden" name="target" value="suite-fixed"/>');
    expect(html).toContain("advice minus control");
    expect(html).toContain("npx holdfast compare arm:advice@sft arm:refusals@sft advice@1");
  });

  it("says what it does not know, keeps what was asked, and escapes it", async () => {
    const search = new URLSearchParams({ a: HOSTILE, b: "arm:control" }).toString();
    const { content, html } = await shown(compareView, search, refused);
    expect(content.sentences).toEqual(["there is no arm `x`.", "Name one."]);
    expect(content.exhibits).toEqual([]);
    expect(html).not.toContain("<script>");
    expect(html).toContain("&lt;script&gt;");
  });
});

describe("the page of prompts", () => {
  const local = () => Response.json(sampleAnswer("/data/my logs/a.eval"));

  it("looks at the first arm and eval, and names what else was scored", async () => {
    const { asked, html, content } = await shown(samplesView, "", local);
    expect(asked?.toString()).toBe("arm=advice&eval=blackmail%401&control=control&limit=500");
    expect(html).toContain("judge=model%231");
    expect(html).toContain('<option value="advice" selected="">');
    expect(content.exhibits.map(({ id }) => id)).toEqual(["prompts-by-cluster", "prompts"]);
  });

  it("shows the scores behind a prompt, with its run, its log and the way to read it", async () => {
    const { html } = await shown(samplesView, "", local);
    expect(html).toContain('<a href="/ablations/advice%401/runs/advice/0/0">advice/0/0</a>');
    expect(html).toContain('<a href="/v1/ablations/advice%401/outcomes/o-1/scores">scores</a>');
    expect(html).toContain("0 1 – 0");
    expect(html).toContain("<code>/data/my logs/a.eval</code>");
    expect(html).toContain("inspect view --log-dir &#39;/data/my logs&#39;");
    expect(html).toContain("no log recorded");
  });

  it("links to the web alone, and escapes what a log is called", async () => {
    const web = await shown(samplesView, "", () =>
      Response.json(sampleAnswer("https://logs.example.org/a.eval")),
    );
    expect(web.html).toContain('<a href="https://logs.example.org/a.eval" rel="noreferrer nofollow">');
    const odd = await shown(samplesView, "", () =>
      Response.json(sampleAnswer("javascript:alert(1)", HOSTILE)),
    );
    expect(odd.html).not.toContain('href="javascript:');
    expect(odd.html).not.toContain("<script>");
  });

  it("takes its choices from the address, and leaves out what is no choice", async () => {
    const search = new URLSearchParams({
      ...{
        arm: "refusals",
        control: "refusals",
        stage: "sft",
        step: "x",
        condition: "{",
        judge: "rule",
        metric: "",
      },
    }).toString();
    const { asked } = await shown(samplesView, search, local);
    expect(Object.fromEntries(asked ?? [])).toEqual({
      ...{
        arm: "refusals",
        control: "control",
        eval: "blackmail@1",
        stage: "sft",
        judge: "rule",
        limit: "500",
      },
    });
  });

  it("says what it does not know, and teaches the command that brings scores", async () => {
    const { content, html } = await shown(samplesView, "arm=x", refused);
    expect(content.sentences[0]).toBe("there is no arm `x`.");
    expect(html).toContain("npx holdfast import logs/ --ablation advice@1");
  });
});

describe("a transcript", () => {
  const harness = { name: "lm_eval" };

  it("has a command where the log is Inspect's, and is no link unless it is on the web", () => {
    expect(transcriptOf({ source: null, harness })).toBeNull();
    expect(transcriptOf({ source: { uri: "out/results.json" }, harness })).toEqual({
      ...{ uri: "out/results.json", href: null, command: null },
    });
    expect(transcriptOf({ source: { uri: "s3://bucket/logs/a.eval" }, harness: null })).toMatchObject({
      ...{ href: null, command: "inspect view --log-dir s3://bucket/logs" },
    });
    expect(transcriptOf({ source: { uri: "a.eval" }, harness: null })?.command).toBe(
      "inspect view --log-dir .",
    );
    expect(transcriptOf({ source: { uri: "http://h/a.json" }, harness })?.href).toBe("http://h/a.json");
  });

  it("writes a folder so that a shell reads it back", () => {
    expect(shellText("logs/a-b_1.x")).toBe("logs/a-b_1.x");
    expect(shellText("it's; rm -rf $HOME")).toBe(`'it'\\''s; rm -rf $HOME'`);
  });
});
