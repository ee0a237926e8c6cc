import type { HoldfastClient } from "@holdfast/api/client";
import type { Registration } from "@holdfast/core";
import type { Exhibit } from "@holdfast/report";
import type { Child } from "hono/jsx";

/** What a view is asked. */
export interface ViewInput {
  /** The client of whoever asks. */
  readonly client: HoldfastClient;
  readonly registration: Registration;
  /** The question's choices; any view is an address. */
  readonly query: URLSearchParams;
  /** Where this page is, without its query: what choices and downloads are built on. */
  readonly path: string;
  /** Of this server, for commands that are shown. */
  readonly origin: string;
}

/** What a view shows, in this order. */
export interface ViewContent {
  /** The answer in plain words, the most important first. */
  readonly sentences: readonly string[];
  /** Switches such as the scale; each is a link. */
  readonly choices?: Child;
  /** Figures with their tables and downloads. */
  readonly exhibits: readonly Exhibit[];
  /** What else belongs on the page, under the exhibits. */
  readonly rest?: Child;
  /** Names of the scripts that this view wants beside those of every page; it works without them. */
  readonly scripts?: readonly string[];
  /** Shown where there is no exhibit: what is missing, and the command that brings it. */
  readonly empty?: Child;
}

/** One page about an ablation. */
export interface View {
  /** Last part of its address; the overview has none. */
  readonly slug: string;
  readonly title: string;
  /** The question that the page answers, under its title. */
  readonly question: string;
  readonly read: (input: ViewInput) => Promise<ViewContent>;
}
