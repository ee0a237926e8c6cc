// Writes openapi.json, the committed contract of the API. Run it with `npm run api:generate`, which builds first.
import { writeFileSync } from "node:fs";
import { openApiDocument } from "./dist/index.js";

writeFileSync(new URL("openapi.json", import.meta.url), `${JSON.stringify(openApiDocument(), null, 2)}\n`);
