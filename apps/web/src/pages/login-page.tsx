import { Layout } from "../components/layout.js";

export interface LoginPageProps {
  /** The page that is opened afterwards, as a path. */
  readonly next: string;
  /** Why the last attempt was refused. */
  readonly refusal?: string;
}

/** Asks for a token, and for nothing else: who has none gets one from an admin. */
export function LoginPage({ next, refusal }: LoginPageProps) {
  return (
    <Layout title="Sign in - Holdfast">
      <h1>Sign in</h1>
      <p>This server shows its pages to those who have a token.</p>
      {refusal === undefined ? null : (
        <p class="stamp" role="alert">
          {refusal}
        </p>
      )}
      {/* without an action it goes to this page's own address, so that what stood behind a # comes along */}
      <form method="post">
        <input type="hidden" name="next" value={next} />
        <label>
          Token
          <br />
          <input type="password" name="token" required autocomplete="current-password" size={40} autofocus />
        </label>
        <button type="submit">Sign in</button>
      </form>
      <p>
        An admin makes one with <code>holdfast token create</code>. A reader's token is enough: the pages only
        read.
      </p>
      <form method="post" action="/logout">
        <button type="submit">Sign out</button>
      </form>
    </Layout>
  );
}
