import type { HoldfastError } from "@holdfast/core";
import { Layout } from "../components/layout.js";

/** What went wrong and what to do next, for people. */
export function FaultPage({ title, fault }: { readonly title: string; readonly fault: HoldfastError }) {
  return (
    <Layout title={`${title} - Holdfast`}>
      <h1>{title}</h1>
      <p>{fault.message.charAt(0).toUpperCase() + fault.message.slice(1)}</p>
      {fault.remedy === undefined ? null : <p>{fault.remedy}</p>}
      <p>
        <a href="/">All ablations</a>
      </p>
    </Layout>
  );
}
