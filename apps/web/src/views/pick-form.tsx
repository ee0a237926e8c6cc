/** A field that is chosen from a list, or written. */
export interface PickField {
  readonly label: string;
  /** Key in the address. */
  readonly name: string;
  readonly value: string;
  /** What can be chosen; without it, text is written. */
  readonly options?: readonly { readonly value: string; readonly text: string }[];
  /** What may be written as well, as suggestions. */
  readonly suggestions?: readonly string[];
}

interface PickInput {
  /** What the form is about, for those who do not see it. */
  readonly label: string;
  readonly path: string;
  readonly fields: readonly PickField[];
  /** Choices of the address that stay as they are. */
  readonly kept: readonly (readonly [string, string])[];
  readonly submit: string;
}

function Field({ label, name, value, options, suggestions }: PickField) {
  if (options !== undefined)
    return (
      <label>
        <span class="label">{label}</span>
        <select name={name}>
          {options.map((option) => (
            <option value={option.value} {...(option.value === value ? { selected: true } : {})}>
              {option.text}
            </option>
          ))}
        </select>
      </label>
    );
  const list = suggestions === undefined ? undefined : `${name}-suggested`;
  return (
    <label>
      <span class="label">{label}</span>
      <input
        name={name}
        value={value}
        autocomplete="off"
        spellcheck={false}
        {...(list === undefined ? {} : { list })}
      />
      {suggestions === undefined ? null : (
        <datalist id={list}>
          {suggestions.map((text) => (
            <option value={text} />
          ))}
        </datalist>
      )}
    </label>
  );
}

/** A form whose answer is an address of the same page: it works without a script. */
export function PickForm({ label, path, fields, kept, submit }: PickInput) {
  return (
    <form class="pick" method="get" action={path} aria-label={label}>
      {fields.map((field) => (
        <Field {...field} />
      ))}
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit">{submit}</button>
    </form>
  );
}
