import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdfast, startHoldfast } from "./run-holdfast.js";
import { studyAblation } from "./study.js";
import { type WorkFolder, workFolder } from "./work-folder.js";

let folder: WorkFolder;
beforeAll(() => {
  folder = workFolder();
});
afterAll(() => folder.remove());

async function serving(...words: string[]) {
  const server = startHoldfast(["serve", "--port", "0", ...words], { cwd: folder.path });
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    server.child.stdout?.on("data", (text: string) => {
      said += text;
      const address = /http:\/\/\S+/.exec(said)?.[0];
      if (address !== undefined) resolve(address);
    });
    server.finished.then(({ stderr }) => reject(new Error(stderr)), reject);
  });
  return { ...server, url };
}

describe("holdfast serve", () => {
  it("logs a line of JSON for each request, which can be found by its id and holds no secret", async () => {
    const { child, finished, url } = await serving("--log", "json");
    await fetch(`${url}/v1/ablations?token=hf_secret`, {
      headers: { "x-request-id": "find-me", cookie: "holdfast_token=hf_secret", "x-holdfast-actor": "ada" },
    });
    await fetch(`${url}/v1/ablations`, { headers: { authorization: "Bearer hf_secret" } });
    child.kill("SIGTERM");
    const { stderr } = await finished;
    const entries = stderr
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line): unknown => JSON.parse(line));
    expect(entries).toMatchObject([
      { requestId: "find-me", method: "GET", route: "/v1/ablations", status: 400, actor: "ada" },
      { route: null, status: 401, code: "unauthenticated", actor: null },
    ]);
    expect(stderr).not.toContain("secret");
  });

  it("logs for people, or nothing, and refuses what is no form of a log", async () => {
    const people = await serving("--log", "text");
    await fetch(`${people.url}/v1/health`);
    people.child.kill("SIGTERM");
    expect((await people.finished).stderr).toMatch(/ 200 {2}GET {5}\/v1\/health {2}[\d.]+ ms/);
    const silent = await serving("--log", "none");
    await fetch(`${silent.url}/v1/health`);
    silent.child.kill("SIGINT");
    const ended = await silent.finished;
    expect([ended.code, ended.stderr.includes("/v1/health")]).toEqual([0, false]);
    const wrong = await holdfast(["serve", "--log", "xml"], { cwd: folder.path });
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("json, text or none")]);
  });

  it("finishes what came in before it was asked to stop, and what it acknowledged is there afterwards", async () => {
    const { child, finished, url } = await serving();
    const body = JSON.stringify({ ablation: studyAblation("finished") });
    const socket = connect(Number(new URL(url).port), "127.0.0.1").setEncoding("utf8");
    let answer = "";
    socket.on("data", (text: string) => {
      answer += text;
    });
    socket.write(
      `POST /v1/ablations HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body.slice(0, 20)}`,
    );
    await expect.poll(async () => (await fetch(`${url}/metrics`)).text()).toContain("requests_in_flight 2");
    child.kill("SIGTERM");
    await expect
      .poll(() =>
        fetch(`${url}/healthz`).then(
          () => "open",
          () => "closed",
        ),
      )
      .toBe("closed");
    socket.write(body.slice(20));
    await once(socket, "close");
    expect(answer).toContain("HTTP/1.1 201");
    expect((await finished).code).toBe(0);
    const listed = await holdfast(["list", "--json"], { cwd: folder.path });
    expect(listed.stdout).toContain("finished@1");
  });
});
