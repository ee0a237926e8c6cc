/** One question of a form that narrows a list. */
export type FilterField =
  | {
      readonly kind: "text" | "number";
      readonly name: string;
      readonly label: string;
      readonly value: string;
    }
  | {
      readonly kind: "select";
      readonly name: string;
      readonly label: string;
      readonly value: string;
      /** The first is that of a list that nobody narrowed. */
      readonly options: readonly (readonly [value: string, text: string])[];
    };

function Field({ field }: { readonly field: FilterField }) {
  const id = `filter-${field.name}`;
  return (
    <div class={`field ${field.kind}`}>
      <label for={id}>{field.label}</label>
      {field.kind === "select" ? (
        <select id={id} name={field.name}>
          {field.options.map(([value, text]) => (
            <option value={value} selected={value === field.value}>
              {text}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          type={field.kind === "text" ? "search" : "number"}
          name={field.name}
          value={field.value}
          {...(field.kind === "number" ? { min: 0, step: 1 } : { maxlength: 200 })}
        />
      )}
    </div>
  );
}

interface FilterFormInput {
  /** Whose list it narrows. */
  readonly label: string;
  readonly path: string;
  readonly fields: readonly FilterField[];
}

/** Whether anything was asked that narrows the list. */
function isNarrowed(fields: readonly FilterField[]): boolean {
  return fields.some((field) => field.value !== (field.kind === "select" ? field.options[0]?.[0] : ""));
}

/** Narrows a list: a form whose answers stand in the address, so that it needs no script and can be sent to others. */
export function FilterForm({ label, path, fields }: FilterFormInput) {
  return (
    <search>
      <form class="filters" method="get" action={path} aria-label={label}>
        {fields.map((field) => (
          <Field field={field} />
        ))}
        <span class="act">
          <button type="submit">Show</button>
          {isNarrowed(fields) ? <a href={path}>Show all</a> : null}
        </span>
      </form>
    </search>
  );
}
