import { randomUUID } from "node:crypto";
import { isHoldfastError } from "@holdfast/core";
import { Hono, type MiddlewareHandler } from "hono";
import { attribute } from "../attribute.js";
import { requireRole } from "../auth/authorize.js";
import type { Context, RequestEnv } from "../context.js";
import type { Door } from "../door.js";
import { noteRoute } from "../note-route.js";
import type { ArtifactImporter } from "./artifact-importer.js";
import { artifactRoutes } from "./artifact-routes.js";
import { experimentRoutes } from "./experiment-routes.js";
import { linkRoutes } from "./link-routes.js";
import { logRoutes } from "./log-routes.js";
import { mlflowFault } from "./mlflow-fault.js";
import { MlflowRefusal } from "./mlflow-refusal.js";
import { modelRoutes } from "./model-routes.js";
import { outcomeFileImporter } from "./outcome-file-importer.js";
import { runRoutes } from "./run-routes.js";

/** Where it is mounted: `MLFLOW_TRACKING_URI=http://host:port/mlflow`. */
export const MLFLOW_PATH = "/mlflow";

/** The version of MLflow whose routes these are, as far as its clients ask. */
const SPOKEN = "3.0.0";

/** What a newer client asks before it uses what not every server can. */
const SERVER_INFO = {
  store_type: "SqlStore",
  workspaces_enabled: false,
  trace_archival_enabled: false,
  multipart_uploads_enabled: false,
  multipart_downloads_enabled: false,
};

export interface MlflowDoorOptions {
  /** Told of every fault that nobody foresaw. */
  readonly onFault?: (error: unknown) => void;
  /** Formats of outcome files beside Holdfast's own, tried in this order after it. */
  readonly importers?: readonly ArtifactImporter[];
  /** The most bytes of one file. */
  readonly artifactLimit?: number;
  /** Makes ids; random UUIDs without it. */
  readonly newId?: () => string;
}

/** Searches are posted, and only read. */
function isRead(method: string, path: string): boolean {
  return method === "GET" || method === "HEAD" || path.endsWith("/search");
}

function authorizeDoor(): MiddlewareHandler<RequestEnv> {
  return async (c, next) => {
    const { method, path } = c.req;
    requireRole(c.var.principal, isRead(method, path) ? "reader" : "recorder", `${method} ${MLFLOW_PATH}`);
    await next();
  };
}

/** The calls of MLflow's clients; both versions of the address have the same ones. */
function calls(options: MlflowDoorOptions): Hono<RequestEnv> {
  const { importers = [], newId = randomUUID, artifactLimit } = options;
  const known = [outcomeFileImporter, ...importers];
  return new Hono<RequestEnv>()
    .get("/mlflow/server-info", (c) => c.json(SERVER_INFO))
    .route("/mlflow", experimentRoutes())
    .route("/mlflow", runRoutes({ importers: known, newRunId: () => newId().replaceAll("-", "") }))
    .route("/mlflow", logRoutes({ importers: known }))
    .route("/mlflow", modelRoutes())
    .route("/", artifactRoutes({ importers: known, newContentId: newId, artifactLimit }));
}

/** The door through which MLflow's clients log to Holdfast and read from it. */
export function mlflowDoor(context: Context, options: MlflowDoorOptions = {}): Door {
  const { onFault, newId = randomUUID } = options;
  const app = new Hono<RequestEnv>();
  app.onError((error, c) => {
    const isForeseen =
      error instanceof MlflowRefusal || (isHoldfastError(error) && error.code !== "internal");
    if (!isForeseen) onFault?.(error);
    c.var.exchange.code = isHoldfastError(error) ? error.code : isForeseen ? "not-found" : "internal";
    return mlflowFault(error);
  });
  app.notFound((c) =>
    mlflowFault(
      new MlflowRefusal("ENDPOINT_NOT_FOUND", `Holdfast does not answer ${c.req.method} ${c.req.path}.`),
    ),
  );
  app.use(attribute(context, newId));
  app.use(noteRoute());
  app.use(authorizeDoor());
  app.get(MLFLOW_PATH, (c) => c.redirect(`${MLFLOW_PATH}/`, 302));
  app.get(`${MLFLOW_PATH}/health`, (c) => c.text("OK"));
  app.get(`${MLFLOW_PATH}/version`, (c) => c.text(SPOKEN));
  for (const version of ["2.0", "3.0"]) app.route(`${MLFLOW_PATH}/api/${version}`, calls(options));
  app.route("/", linkRoutes(MLFLOW_PATH));
  return {
    path: MLFLOW_PATH,
    fetch: (request, forwarded) => app.fetch(request, forwarded),
    refuse: (fault) => mlflowFault(fault),
  };
}
