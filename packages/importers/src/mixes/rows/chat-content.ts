import { firstOf, isMembers, type Members, textOf } from "./members.js";
import { decodedJson, plainJson } from "./plain-json.js";
import { rowFault } from "./row-fault.js";
import { toolCallOfPart, toolCallsOf } from "./tool-definitions.js";
import type { ToolCall, TrainingText } from "./training-row.js";

/** Names that the field gives to one role. */
const ROLES: Readonly<Record<string, string>> = {
  human: "user",
  prompter: "user",
  gpt: "assistant",
  chatgpt: "assistant",
  bot: "assistant",
  model: "assistant",
  ai: "assistant",
  function_call: "assistant",
  developer: "system",
  function: "tool",
  function_response: "tool",
  observation: "tool",
  tool_response: "tool",
  ipython: "tool",
};

/** What the messages of a transcript hold. */
export interface ChatContent {
  readonly texts: readonly TrainingText[];
  readonly toolCalls: readonly ToolCall[];
  readonly otherParts: readonly string[];
  readonly turns: number;
}

interface Gathered {
  readonly texts: TrainingText[];
  readonly toolCalls: ToolCall[];
  readonly otherParts: string[];
}

function addText(into: Gathered, role: string, text: unknown): boolean {
  if (typeof text !== "string") return false;
  if (text !== "") into.texts.push({ role, text });
  return true;
}

function addPart(into: Gathered, role: string, part: unknown): void {
  if (addText(into, role, part)) return;
  if (!isMembers(part)) {
    if (part !== null && part !== undefined) into.otherParts.push(plainJson(part));
    return;
  }
  const { type } = part;
  if (type === "tool_use" || type === "tool_call") into.toolCalls.push(toolCallOfPart(part));
  else if (type === "tool_result") addContent(into, "tool", part.content);
  else if (type === "thinking" || type === "reasoning")
    addText(into, "reasoning", textOf(part, ["thinking", "reasoning", "text"]));
  else if (!addText(into, role, textOf(part, ["text"]))) into.otherParts.push(plainJson(part));
}

function addContent(into: Gathered, role: string, content: unknown): void {
  if (Array.isArray(content)) for (const part of content) addPart(into, role, part);
  else if (content !== null && content !== undefined) addPart(into, role, content);
}

function addMessage(into: Gathered, message: Members, key: string): string {
  const given = textOf(message, ["role", "from", "speaker"]);
  if (given === undefined)
    throw rowFault(
      "the message does not say who speaks.",
      "Give each message `role` and `content`, or `from` and `value`.",
      { key },
    );
  const name = given.toLowerCase();
  const role = ROLES[name] ?? name;
  const content = firstOf(message, ["content", "value", "text"]);
  addText(into, "reasoning", firstOf(message, ["reasoning_content", "reasoning", "thinking"]));
  if (name === "function_call") into.toolCalls.push(toolCallOfPart(asCall(decodedJson(content))));
  else addContent(into, role, content);
  into.toolCalls.push(...toolCallsOf(message));
  return role;
}

function asCall(content: unknown): Members {
  return isMembers(content) ? content : { arguments: content };
}

/**
 * What a list of messages holds: texts by role, calls, and what is neither.
 *
 * @param key where the list is, for messages
 * @throws HoldfastError `invalid-input` for what is no message, naming its key
 */
export function chatContent(messages: readonly unknown[], key: string): ChatContent {
  const into: Gathered = { texts: [], toolCalls: [], otherParts: [] };
  let turns = 0;
  for (const [index, given] of messages.entries()) {
    const message = decodedJson(given);
    const at = key === "" ? String(index) : `${key}.${index}`;
    if (!isMembers(message))
      throw rowFault(
        "this is not a message.",
        "Give each message `role` and `content`, or `from` and `value`.",
        {
          key: at,
        },
      );
    if (addMessage(into, message, at) !== "system") turns += 1;
  }
  return { ...into, turns };
}
