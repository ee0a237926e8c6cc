import type { EdgeEnv } from "@holdfast/api/client";
import type { Context, Hono } from "hono";
import type { Child } from "hono/jsx";
import { type ApiReference, apiReference } from "./api-reference.js";
import { DocsPage } from "./docs-page.js";
import { DOCS_STYLE } from "./docs-style.js";
import { SchemasPage } from "./schemas-page.js";

interface DocsInput {
  /** The OpenAPI document as the API answers it to whoever asks. */
  readonly openApi: (c: Context<EdgeEnv>) => Promise<unknown>;
  readonly page: (c: Context<EdgeEnv>, content: Child) => Promise<Response>;
}

/** The reference of the API under `/docs`, rendered from its OpenAPI document. */
export function mountDocs(app: Hono<EdgeEnv>, { openApi, page }: DocsInput): void {
  // the document is the same for the life of the process
  let known: ApiReference | undefined;
  const reference = async (c: Context<EdgeEnv>): Promise<ApiReference> => {
    known ??= apiReference(await openApi(c));
    return known;
  };
  app.get("/docs.css", (c) =>
    c.body(DOCS_STYLE, 200, { "content-type": "text/css; charset=utf-8", "cache-control": "no-cache" }),
  );
  app.get("/docs", async (c) =>
    page(c, <DocsPage reference={await reference(c)} origin={new URL(c.req.url).origin} />),
  );
  app.get("/docs/schemas", async (c) => page(c, <SchemasPage reference={await reference(c)} />));
}
