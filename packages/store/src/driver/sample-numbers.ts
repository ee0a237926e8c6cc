import { arrayLiteral } from "./array-literal.js";
import type { Row, Session } from "./driver.js";

/**
 * The numbers and clusters of samples, both lists of the same length: `[place in the lists, number, cluster]` of each
 * that is stored. One at a time behind a limit, for the reason that `eachKey` gives.
 */
export async function readSampleNumbers(
  session: Session,
  ablationId: number,
  evalIds: readonly string[],
  samples: readonly string[],
): Promise<Row[]> {
  if (samples.length === 0) return [];
  return session.query(
    `select wanted.place::integer, found.sample_no, found.cluster
     from unnest($2::text::text[], $3::text::text[]) with ordinality as wanted(eval_id, sample, place)
     cross join lateral (select s.sample_no, s.cluster from sample s
       where s.ablation_id = $1 and s.eval_id = wanted.eval_id and s.sample = wanted.sample limit 1) found`,
    [ablationId, arrayLiteral(evalIds), arrayLiteral(samples)],
  );
}
