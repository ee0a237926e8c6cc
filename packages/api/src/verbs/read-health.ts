import type { Health } from "@holdfast/core";
import type { Context } from "../context.js";

/** Whether the database answers, which one it is, and its migrations. @throws HoldfastError `unavailable` */
export async function readHealth(context: Context): Promise<Health> {
  const { engine, serverVersion, migrations } = await context.store.health();
  return { status: "ok", database: context.store.description, engine, serverVersion, migrations };
}
