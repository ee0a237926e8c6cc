import type { Child } from "hono/jsx";

interface LayoutInput {
  readonly title: string;
  /** Style sheets on top of that of all pages. */
  readonly sheets?: readonly string[];
  readonly children: Child;
}

/** The frame of every page. */
export function Layout({ title, sheets = [], children }: LayoutInput) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        {["/style.css", ...sheets].map((sheet) => (
          <link rel="stylesheet" href={sheet} />
        ))}
      </head>
      <body>
        <header>
          <a href="/">Holdfast</a>
          <p>Which data drove the gain, and did it hold?</p>
          <nav>
            <a href="/docs">API</a>
          </nav>
        </header>
        <main>{children}</main>
      </body>
    </html>
  );
}
