import { firstOf, isMembers, type Members, textOf } from "./members.js";
import { decodedJson, plainJson } from "./plain-json.js";
import type { ToolCall, ToolDefinition } from "./training-row.js";

const KEYS = ["tools", "functions", "tool_definitions", "available_tools"];

function definitionOf(given: unknown): ToolDefinition {
  const decoded = decodedJson(given);
  if (!isMembers(decoded)) return { name: null, json: plainJson(decoded) };
  const inner = decoded.type === "function" && isMembers(decoded.function) ? decoded.function : decoded;
  return { name: textOf(inner, ["name"]) ?? null, json: plainJson(inner) };
}

/** The tools that a row offers, in OpenAI's, Anthropic's or Hugging Face's style, as values or as texts of JSON. */
export function toolDefinitionsOf(row: Members): ToolDefinition[] {
  const given = decodedJson(firstOf(row, KEYS));
  if (given === undefined || given === "") return [];
  return (Array.isArray(given) ? given : [given]).map(definitionOf);
}

function argumentsOf(value: unknown): string {
  return typeof value === "string" ? value : value === undefined ? "" : plainJson(value);
}

function callOf(given: unknown): ToolCall {
  const decoded = decodedJson(given);
  if (!isMembers(decoded)) return { name: null, arguments: argumentsOf(decoded) };
  const inner = isMembers(decoded.function) ? decoded.function : decoded;
  return {
    name: textOf(inner, ["name"]) ?? null,
    arguments: argumentsOf(firstOf(inner, ["arguments", "input", "parameters", "args"])),
  };
}

/** The calls that a message makes beside its content. */
export function toolCallsOf(message: Members): ToolCall[] {
  const list = decodedJson(firstOf(message, ["tool_calls"]));
  const calls = Array.isArray(list) ? list.map(callOf) : [];
  const one = decodedJson(firstOf(message, ["function_call"]));
  return isMembers(one) ? [...calls, callOf(one)] : calls;
}

/** The call that a part of a message's content makes. */
export function toolCallOfPart(part: Members): ToolCall {
  return callOf(part);
}
