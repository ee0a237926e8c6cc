import { describeError, type ErrorCode, type HoldfastError, isHoldfastError } from "@holdfast/core";
import { MLFLOW_STATUS, type MlflowCode, MlflowRefusal } from "./mlflow-refusal.js";

/**
 * Its clients try 408, 429 and every 5xx again for minutes, so that a fault of the request is a 400 whatever it is
 * called here; what is not listed is one.
 */
const CODES: Partial<Readonly<Record<ErrorCode, MlflowCode>>> = {
  "not-found": "RESOURCE_DOES_NOT_EXIST",
  unauthenticated: "UNAUTHENTICATED",
  forbidden: "PERMISSION_DENIED",
  "rate-limited": "REQUEST_LIMIT_EXCEEDED",
  locked: "TEMPORARILY_UNAVAILABLE",
  unavailable: "TEMPORARILY_UNAVAILABLE",
  internal: "INTERNAL_ERROR",
};

function said(error: HoldfastError): string {
  return error.code === "not-found" ? error.message : describeError(error);
}

/** A fault in the form of MLflow. What nobody foresaw says no more than that. */
export function mlflowFault(error: unknown): Response {
  const [code, message]: readonly [MlflowCode, string] =
    error instanceof MlflowRefusal
      ? [error.code, error.message]
      : isHoldfastError(error) && error.code !== "internal"
        ? [CODES[error.code] ?? "INVALID_PARAMETER_VALUE", said(error)]
        : [
            "INTERNAL_ERROR",
            "Something went wrong that Holdfast did not foresee. The log of the server says more.",
          ];
  return Response.json({ error_code: code, message }, { status: MLFLOW_STATUS[code] });
}
