import type { OpenAPIHono } from "@hono/zod-openapi";
import type { RequestEnv } from "../context.js";
import { ablationRoutes } from "./ablation-routes.js";
import { answerRoutes } from "./answer-routes.js";
import { archiveRoutes } from "./archive-routes.js";
import { comparisonReportRoutes } from "./comparison-report-routes.js";
import { comparisonRoutes } from "./comparison-routes.js";
import { documentRoutes } from "./document-routes.js";
import { driverRoutes } from "./driver-routes.js";
import { effectRoutes } from "./effect-routes.js";
import { eventRoutes } from "./event-routes.js";
import { inboxRoutes } from "./inbox-routes.js";
import { metricRoutes } from "./metric-routes.js";
import { mlflowRunRoutes } from "./mlflow-run-routes.js";
import { outcomeListRoutes } from "./outcome-list-routes.js";
import { outcomeRoutes } from "./outcome-routes.js";
import { planningRoutes } from "./planning-routes.js";
import { reportRoutes } from "./report-routes.js";
import { runRoutes } from "./run-routes.js";
import { serviceRoutes } from "./service-routes.js";
import { streamRoutes } from "./stream-routes.js";
import { tokenRoutes } from "./token-routes.js";
import { transferRoutes } from "./transfer-routes.js";
import { watchRoutes } from "./watch-routes.js";
import { webhookRoutes } from "./webhook-routes.js";

/** Adds every operation to `app`, chained so that the types of all of them are inferred. */
export function withRoutes(app: OpenAPIHono<RequestEnv>, bodyLimit: number) {
  return app
    .route("/v1", serviceRoutes())
    .route("/v1", tokenRoutes())
    .route("/v1", ablationRoutes())
    .route("/v1", outcomeRoutes(bodyLimit))
    .route("/v1", outcomeListRoutes())
    .route("/v1", documentRoutes())
    .route("/v1", runRoutes())
    .route("/v1", metricRoutes(bodyLimit))
    .route("/v1", mlflowRunRoutes())
    .route("/v1", inboxRoutes())
    .route("/v1", answerRoutes())
    .route("/v1", effectRoutes())
    .route("/v1", driverRoutes())
    .route("/v1", planningRoutes())
    .route("/v1", transferRoutes())
    .route("/v1", comparisonRoutes())
    .route("/v1", reportRoutes())
    .route("/v1", comparisonReportRoutes())
    .route("/v1", archiveRoutes())
    .route("/v1", eventRoutes())
    .route("/v1", streamRoutes())
    .route("/v1", watchRoutes())
    .route("/v1", webhookRoutes());
}
