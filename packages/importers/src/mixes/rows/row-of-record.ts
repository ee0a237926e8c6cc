import { type ChatContent, chatContent } from "./chat-content.js";
import { declaredReasons } from "./declared-reasons.js";
import { firstOf, isMembers, type Members, textOf } from "./members.js";
import { decodedJson } from "./plain-json.js";
import { rowFault } from "./row-fault.js";
import { toolDefinitionsOf } from "./tool-definitions.js";
import type { RowContent, RowShape, ToolCall, TrainingText } from "./training-row.js";

const MESSAGES = ["messages", "conversations", "conversation", "dialogue"];
const PROMPT = ["prompt", "question", "query"];
const COMPLETION = ["completion", "response", "answer", "output"];
const TEXT = ["text", "content", "document", "body"];

/** Keys by which a row of training data is known, for telling one row from a list of them. */
export const ROW_KEYS: readonly string[] = [
  ...MESSAGES,
  ...PROMPT,
  "instruction",
  "chosen",
  "rejected",
  ...TEXT,
];

interface Held extends ChatContent {
  readonly shape: RowShape;
}

/** How many texts two answers to one prompt begin with in common. */
function sharedBy(a: readonly TrainingText[], b: readonly TrainingText[]): number {
  let shared = 0;
  while (shared < a.length && a[shared]?.role === b[shared]?.role && a[shared]?.text === b[shared]?.text)
    shared += 1;
  return shared;
}

/** Texts of several keys, each of one role; a list of messages keeps its own roles. */
function pieces(
  shape: RowShape,
  given: readonly (readonly [key: string, role: string, value: unknown])[],
): Held {
  const texts: TrainingText[] = [];
  const [toolCalls, otherParts]: [ToolCall[], string[]] = [[], []];
  let [turns, before]: [number, readonly TrainingText[]] = [0, []];
  for (const [key, role, raw] of given) {
    const value = decodedJson(raw);
    if (Array.isArray(value) && value.some(isMembers)) {
      const chat = chatContent(value, key);
      // both answers of a preference repeat what led to them
      const own = chat.texts.slice(sharedBy(before, chat.texts));
      before = role === "chosen" ? chat.texts : [];
      texts.push(...(role === "chosen" || role === "rejected" ? marked(own, role) : own));
      toolCalls.push(...chat.toolCalls);
      otherParts.push(...chat.otherParts);
      turns += chat.turns;
    } else if (typeof raw === "string") {
      if (raw !== "") texts.push({ role, text: raw });
      turns += 1;
    }
  }
  return { shape, texts, turns, toolCalls, otherParts };
}

/** Which of two answers a text belongs to; what leads to them stays as it is spoken. */
function marked(texts: readonly TrainingText[], role: string): TrainingText[] {
  return texts.map((text) => (text.role === "assistant" ? { role, text: text.text } : text));
}

function heldIn(row: Members): Held | undefined {
  const [prompt, completion] = [firstOf(row, PROMPT), firstOf(row, COMPLETION)];
  const messages = decodedJson(firstOf(row, MESSAGES));
  if (Array.isArray(messages)) {
    const key = MESSAGES.find((name) => firstOf(row, [name]) !== undefined) ?? "";
    return { shape: "chat", ...chatContent(messages, key) };
  }
  const [chosen, rejected] = [firstOf(row, ["chosen"]), firstOf(row, ["rejected"])];
  if (chosen !== undefined || rejected !== undefined)
    return pieces("preference", [
      ["prompt", "user", prompt],
      ["chosen", "chosen", chosen],
      ["rejected", "rejected", rejected],
    ]);
  const instruction = firstOf(row, ["instruction"]);
  if (instruction !== undefined)
    return pieces("instruction", [
      ["instruction", "user", instruction],
      ["input", "user", emptyAsAbsent(row.input)],
      ["output", "assistant", completion],
    ]);
  const asked = prompt ?? (completion === undefined ? undefined : firstOf(row, ["input", "inputs"]));
  if (asked !== undefined)
    return pieces("prompt-completion", [
      ["prompt", "user", asked],
      ["completion", "assistant", completion ?? firstOf(row, ["target", "targets"])],
    ]);
  const text = textOf(row, TEXT);
  return text === undefined ? undefined : pieces("text", [["text", "text", text]]);
}

function emptyAsAbsent(value: unknown): unknown {
  return value === "" ? undefined : value;
}

function joined(texts: readonly TrainingText[], role: string): string | null {
  const said = texts.filter((text) => text.role === role);
  return said.length === 0 ? null : said.map(({ text }) => text).join("\n\n");
}

function contentOf(held: Held, row: Members, reasonsKey?: string): RowContent {
  const given = textOf(row, ["system", "system_prompt"]);
  const says = given === undefined || given === "" || held.texts.some(({ text }) => text === given);
  const texts = says ? held.texts : [{ role: "system", text: given }, ...held.texts];
  return {
    shape: held.shape,
    texts,
    systemPrompt: joined(texts, "system"),
    userPrompt: joined(texts, "user"),
    toolDefinitions: toolDefinitionsOf(row),
    toolCalls: held.toolCalls,
    turns: held.turns,
    hasReasons: declaredReasons(row, reasonsKey),
    otherParts: held.otherParts,
  };
}

/**
 * What a decoded row of a file holds: a transcript (`messages`, `conversations`), a prompt with its completion, an
 * instruction, a preference, or a text.
 *
 * @throws HoldfastError `invalid-input` where it has no text that is known, naming its keys
 */
export function rowOfRecord(decoded: unknown, reasonsKey?: string): RowContent {
  const row: Members = Array.isArray(decoded)
    ? { messages: decoded }
    : typeof decoded === "string"
      ? { text: decoded }
      : isMembers(decoded)
        ? decoded
        : {};
  const held = heldIn(row);
  if (held === undefined) {
    const keys = Object.keys(row).slice(0, 8).join(", ");
    if (Object.values(row).some((value) => ArrayBuffer.isView(value)))
      throw rowFault("the row has no text that is valid UTF-8.", "Write its texts as UTF-8.");
    throw rowFault(
      `the row has no text that is known here${keys === "" ? "" : `; its keys are ${keys}`}.`,
      "Name the text `messages`, `prompt` and `completion`, `instruction` and `output`, or `text`.",
    );
  }
  const content = contentOf(held, row, reasonsKey);
  if (content.texts.every(({ text }) => text.trim() === "") && content.toolCalls.length === 0)
    throw rowFault(
      "the row has no text: all of it is empty.",
      "Leave the row out, or write what it is to say.",
    );
  return content;
}
