import type { Child } from "hono/jsx";
import { listAt, objectAt, type Schema, textAt } from "./api-reference.js";

const asSchema = (value: unknown): Schema => objectAt({ value }, "value");

function between(parts: readonly Child[], separator: string): Child[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));
}

function bounds(schema: Schema): string {
  const numbers = (key: string) => {
    const value = schema[key];
    return typeof value === "number" && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined;
  };
  const said = (
    [
      ["minimum", "≥"],
      ["exclusiveMinimum", ">"],
      ["maximum", "≤"],
      ["exclusiveMaximum", "<"],
    ] as const
  ).flatMap(([key, sign]) => (numbers(key) === undefined ? [] : [`${sign} ${numbers(key)}`]));
  const longest = numbers("maxLength");
  if (longest !== undefined) said.push(`up to ${longest} characters`);
  return said.length === 0 ? "" : ` ${said.join(", ")}`;
}

/** The name of a component that a schema refers to, or an empty text. */
export function referredTo(schema: Schema): string {
  return textAt(schema, "$ref").split("/").at(-1) ?? "";
}

function isChoice(schema: Schema): boolean {
  return listAt(schema, "anyOf").length + listAt(schema, "oneOf").length + listAt(schema, "enum").length > 1;
}

/** A schema in a few words, with links to the components it refers to. */
export function SchemaWords({ schema }: { readonly schema: Schema }): Child {
  const name = referredTo(schema);
  if (name !== "") return <a href={`/docs/schemas#${name}`}>{name}</a>;
  const choices = listAt(schema, "enum");
  if (choices.length > 0) return <>{choices.map((choice) => JSON.stringify(choice)).join(" | ")}</>;
  if ("const" in schema) return <>{JSON.stringify(schema.const)}</>;
  const any = [...listAt(schema, "anyOf"), ...listAt(schema, "oneOf"), ...listAt(schema, "allOf")];
  if (any.length > 0)
    return (
      <>
        {between(
          any.map((each) => <SchemaWords schema={asSchema(each)} />),
          " | ",
        )}
      </>
    );
  const type = textAt(schema, "type");
  if (type === "array")
    return (
      <>
        list of {isChoice(objectAt(schema, "items")) ? "(" : ""}
        <SchemaWords schema={objectAt(schema, "items")} />
        {isChoice(objectAt(schema, "items")) ? ")" : ""}
      </>
    );
  const values = objectAt(schema, "additionalProperties");
  if (type === "object" && Object.keys(values).length > 0)
    return (
      <>
        texts to <SchemaWords schema={values} />
      </>
    );
  const format = textAt(schema, "format");
  return <>{`${format === "date-time" ? "moment" : type || "anything"}${bounds(schema)}`}</>;
}
