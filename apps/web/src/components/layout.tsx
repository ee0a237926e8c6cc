import type { Child } from "hono/jsx";

/** The frame of every page. */
export function Layout({ title, children }: { readonly title: string; readonly children: Child }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header>
          <a href="/">Holdfast</a>
          <p>Which data drove the gain, and did it hold?</p>
        </header>
        <main>{children}</main>
      </body>
    </html>
  );
}
