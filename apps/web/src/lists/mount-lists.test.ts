import { createClient } from "@holdfast/api/client";
import type { AblationList, RegistrationSummary } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { createWeb } from "../create-web.js";
import { summary } from "../testing/canned-client.js";

function web(ablations: readonly RegistrationSummary[], next: string | null = null) {
  const asked: URL[] = [];
  const list: AblationList = { ablations: [...ablations], next };
  const client = createClient("http://canned.test", {
    fetch: (input) => {
      asked.push(new URL(String(input)));
      return Response.json(list);
    },
  });
  const app = createWeb({ client, fetch: () => new Response("api") });
  const get = async (path: string) => {
    const headers = { host: "127.0.0.1:4321" };
    return (await app.request(`http://127.0.0.1:4321${path}`, { headers })).text();
  };
  return { get, question: () => Object.fromEntries(asked.at(-1)?.searchParams ?? []) };
}

const HEADLINE = {
  ...({ verdict: "partly-retained", sentence: "The lead <b>shrank</b>." } as const),
  ...{ at: "2026-11-24T09:00:00.000Z", outdated: false },
};

describe("a card", () => {
  it("says what the last analysis said, when, and whether the evidence changed since", async () => {
    const html = await web([summary({ headline: HEADLINE })]).get("/");
    expect(html).toContain('class="verdict partly-retained">partly retained<');
    expect(html).toContain("The lead &lt;b&gt;shrank&lt;/b&gt;.");
    expect(html).toContain("2026-11-24");
    expect(html).not.toContain("changed since");
    const changed = await web([summary({ headline: { ...HEADLINE, verdict: null, outdated: true } })]).get(
      "/",
    );
    expect(changed).toContain("the evidence changed since");
    expect(changed).not.toContain('class="verdict');
  });

  it("shows the holes of a plan, and stamps what was not registered before it ran", async () => {
    const coverage = { expected: 36, present: 31 };
    const html = await web([
      summary({ coverage, retrospective: true, observational: true, archived: true }),
    ]).get("/");
    for (const shown of [
      "31 of 36 planned cells, 5 holes",
      "outcomes arriving",
      ">retrospective<",
      ">observational<",
      ">archived<",
    ])
      expect(html).toContain(shown);
    expect(html).toContain(`width="${((31 / 36) * 200).toFixed(1)}"`);
    expect(await web([summary()]).get("/")).toContain("Not analysed yet");
  });

  it("draws an empty plan without dividing by it", async () => {
    const html = await web([summary({ coverage: { expected: 0, present: 0 } })]).get("/");
    expect(html).toContain("no cell is planned");
    expect(html).not.toContain("NaN");
  });
});

describe("the question of the list", () => {
  it("is what the API is asked, stays in the form, and is kept on the next page", async () => {
    const { get, question } = web([summary()], "more");
    const html = await get("/?q=%3Cx%3E&status=partial&verdict=lost&archived=any&sort=title");
    expect(question()).toEqual({
      ...{ q: "<x>", status: "partial", verdict: "lost", archived: "any", sort: "title", limit: "24" },
    });
    expect(html).toContain('value="&lt;x&gt;"');
    for (const [name, value] of [
      ["status", "partial"],
      ["verdict", "lost"],
      ["archived", "any"],
      ["sort", "title"],
    ])
      expect(html).toMatch(new RegExp(`name="${name}">(?:(?!</select>).)*<option value="${value}" selected`));
    expect(html).toContain(
      "q=%3Cx%3E&amp;status=partial&amp;verdict=lost&amp;archived=any&amp;sort=title&amp;cursor=more",
    );
    expect(html).toContain('method="get" action="/"');
  });

  it("is all that is in use, the newest first, where nothing or nonsense is asked", async () => {
    const { get, question } = web([summary()]);
    for (const path of ["/", "/?status=great&verdict=&archived=maybe&sort=random&q=+"]) {
      await get(path);
      expect(question()).toEqual({ archived: "false", sort: "newest", limit: "24" });
    }
  });

  it("teaches how to go on where nothing answers to it, and how to begin where there is nothing", async () => {
    expect(await web([]).get("/?q=nowhere")).toContain("No ablation answers to that");
    expect(await web([]).get("/")).toContain("npx holdfast register ablation.ts");
  });
});
