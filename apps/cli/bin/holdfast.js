#!/usr/bin/env node
const bundle = new URL("../dist/main.js", import.meta.url);
try {
  await import(bundle.href);
} catch (error) {
  if (error?.code !== "ERR_MODULE_NOT_FOUND" || !String(error.message).includes("dist/main.js")) throw error;
  process.stderr.write("holdfast is not built yet. Run: npm run build\n");
  process.exitCode = 1;
}
