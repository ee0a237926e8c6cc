import type { AuditTrail } from "@holdfast/core";
import type { AuditQuestion } from "@holdfast/store";
import { z } from "zod";
import type { Context } from "../context.js";
import { cursorOf } from "../cursor.js";

const cursor = cursorOf("audit", z.number().int().positive());

/** The audit trail, a page of it: of one ablation, or of the whole database. */
export async function readAudit(
  context: Context,
  input: Omit<AuditQuestion, "before"> & { readonly cursor?: string | undefined },
): Promise<AuditTrail> {
  const { cursor: text, ...question } = input;
  const { entries, next } = await context.store.audit({ ...question, before: cursor.read(text) });
  return { entries: [...entries], next: cursor.write(next) };
}
