import { createServer } from "node:http";
import { createClient, type HoldfastClient } from "@holdfast/api/client";
import { type Running, startHoldfast } from "../cli/run-holdfast.js";

/** A server in a process of its own. */
export interface Served {
  readonly url: string;
  readonly client: HoldfastClient;
  readonly running: Running;
  readonly stop: () => Promise<void>;
  /** `kill -9`. */
  readonly kill: () => Promise<void>;
}

/** Starts `holdfast serve` over a database and waits for its address. */
export async function served(database: string, cwd: string): Promise<Served> {
  const running = startHoldfast(["serve", "--port", "0", "--db", database, "--log", "none"], { cwd });
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    running.child.stdout?.on("data", (text: string) => {
      said += text;
      const address = /http:\/\/\S+/.exec(said)?.[0];
      if (address !== undefined) resolve(address);
    });
    running.finished.then(({ stderr }) => reject(new Error(stderr)), reject);
  });
  const end = async (signal: NodeJS.Signals) => {
    running.child.kill(signal);
    await running.finished;
  };
  return {
    url,
    client: createClient(url, { actor: "tester" }),
    running,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
  };
}

/** What came to a webhook. */
export interface Received {
  readonly deliveryId: string;
  readonly signature: string;
  readonly body: string;
}

/** An address that webhooks can be sent to. */
export async function receiver(): Promise<{
  readonly url: string;
  readonly received: Received[];
  readonly close: () => void;
}> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const header = (name: string) => String(request.headers[name] ?? "");
    received.push({
      deliveryId: header("x-holdfast-delivery"),
      signature: header("x-holdfast-signature"),
      body,
    });
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/hook`, received, close: () => server.close() };
}
