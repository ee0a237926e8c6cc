import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENGINES } from "../contract/engines.js";
import { type OpenDoor, openDoor } from "./open-door.js";

const EVIL = [
  `'; DROP TABLE run; --`,
  `<script>alert(1)</script>`,
  `{"a":1},"b\\"`,
  "NULL",
  "\u{1F600}é",
  `%s ${"$"}{x}`,
];

describe.each(ENGINES)("the MLflow door under bad input on $name", ({ target }) => {
  describe.skipIf(target === undefined)("answers 4xx with a reason", () => {
    let door: OpenDoor;
    beforeAll(async () => {
      door = await openDoor(target ?? "");
    });
    afterAll(async () => {
      expect(door.faults).toEqual([]);
      await door.close();
    });
    const rootOf = async (run_id: string) => {
      const { body } = await door.call("GET", "runs/get", { run_id });
      return /mlflow-artifacts:\/([^"]+)/.exec(JSON.stringify(body))?.[1] ?? "";
    };

    it("a path that leads out of the run's folder is refused, however it is written", async () => {
      const [run_id, victim] = [await door.begin(), await door.begin()];
      const [root, other] = [await rootOf(run_id), await rootOf(victim)];
      const at = (path: string, init?: RequestInit) =>
        door.raw(`/api/2.0/mlflow-artifacts/artifacts/${path}`, init);
      const put = { method: "PUT", body: "x" };
      expect((await at(`${other}/kept.txt`, put)).status).toBe(200);
      const up = root
        .split("/")
        .map(() => "..")
        .join("/");
      for (const path of [
        `${root}/../../${victim}/artifacts/kept.txt`.replace("../../", "..%2F..%2F"),
        `${root}/${up.replaceAll("/", "%2f")}%2fetc%2fpasswd`,
        `${root}/..%5c..%5cx`,
        `${root}/a%00b`,
        `${root}//etc/passwd`,
        `${root}/%2Fetc%2Fpasswd`,
        `${root}/a%0Ab`,
        `${root}/%FF`,
        `${root}/${"deep/".repeat(60)}x`,
        `${root}/${"x".repeat(1200)}`,
        "C:%5Cx",
        "",
      ])
        for (const method of ["PUT", "GET", "DELETE"]) {
          const response = await at(path, method === "PUT" ? put : { method });
          expect([path, method, response.status >= 400 && response.status < 500]).toEqual([
            path,
            method,
            true,
          ]);
        }
      for (const path of [
        "..",
        "../..",
        `${root}/..`,
        "/etc",
        "%2e%2e",
        `${root}/../../${victim}/artifacts`,
      ]) {
        const { status } = await door.call("GET", "artifacts/list", { run_id, path });
        expect([path, status]).toEqual([path, 400]);
        const listed = await door.raw(`/api/2.0/mlflow-artifacts/artifacts?path=${encodeURIComponent(path)}`);
        expect(listed.status).toBeGreaterThanOrEqual(400);
        expect(listed.status).toBeLessThan(500);
      }
      expect(await (await at(`${other}/kept.txt`)).text()).toBe("x");
      // what the address itself resolves never reaches a run
      expect((await at(`${root}/%2e%2e/%2e%2e/x`, put)).status).toBe(404);
    }, 60_000);

    it("a file over the limit is refused and leaves nothing; one under it comes back byte for byte, as a download", async () => {
      const root = await rootOf(await door.begin());
      const at = (path: string, init?: RequestInit) =>
        door.raw(`/api/2.0/mlflow-artifacts/artifacts/${root}/${path}`, init);
      const bytes = Uint8Array.from({ length: 1_300_001 }, (_, index) => (index * 31) % 256);
      expect((await at("a.html", { method: "PUT", body: bytes })).status).toBe(200);
      const back = await at("a.html");
      expect(Buffer.from(await back.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
      expect([back.headers.get("content-type"), back.headers.get("content-disposition")]).toEqual([
        "application/octet-stream",
        "attachment",
      ]);
      const refused = await at("b", { method: "PUT", body: new Uint8Array(3_000_001) });
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({
        error_code: "INVALID_PARAMETER_VALUE",
        message: expect.stringContaining("s3://"),
      });
      expect((await at("b")).status).toBe(404);
    }, 60_000);

    it("SQL, HTML and quotes are texts like any other, and can be found", async () => {
      const run_id = await door.begin(EVIL.map((value, index) => ({ key: `evil ${index}`, value })));
      for (const [index, value] of EVIL.entries()) {
        await door.call("POST", "runs/log-parameter", { run_id, key: `p${index}`, value });
        const filter = `tags.\`evil ${index}\` = '${value.replaceAll("'", "''")}'`;
        const { body: experiment } = await door.call("GET", "experiments/get-by-name", {
          experiment_name: `of ${door.identity}`,
        });
        const id = /"experiment_id":"(\d+)"/.exec(JSON.stringify(experiment))?.[1];
        const { status, body } = await door.call("POST", "runs/search", { experiment_ids: [id], filter });
        expect([value, status, Array.isArray(body.runs) && body.runs.length]).toEqual([value, 200, 1]);
      }
      const { body } = await door.call("GET", "runs/get", { run_id });
      expect(JSON.stringify(body)).toContain("DROP TABLE run");
    }, 60_000);

    it("what does not fit is a 400, and never a 500 that a client would try again for minutes", async () => {
      const run_id = await door.begin();
      const metric = { key: "m", value: 1, timestamp: 1, step: 0 };
      const cases: [string, Record<string, unknown>][] = [
        ["runs/log-batch", { run_id, metrics: Array.from({ length: 1001 }, () => metric) }],
        [
          "runs/log-batch",
          { run_id, tags: Array.from({ length: 101 }, (_, key) => ({ key: `t${key}`, value: "" })) },
        ],
        [
          "runs/log-batch",
          { run_id, metrics: Array(950).fill(metric), params: Array(60).fill({ key: "p", value: "v" }) },
        ],
        [
          "runs/log-batch",
          {
            run_id,
            params: [
              { key: "p", value: "1" },
              { key: "p", value: "2" },
            ],
          },
        ],
        ["runs/log-metric", { ...metric, run_id, key: "" }],
        ["runs/log-metric", { ...metric, run_id, key: "a\nb" }],
        ["runs/log-metric", { ...metric, run_id, key: "k".repeat(251) }],
        ["runs/log-metric", { ...metric, run_id: "../x" }],
        ["runs/log-metric", metric],
        ["runs/set-tag", { run_id, key: "a", value: "nul \u0000" }],
        ["runs/set-tag", { run_id, key: "a", value: "x".repeat(70_000) }],
        ["runs/update", { run_id, status: "DANCING" }],
        ["runs/create", { experiment_id: "abc" }],
        ["runs/search", { experiment_ids: ["0"], filter: "metrics.a ~ 3" }],
        ["runs/search", { experiment_ids: ["0"], filter: "params.a = 3" }],
        ["runs/search", { experiment_ids: ["0"], filter: "constructor.a = 'x'" }],
        ["runs/search", { experiment_ids: ["0"], filter: "attributes.toString = 'x'" }],
        ["runs/search", { experiment_ids: ["0"], filter: "(".repeat(10_000) }],
        ["runs/search", { experiment_ids: ["0"], order_by: ["metrics.a; DROP TABLE run"] }],
        ["runs/search", { experiment_ids: ["0"], page_token: "x" }],
        ["runs/search", { experiment_ids: ["0"], max_results: 1_000_000 }],
        ["experiments/create", { name: " " }],
      ];
      for (const [name, fields] of cases) {
        const { status, body } = await door.call("POST", name, fields);
        expect([name, JSON.stringify(fields).slice(0, 80), status, body.error_code]).toEqual([
          name,
          JSON.stringify(fields).slice(0, 80),
          400,
          "INVALID_PARAMETER_VALUE",
        ]);
      }
      for (const body of ["{", "[]", "null", "\xff", `${"[".repeat(100)}${"]".repeat(100)}`]) {
        const sent = await door.raw("/api/2.0/mlflow/runs/log-batch", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body,
        });
        expect([body, sent.status]).toEqual([body, 400]);
      }
    });

    it("ten thousand tags are kept, and the run is still read at once", async () => {
      const run_id = await door.begin();
      for (let start = 0; start < 10_000; start += 100) {
        const tags = Array.from({ length: 100 }, (_, index) => ({
          key: `t${start + index}`,
          value: EVIL[index % 6],
        }));
        expect((await door.call("POST", "runs/log-batch", { run_id, tags })).status).toBe(200);
      }
      const { body } = await door.call("GET", "runs/get", { run_id });
      expect(JSON.stringify(body).match(/"key":"t\d/g)).toHaveLength(10_000);
    }, 120_000);
  });
});
