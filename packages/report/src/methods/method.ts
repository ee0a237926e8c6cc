/** How a kind of number is made, in words: what a number links to. */
export interface Method {
  /** As analyses name it, or the name of its step; lower case and hyphens, so that it is an anchor too. */
  readonly id: string;
  readonly title: string;
  /** The question, the model, the units, and when there is no answer. */
  readonly text: string;
  /** Author and year. */
  readonly source: string;
}

/** Methods that answer one kind of question. */
export interface MethodGroup {
  readonly id: string;
  readonly title: string;
  readonly methods: readonly Method[];
}
