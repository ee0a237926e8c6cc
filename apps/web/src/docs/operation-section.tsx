import type { Operation } from "./api-reference.js";
import { CodeText } from "./code-text.js";
import { curlOf } from "./curl-of.js";
import { SchemaWords } from "./schema-words.js";
import { Words } from "./words.js";

const ROLES: Readonly<Record<string, string>> = {
  reader: "any token",
  recorder: "a recorder or an admin",
  admin: "an admin",
};

function PathText({ path }: { readonly path: string }) {
  return (
    <code class="path">
      {path
        .split(/(\{\w+\})/)
        .map((part) => (part.startsWith("{") ? <span class="parameter">{part}</span> : part))}
    </code>
  );
}

function Parameters({ operation }: { readonly operation: Operation }) {
  const parameters = ["path", "query", "header"].flatMap((from) =>
    operation.parameters.filter(({ place }) => place === from),
  );
  if (parameters.length === 0) return null;
  return (
    <>
      <h4>Parameters</h4>
      <div class="wide" tabindex={0}>
        <table class="members">
          <tbody>
            {parameters.map(({ name, place, isRequired, schema, description }) => (
              <tr>
                <td>
                  <code>{name}</code>
                  {isRequired ? <span class="required"> required</span> : null}
                  <span class="place">{place}</span>
                </td>
                <td>
                  <SchemaWords schema={schema} />
                </td>
                <td class="quiet">
                  <Words
                    text={
                      description ||
                      ("default" in schema ? `\`${JSON.stringify(schema.default)}\` without it` : "")
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Body({ body }: { readonly body: NonNullable<Operation["body"]> }) {
  return (
    <>
      <h4>Body</h4>
      {body.description === "" ? null : (
        <p>
          <Words text={body.description} />
        </p>
      )}
      <ul class="media">
        {body.media.map(({ type, schema }) => (
          <li>
            <code>{type}</code>
            <span>
              <SchemaWords schema={schema} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Answers({ operation }: { readonly operation: Operation }) {
  return (
    <>
      <h4>Answers</h4>
      <ul class="answers">
        {operation.answers.map(({ status, description, media }) => (
          <li>
            <code class={`status status-${status.charAt(0)}`}>{status}</code>
            <span>
              {description}{" "}
              {media.map(({ type, schema }) => (
                <span class="quiet">
                  <code>{type}</code>
                  {Object.keys(schema).length === 0 || schema.type === "string" ? null : (
                    <>
                      {" "}
                      <SchemaWords schema={schema} />
                    </>
                  )}{" "}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <p class="problems">
        {operation.faults.map(({ status, codes }) => (
          <span>
            <code class={`status status-${status.charAt(0)}`}>{status}</code>
            {codes.map((code) => (
              <a class="problem" href={`#problem-${code}`}>
                {code}
              </a>
            ))}
          </span>
        ))}
      </p>
    </>
  );
}

/** One operation: what it does, what it takes, what it answers, and a command to try it with. */
export function OperationSection({ operation }: { readonly operation: Operation }) {
  const { id, method, path, summary, description, role, body } = operation;
  return (
    <section class="operation" id={id}>
      <div class="words">
        <h3>
          <a href={`#${id}`}>{summary}</a>
        </h3>
        <p class="call">
          <span class={`method method-${method.toLowerCase()}`}>{method}</span>
          <PathText path={path} />
        </p>
        {description === "" ? null : (
          <p>
            <Words text={description} />
          </p>
        )}
        <p class="quiet">Open to {ROLES[role] ?? role}, where tokens are asked for.</p>
        <Parameters operation={operation} />
        {body === null ? null : <Body body={body} />}
        <Answers operation={operation} />
      </div>
      <div class="example">
        <CodeText text={curlOf(operation)} />
      </div>
    </section>
  );
}
