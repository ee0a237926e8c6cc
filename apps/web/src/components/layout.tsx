import type { Child } from "hono/jsx";

interface LayoutInput {
  readonly title: string;
  /** Style sheets on top of that of all pages. */
  readonly sheets?: readonly string[];
  /** Names of the scripts that the page wants; it works without them. */
  readonly scripts?: readonly string[];
  /** Wide pages have a column of their own for navigation. */
  readonly isWide?: boolean;
  readonly children: Child;
}

const PLACES = [
  ["Ablations", "/"],
  ["Power", "/power"],
  ["Inbox", "/inbox"],
  ["Methods", "/methods"],
  ["Settings", "/settings"],
  ["API", "/docs"],
] as const;

/** The frame of every page. */
export function Layout({ title, sheets = [], scripts = [], isWide = false, children }: LayoutInput) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
        {["/style.css", ...sheets].map((sheet) => (
          <link rel="stylesheet" href={sheet} />
        ))}
        {scripts.map((script) => (
          <script src={`/scripts/${script}.js`} defer />
        ))}
      </head>
      <body {...(isWide ? { class: "wide-page" } : {})}>
        <a class="skip" href="#main">
          To the content
        </a>
        <header class="site">
          <a class="brand" href="/">
            Holdfast
          </a>
          <p>Which data drove the gain, and did it hold?</p>
          <nav aria-label="Holdfast">
            {PLACES.map(([name, path]) => (
              <a href={path}>{name}</a>
            ))}
          </nav>
        </header>
        <main id="main">{children}</main>
      </body>
    </html>
  );
}
