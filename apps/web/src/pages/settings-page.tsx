import type { Health, TokenList, WebhookList } from "@holdfast/core";
import type { Child } from "hono/jsx";
import { Layout } from "../components/layout.js";
import { Refusal } from "../settings/refusal.js";
import { TokensTable } from "../settings/tokens-table.js";
import { WebhooksTable } from "../settings/webhooks-table.js";
import type { Readable } from "../settings/what-is-readable.js";

interface SettingsPageInput {
  readonly health: Health;
  readonly tokens: Readable<TokenList>;
  readonly webhooks: Readable<WebhookList>;
  /** Where this server is reached, for commands. */
  readonly origin: string;
}

function Facts({ health }: { readonly health: Health }) {
  const { database, engine, serverVersion, migrations } = health;
  const isCurrent = migrations.applied === migrations.known;
  const facts = [
    ["Database", database],
    ["Engine", engine === "pglite" ? "PGlite, embedded" : "PostgreSQL"],
    ["Version of it", serverVersion],
    [
      "Migrations",
      isCurrent ? `all ${migrations.known} applied` : `${migrations.applied} of ${migrations.known} applied`,
    ],
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface SectionInput<T> {
  readonly id: string;
  readonly title: string;
  readonly answer: Readable<T>;
  readonly shown: (value: T) => Child;
  readonly commands: string;
}

function Section<T>({ id, title, answer, shown, commands }: SectionInput<T>) {
  return (
    <section id={id}>
      <h2>{title}</h2>
      {answer.is === "read" ? shown(answer.value) : <Refusal fault={answer.fault} />}
      {answer.is === "read" ? <pre tabindex={0}>{commands}</pre> : null}
    </section>
  );
}

/** What this server is, who may do what with it, and where it tells of events. Pages only read: commands change it. */
export function SettingsPage({ health, tokens, webhooks, origin }: SettingsPageInput) {
  return (
    <Layout title="Settings - Holdfast">
      <h1>Settings</h1>
      <p>Pages only read. What changes something is a command, and each stands in the audit trail.</p>
      <section id="server">
        <h2>Server</h2>
        <Facts health={health} />
        <pre tabindex={0}>{`export HOLDFAST_URL=${origin}\nnpx holdfast doctor`}</pre>
      </section>
      <section id="audit">
        <h2>Audit trail</h2>
        <p>
          <a href="/settings/audit">Who changed what, and when</a>: every write there was, with the token that
          it was done with.
        </p>
      </section>
      {Section({
        id: "tokens",
        title: "Tokens",
        answer: tokens,
        shown: (value) => <TokensTable {...value} />,
        commands: [
          "npx holdfast token create NAME --role reader --expires 30d",
          "npx holdfast token create NAME --role recorder --ablation NAME@VERSION",
          "npx holdfast token revoke NAME",
        ].join("\n"),
      })}
      {Section({
        id: "webhooks",
        title: "Webhooks",
        answer: webhooks,
        shown: (value) => <WebhooksTable {...value} />,
        commands: [
          `curl -X POST ${origin}/v1/webhooks -H "authorization: Bearer $HOLDFAST_TOKEN" \\`,
          `  -H 'content-type: application/json' \\`,
          `  -d '{"url": "https://hooks.example.org/holdfast", "kinds": ["alarm"]}'`,
          `curl -X DELETE ${origin}/v1/webhooks/ID -H "authorization: Bearer $HOLDFAST_TOKEN"`,
        ].join("\n"),
      })}
      <section id="watches">
        <h2>Watches</h2>
        <p>
          A watch belongs to an ablation, whose page shows it with what it raised. The server looks whenever
          outcomes come, whoever looks at it:
        </p>
        <pre tabindex={0}>
          npx holdfast watch NAME@VERSION --eval EVAL --above 0.05 --alpha 0.01 --at-server
        </pre>
      </section>
    </Layout>
  );
}
