import { integrityExhibits, integritySentences } from "@holdfast/report";
import { readIntegrity } from "./read-integrity.js";
import type { View } from "./view.js";

/** Whether the plan was there before the data, what became of it, and whether arms are matched. */
export const integrityView: View = {
  slug: "integrity",
  title: "Integrity",
  question: "Was it planned so, and was it done so?",
  read: async ({ client, registration }) => {
    const [analysis, record] = await Promise.all([
      client.analysis(registration.identity),
      readIntegrity(client, registration),
    ]);
    const input = { registration, analysis };
    return {
      sentences: integritySentences(input, record),
      exhibits: integrityExhibits(input, record),
    };
  },
};
