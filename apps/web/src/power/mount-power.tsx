import type { EdgeEnv, HoldfastClient } from "@holdfast/api/client";
import { HoldfastError } from "@holdfast/core";
import { cheapestExhibit, powerCurveExhibits, powerCurveSentences, powerParts } from "@holdfast/report";
import type { Context, Hono } from "hono";
import type { Child } from "hono/jsx";
import { EXHIBIT_FORMATS } from "../exhibits/exhibit-block.js";
import { PowerPage } from "../pages/power-page.js";
import { PlannerForm } from "./planner-form.js";
import { PlannerRest } from "./planner-rest.js";
import { powerCommand, pricesText } from "./power-command.js";
import { askedPower, MORE_CONTROLS, mainControls, understoodPower } from "./power-controls.js";

interface PowerInput {
  /** The client of whoever asks. */
  readonly clientFor: (c: Context<EdgeEnv>) => HoldfastClient;
  readonly page: (c: Context<EdgeEnv>, content: Child) => Promise<Response>;
}

const PATH = "/power";
const TYPES = {
  svg: "image/svg+xml",
  csv: "text/csv; charset=utf-8",
  tex: "application/x-tex; charset=utf-8",
};
/** A figure that is opened by itself: its own style, and nothing from anywhere. */
const FIGURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

async function read(client: HoldfastClient, query: URLSearchParams) {
  const { row: base } = await client.powerPlan();
  const controls = mainControls(1);
  const all = [...controls, ...MORE_CONTROLS];
  const asked = askedPower(understoodPower(query, all), all, base);
  const { question, refused } = asked;
  const { row } = await client.powerPlan(question);
  const curve = await client.powerPlanCurve(question);
  const cheapest = cheapestExhibit(null, row, pricesText(question));
  const [runs, ...others] = powerCurveExhibits(null, curve, row);
  const [first = "", ...parts] = powerParts(null, row);
  return {
    sentences: [
      ...[first, ...refused.map((text) => `Left out, ${text}.`), ...parts],
      ...powerCurveSentences(null, curve),
    ],
    exhibits: [...(runs === undefined ? [] : [runs]), ...(cheapest === null ? [] : [cheapest]), ...others],
    form: <PlannerForm path={PATH} controls={controls} base={base} asked={asked} evals={null} />,
    rest: (
      <PlannerRest ablation={null} row={row} command={powerCommand(null, question, row.design.runs.value)} />
    ),
  };
}

/** The planner without an ablation, and what its exhibits are given as. */
export function mountPower(app: Hono<EdgeEnv>, { clientFor, page }: PowerInput): void {
  app.get(PATH, async (c) => {
    const query = new URL(c.req.url).searchParams;
    return page(c, <PowerPage {...(await read(clientFor(c), query))} query={query} root={PATH} />);
  });
  app.get(`${PATH}/:file{[a-z0-9-]+\\.(svg|csv|tex)}`, async (c) => {
    const { exhibits } = await read(clientFor(c), new URL(c.req.url).searchParams);
    const [id, end] = c.req.param("file").split(".");
    const format = EXHIBIT_FORMATS.find((one) => one === end);
    const exhibit = exhibits.find((one) => one.id === id);
    const { writeExhibit } = await import("@holdfast/report");
    const file = format === undefined || exhibit === undefined ? null : writeExhibit(exhibit, format);
    if (file === null || format === undefined)
      throw new HoldfastError({ code: "not-found", message: "there is no page of that name." });
    return c.body(file, 200, { "content-type": TYPES[format], "content-security-policy": FIGURE_POLICY });
  });
}
