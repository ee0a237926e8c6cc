import {
  type AblationList,
  AblationListSchema,
  AblationStatusSchema,
  AnalysisSchema,
  AuditTrailSchema,
  DriverAnswerSchema,
  DurabilityAnswerSchema,
  EffectAnswerSchema,
  EffectGroupsSchema,
  EfficiencyAnswerSchema,
  ExclusionListSchema,
  formatIdentity,
  GeneralizationAnswerSchema,
  HealthSchema,
  HoldfastError,
  InterventionListSchema,
  isHoldfastError,
  JudgeAnswerSchema,
  MonitorAnswerSchema,
  OriginAnswerSchema,
  PowerAnswerSchema,
  PowerCurveAnswerSchema,
  PowerCurveSchema,
  PowerPlanSchema,
  parseIdentity,
  ReceiptSchema,
  RegisteredSchema,
  RegistrationSchema,
  type RegistrationSummary,
  RestoredSchema,
} from "@holdfast/core";
import { hc } from "hono/client";
import type { z } from "zod";
import type { App } from "../app.js";
import { type Answered, answered, answerOf } from "./answer.js";
import { comparisonCalls } from "./comparison-calls.js";
import type { AblationFilter, HoldfastClient } from "./holdfast-client.js";
import { inboxCalls } from "./inbox-calls.js";
import { bodyOfLines, linesOfBody } from "./line-stream.js";
import { liveCalls } from "./live-calls.js";
import { locatedFault } from "./located-fault.js";
import { metricCalls } from "./metric-calls.js";
import { mlflowCalls } from "./mlflow-calls.js";
import { outcomeCalls } from "./outcome-calls.js";
import { queryOf } from "./query-of.js";
import { refuseNonFinite } from "./refuse-non-finite.js";
import { runCalls } from "./run-calls.js";
import { tokenCalls } from "./token-calls.js";

export interface ClientOptions {
  /** Who asks, for the audit trail; the server's own default without it. */
  readonly actor?: string;
  /** What the server wants to see of a caller from elsewhere; the actor is then its name. */
  readonly token?: string;
  /** Answers requests instead of the network, such as an app in the same process. */
  readonly fetch?: (input: string | URL | Request, init?: RequestInit) => Response | Promise<Response>;
}

/** A token that no header can carry would otherwise be quoted by whoever refuses it, secret and all. */
function refuseUnsendable(token: string | undefined): void {
  if (token === undefined || /^[\x21-\x7e]+$/.test(token)) return;
  throw new HoldfastError({
    code: "invalid-input",
    message: "the token has characters that no token has, such as a line break.",
    remedy: "Give it as `holdfast token create` printed it, without what stands around it.",
  });
}

/**
 * A typed client of the API at `target`, such as `http://127.0.0.1:4321`.
 *
 * @param target address of the server, without `/v1`
 */
export function createClient(target: string, options: ClientOptions = {}): HoldfastClient {
  refuseUnsendable(options.token);
  const headers: Record<string, string> = {
    ...(options.actor === undefined ? {} : { "x-holdfast-actor": encodeURIComponent(options.actor) }),
    ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
  };
  const own = options.fetch;
  const api = hc<App>(target, {
    headers,
    ...(own === undefined
      ? {}
      : { fetch: async (input: string | URL | Request, init?: RequestInit) => own(input, init) }),
  }).v1;
  const one = api.ablations[":identity"];
  const at = (identity: string) => ({
    param: { identity: encodeURIComponent(formatIdentity(parseIdentity(identity))) },
  });
  const read = <S extends z.ZodType>(schema: S, request: Promise<Answered>) =>
    answerOf(target, schema, request);
  const done = async (request: Promise<Answered>): Promise<void> => {
    await (await answered(target, request)).body?.cancel();
  };
  const text = async (request: Promise<Answered>) => (await answered(target, request)).text();
  const ablations = async ({ archived = false, ...filter }: AblationFilter = {}): Promise<AblationList> =>
    read(
      AblationListSchema,
      api.ablations.$get({
        query: { ...queryOf(filter), archived: archived === "any" ? "any" : archived ? "true" : "false" },
      }),
    );
  return {
    ...tokenCalls(target, api),
    ...runCalls(target, api),
    ...metricCalls(target, api),
    ...mlflowCalls(target, api),
    ...inboxCalls(target, api),
    ...outcomeCalls(target, api),
    ...comparisonCalls(target, api),
    ...liveCalls(target, api),
    register: async (ablation, { retrospective = false } = {}) =>
      read(RegisteredSchema, api.ablations.$post({ json: refuseNonFinite({ ablation, retrospective }) })),
    amend: async (identity, ablation, amendment) =>
      read(
        RegistrationSchema,
        one.amendments.$post({ ...at(identity), json: refuseNonFinite({ ablation, amendment }) }),
      ),
    ablations,
    list: async ({ archived = false } = {}) => {
      const all: RegistrationSummary[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await ablations({ archived, ...(cursor === undefined ? {} : { cursor }) });
        all.push(...page.ablations);
        if (page.next === null) return { ablations: all, next: null };
        cursor = page.next;
      }
    },
    read: async (identity) => read(RegistrationSchema, one.$get(at(identity))),
    recordLines: async (identity, lines, { locate } = {}) => {
      try {
        const json = refuseNonFinite({ lines: [...lines] });
        return await read(ReceiptSchema, one.outcomes.$post({ ...at(identity), json }));
      } catch (error) {
        throw locate === undefined ? error : locatedFault(error, locate);
      }
    },
    status: async (identity) => read(AblationStatusSchema, one.status.$get(at(identity))),
    analysis: async (identity, query = {}) =>
      read(AnalysisSchema, one.analysis.$get({ ...at(identity), query })),
    effects: async (identity, query = {}) =>
      read(EffectAnswerSchema, one.effects.$get({ ...at(identity), query })),
    effectGroups: async (identity, groupBy, query = {}) =>
      read(
        EffectGroupsSchema,
        one.effects.$get({ ...at(identity), query: { ...query, groupBy: groupBy.join(",") } }),
      ),
    effectsCsv: async (identity, { groupBy, ...query } = {}) =>
      text(
        one.effects.$get({
          ...at(identity),
          query: {
            ...query,
            format: "csv",
            ...(groupBy === undefined ? {} : { groupBy: groupBy.join(",") }),
          },
        }),
      ),
    durability: async (identity, query = {}) =>
      read(DurabilityAnswerSchema, one.durability.$get({ ...at(identity), query })),
    drivers: async (identity, query = {}) =>
      read(DriverAnswerSchema, one.drivers.$get({ ...at(identity), query })),
    efficiency: async (identity, query = {}) =>
      read(EfficiencyAnswerSchema, one.efficiency.$get({ ...at(identity), query })),
    powerPlan: async (question = {}) => read(PowerPlanSchema, api.power.$get({ query: queryOf(question) })),
    power: async (identity, question = {}, options = {}) =>
      read(
        PowerAnswerSchema,
        one.power.$get({ ...at(identity), query: { ...options, ...queryOf(question) } }),
      ),
    powerPlanCurve: async (question = {}) =>
      read(PowerCurveSchema, api.power.curve.$get({ query: queryOf(question) })),
    powerCurve: async (identity, question = {}, options = {}) =>
      read(
        PowerCurveAnswerSchema,
        one.power.curve.$get({ ...at(identity), query: { ...options, ...queryOf(question) } }),
      ),
    monitor: async (identity, { eval: evals, limit, ...rest }, options = {}) =>
      read(
        MonitorAnswerSchema,
        one.monitor.$get({
          ...at(identity),
          query: { ...options, ...queryOf(rest), eval: evals.join(","), limit: String(limit) },
        }),
      ),
    generalization: async (identity, query = {}) =>
      read(GeneralizationAnswerSchema, one.generalization.$get({ ...at(identity), query })),
    origin: async (identity, query = {}) =>
      read(OriginAnswerSchema, one.origin.$get({ ...at(identity), query })),
    judges: async (identity, query = {}) =>
      read(JudgeAnswerSchema, one.judges.$get({ ...at(identity), query })),
    report: async (identity, format) => {
      const by = {
        html: one["report.html"],
        markdown: one["report.md"],
        tex: one["report.tex"],
        json: one["report.json"],
        csv: one["report.csv"],
      };
      return text(by[format].$get(at(identity)));
    },
    reportComparison: async (first, second, format) =>
      text(
        api.comparisons.report.$get({
          query: {
            first: formatIdentity(parseIdentity(first)),
            second: formatIdentity(parseIdentity(second)),
            format,
          },
        }),
      ),
    exportArchive: async function* (identity) {
      const { body } = await answered(target, one.archive.$get(at(identity)));
      if (body === null) return;
      try {
        yield* linesOfBody(body);
      } catch (cause) {
        if (isHoldfastError(cause)) throw cause;
        throw new HoldfastError({
          code: "unavailable",
          message: `the archive of ${identity} broke off: what was received is not whole.`,
          remedy: "Export it again.",
          cause,
        });
      }
    },
    importArchive: async (lines) =>
      read(
        RestoredSchema,
        api.archives.$post(
          {},
          {
            headers: { ...headers, "content-type": "application/x-ndjson" },
            init: { body: bodyOfLines(lines), duplex: "half" },
          },
        ),
      ),
    exclusions: async (identity) => read(ExclusionListSchema, one.exclusions.$get(at(identity))),
    exclude: async (identity, exclusion) => done(one.exclusions.$post({ ...at(identity), json: exclusion })),
    readmit: async (identity, what) =>
      done(
        one.exclusions.$delete({
          ...at(identity),
          query: what.kind === "run" ? { run: what.run } : { outcomeId: what.outcomeId },
        }),
      ),
    interventions: async (identity) => read(InterventionListSchema, one.interventions.$get(at(identity))),
    intervene: async (identity, intervention) =>
      done(one.interventions.$post({ ...at(identity), json: refuseNonFinite(intervention) })),
    setArchived: async (identity, archived) =>
      read(RegistrationSchema, one.archived.$post({ ...at(identity), json: { archived } })),
    remove: async (identity) => done(one.$delete(at(identity))),
    audit: async ({ identity, limit, cursor } = {}) =>
      read(
        AuditTrailSchema,
        api.audit.$get({
          query: {
            ...(identity === undefined ? {} : { identity }),
            ...(limit === undefined ? {} : { limit: String(limit) }),
            ...(cursor === undefined ? {} : { cursor }),
          },
        }),
      ),
    health: async () => read(HealthSchema, api.health.$get()),
  };
}
