import { defineConfig } from "drizzle-kit";

// paths are taken from the root of the repository: npm run db:generate -- --name <what>
export default defineConfig({
  dialect: "postgresql",
  schema: "./packages/store/src/schema/!(*.test).ts",
  out: "./migrations",
});
