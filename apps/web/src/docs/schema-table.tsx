import { listAt, objectAt, type Schema, textAt } from "./api-reference.js";
import { SchemaWords } from "./schema-words.js";

interface Row {
  readonly name: string;
  readonly depth: number;
  readonly isRequired: boolean;
  readonly schema: Schema;
}

/** How deep a table goes into objects that have no name of their own. */
const DEEPEST = 4;

const asSchema = (value: unknown): Schema => objectAt({ value }, "value");

/** The objects in a schema that are written out here: itself, its items, or its alternatives. */
function writtenOut(schema: Schema): readonly Schema[] {
  const items = objectAt(schema, "items");
  const alternatives = [...listAt(schema, "anyOf"), ...listAt(schema, "oneOf"), ...listAt(schema, "allOf")];
  return [schema, items, ...alternatives.map(asSchema)].filter(
    (each) => Object.keys(objectAt(each, "properties")).length > 0,
  );
}

function rowsOf(schema: Schema, depth = 0): Row[] {
  return writtenOut(schema).flatMap((object) => {
    const required = new Set(listAt(object, "required"));
    const properties = objectAt(object, "properties");
    return Object.keys(properties).flatMap((name) => {
      const inner = objectAt(properties, name);
      const row = { name, depth, isRequired: required.has(name), schema: inner };
      return depth < DEEPEST ? [row, ...rowsOf(inner, depth + 1)] : [row];
    });
  });
}

function defaultText(schema: Schema): string {
  return "default" in schema ? `${JSON.stringify(schema.default)} without it` : "";
}

/** The members of a schema, one a row; those of an object without a name are indented below it. */
export function SchemaTable({ schema }: { readonly schema: Schema }) {
  const rows = rowsOf(schema);
  if (rows.length === 0)
    return (
      <p>
        <SchemaWords schema={schema} />
      </p>
    );
  return (
    <div class="wide" tabindex={0}>
      <table class="members">
        <tbody>
          {rows.map((row) => (
            <tr>
              <td class={`depth-${row.depth}`}>
                <code>{row.name}</code>
                {row.isRequired ? <span class="required"> required</span> : null}
              </td>
              <td>
                <SchemaWords schema={row.schema} />
              </td>
              <td class="quiet">{textAt(row.schema, "description") || defaultText(row.schema)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
