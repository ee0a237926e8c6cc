/** A JSON Schema, as far as it is read here. */
export type Schema = Readonly<Record<string, unknown>>;

/** A form of a body or of an answer. */
export interface Media {
  readonly type: string;
  readonly schema: Schema;
  readonly example: unknown;
}

export interface Parameter {
  readonly name: string;
  readonly place: string;
  readonly isRequired: boolean;
  readonly description: string;
  readonly schema: Schema;
  /** A value to try; undefined where none is needed. */
  readonly example: string | undefined;
}

export interface Answer {
  readonly status: string;
  readonly description: string;
  readonly media: readonly Media[];
}

/** One operation of the API. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly role: string;
  readonly tag: string;
  readonly parameters: readonly Parameter[];
  readonly body: { readonly description: string; readonly media: readonly Media[] } | null;
  readonly answers: readonly Answer[];
  /** Statuses of problems, each with the codes behind it. */
  readonly faults: readonly { readonly status: string; readonly codes: readonly string[] }[];
}

/** A kind of problem, with one as it is answered. */
export interface ProblemKind {
  readonly code: string;
  readonly problem: Schema;
}

/** What the reference shows, read from the OpenAPI document. */
export interface ApiReference {
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly operations: readonly Operation[];
  readonly schemas: readonly { readonly name: string; readonly schema: Schema }[];
  readonly problems: readonly ProblemKind[];
}

const PROBLEM = "application/problem+json";

/** The object at `key`, or an empty one. */
export function objectAt(value: unknown, key: string): Schema {
  const found = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return typeof found === "object" && found !== null && !Array.isArray(found) ? found : {};
}

/** The list at `key`, or an empty one. */
export function listAt(value: unknown, key: string): readonly unknown[] {
  const found = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return Array.isArray(found) ? found : [];
}

/** The text at `key`, or an empty one. */
export function textAt(value: unknown, key: string): string {
  const found = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return typeof found === "string" ? found : "";
}

function mediaOf(value: unknown): Media[] {
  return Object.entries(objectAt(value, "content")).map(([type, media]) => ({
    type,
    schema: objectAt(media, "schema"),
    example: typeof media === "object" && media !== null ? Reflect.get(media, "example") : undefined,
  }));
}

function parameterOf(value: unknown): Parameter {
  const example = textAt(value, "example");
  return {
    name: textAt(value, "name"),
    place: textAt(value, "in"),
    isRequired: typeof value === "object" && value !== null && Reflect.get(value, "required") === true,
    description: textAt(value, "description") || textAt(objectAt(value, "schema"), "description"),
    schema: objectAt(value, "schema"),
    example: example === "" ? undefined : example,
  };
}

function operationOf(path: string, method: string, value: unknown): Operation {
  const answers: Answer[] = [];
  const faults: { status: string; codes: string[] }[] = [];
  for (const [status, response] of Object.entries(objectAt(value, "responses"))) {
    const media = mediaOf(response);
    const problem = objectAt(objectAt(response, "content"), PROBLEM);
    const codes = Object.keys(objectAt(problem, "examples"));
    if (codes.length > 0) faults.push({ status, codes });
    else if (status !== "default")
      answers.push({ status, description: textAt(response, "description"), media });
  }
  const body = objectAt(value, "requestBody");
  return {
    id: textAt(value, "operationId"),
    method: method.toUpperCase(),
    path,
    summary: textAt(value, "summary"),
    description: textAt(value, "description"),
    role: textAt(value, "x-holdfast-role"),
    tag: String(listAt(value, "tags")[0] ?? ""),
    parameters: listAt(value, "parameters").map(parameterOf),
    body:
      Object.keys(body).length === 0
        ? null
        : { description: textAt(body, "description"), media: mediaOf(body) },
    answers,
    faults,
  };
}

/** Reads the OpenAPI document; what is not there is left empty. */
export function apiReference(document: unknown): ApiReference {
  const components = objectAt(document, "components");
  return {
    tags: listAt(document, "tags").map((tag) => ({
      name: textAt(tag, "name"),
      description: textAt(tag, "description"),
    })),
    operations: Object.entries(objectAt(document, "paths")).flatMap(([path, item]) =>
      ["get", "post", "put", "patch", "delete"]
        .filter((method) => Object.keys(objectAt(item, method)).length > 0)
        .map((method) => operationOf(path, method, objectAt(item, method))),
    ),
    schemas: Object.keys(objectAt(components, "schemas"))
      .sort()
      .map((name) => ({ name, schema: objectAt(objectAt(components, "schemas"), name) })),
    problems: Object.entries(objectAt(components, "examples")).map(([code, example]) => ({
      code,
      problem: objectAt(example, "value"),
    })),
  };
}
