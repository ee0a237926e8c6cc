import { openApiDocument } from "@holdfast/api";

interface Parameter {
  readonly name?: unknown;
}

function isParameter(value: unknown): value is Parameter {
  return typeof value === "object" && value !== null && "name" in value;
}

/**
 * The document of the API as a fuzzer is to hold us to it:
 *
 * - without the answer `default`, which describes any status, so that every status met must be one that is listed;
 * - without `idempotency-key`, of which the same values come again with other bodies: nearly every write would be a
 *   conflict, and none would reach its operation. One operation keeps it;
 * - where a token is shown without `x-holdfast-actor`, which is not looked at then, so that a wrong one is no fault.
 */
export function fuzzDocument({ showsToken }: { readonly showsToken: boolean }): unknown {
  const document = openApiDocument();
  const paths = Object.entries(document.paths).map(([path, item]) => {
    const operations = Object.entries(item).map(([method, operation]) => {
      if (typeof operation !== "object" || !("responses" in operation)) return [method, operation];
      const { default: _any, ...responses } = operation.responses;
      const given: readonly unknown[] = Array.isArray(operation.parameters) ? operation.parameters : [];
      const parameters = given.filter(
        (parameter) =>
          !isParameter(parameter) ||
          ((operation.operationId === "registerCheckpoint" || parameter.name !== "idempotency-key") &&
            !(showsToken && parameter.name === "x-holdfast-actor")),
      );
      return [method, { ...operation, responses, parameters }];
    });
    return [path, Object.fromEntries(operations)];
  });
  return { ...document, paths: Object.fromEntries(paths) };
}
