/** What every page of the sandbox has around it: the word that no money moves, and the looks, with nothing loaded from elsewhere. */
import { html } from './html.ts';
import type { Html } from './html.ts';

export function page({ title, body, wide = false }: { title: string; body: Html; wide?: boolean }): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${STYLE}
      </head>
      <body${wide && html` class="wide"`}>
        <p class="banner" role="note"><b>No money moves.</b> This is the local Stripe sandbox.</p>
        <main>${body}</main>
      </body>
    </html>`.text;
}

/** Said above everything else: what went wrong, or what just happened. */
export function notice(text: string | null): Html {
  return text === null ? html`` : html`<p class="notice" role="alert">${text}</p>`;
}

const STYLE = html`<style>
  :root {
    --paper: #f4f4f7;
    --card: #ffffff;
    --ink: #1d1f27;
    --faded: #5c6070;
    --line: #dcdee6;
    --accent: #4a3fc4;
    --on-accent: #ffffff;
    --good: #1f7a3d;
    --bad: #b3261e;
    --warn: #8a5a00;
    --stripe: #ffe9a8;
    --on-stripe: #4a3600;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --paper: #14151a;
      --card: #1e2028;
      --ink: #eceef4;
      --faded: #a3a8b8;
      --line: #363a47;
      --accent: #a79fff;
      --on-accent: #17142f;
      --good: #7ccf95;
      --bad: #ff9c94;
      --warn: #f0c060;
      --stripe: #4a3a08;
      --on-stripe: #ffe9a8;
    }
  }
  * {
    box-sizing: border-box;
  }
  body {
    margin: 0;
    color: var(--ink);
    background: var(--paper);
    font:
      1rem/1.5 system-ui,
      sans-serif;
    overflow-wrap: anywhere;
  }
  .banner {
    margin: 0;
    padding: 0.6rem 1rem;
    color: var(--on-stripe);
    background: var(--stripe);
    text-align: center;
  }
  main {
    max-width: 30rem;
    margin: 0 auto;
    padding: clamp(1rem, 5vw, 3rem) 1rem 4rem;
  }
  .wide main {
    max-width: 60rem;
  }
  h1 {
    margin: 0 0 1rem;
    font-size: 1.6rem;
    line-height: 1.2;
  }
  h2 {
    margin: 0;
    font-size: 1.1rem;
  }
  h3 {
    margin: 0;
    font-size: 0.95rem;
  }
  p {
    margin: 0.5rem 0;
  }
  h1 + .quiet {
    margin-bottom: 1rem;
  }
  .quiet {
    color: var(--faded);
    font-size: 0.9rem;
  }
  .notice {
    margin: 0 0 1rem;
    padding: 0.7rem 1rem;
    border: 1px solid var(--bad);
    border-radius: 0.5rem;
    color: var(--bad);
  }
  .card {
    margin: 0 0 1rem;
    padding: 1.1rem;
    border: 1px solid var(--line);
    border-radius: 0.75rem;
    background: var(--card);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem 1rem;
    align-items: baseline;
    justify-content: space-between;
  }
  .total {
    margin-top: 0.7rem;
    padding-top: 0.7rem;
    border-top: 1px solid var(--line);
    font-size: 1.15rem;
    font-weight: 600;
  }
  .price {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .part {
    margin-top: 0.8rem;
    padding-top: 0.8rem;
    border-top: 1px solid var(--line);
  }
  .chip {
    padding: 0.1rem 0.55rem;
    border: 1px solid currentColor;
    border-radius: 1rem;
    color: var(--faded);
    font-size: 0.8rem;
    white-space: nowrap;
  }
  .chips {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 0.3rem;
  }
  .chip.good {
    color: var(--good);
  }
  .chip.bad {
    color: var(--bad);
  }
  .chip.warn {
    color: var(--warn);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
    margin-top: 0.6rem;
  }
  .id {
    margin: 0.1rem 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .id code {
    font-size: 0.78em;
  }
  .choices {
    display: grid;
    gap: 0.6rem;
  }
  form {
    margin: 0;
  }
  form.amount {
    display: flex;
  }
  form.amount input[type='text'] {
    border-right: 0;
    border-radius: 0.5rem 0 0 0.5rem;
  }
  form.amount input[type='text'] + button {
    border-radius: 0 0.5rem 0.5rem 0;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-height: 2.5rem;
    padding: 0.4rem 0.9rem;
    border: 1px solid var(--line);
    border-radius: 0.5rem;
    color: var(--ink);
    background: var(--card);
    font: inherit;
    text-decoration: none;
    cursor: pointer;
  }
  button:hover,
  .button:hover {
    border-color: var(--accent);
  }
  .choices button,
  .choices .button {
    width: 100%;
    min-height: 3rem;
  }
  button[aria-pressed='true'] {
    border-color: var(--accent);
    color: var(--accent);
    font-weight: 600;
  }
  .first {
    border-color: var(--accent);
    color: var(--on-accent);
    background: var(--accent);
    font-weight: 600;
  }
  input[type='text'] {
    width: 6.5rem;
    min-height: 2.5rem;
    padding: 0.4rem 0.6rem;
    border: 1px solid var(--line);
    border-radius: 0.5rem;
    color: var(--ink);
    background: var(--paper);
    font: inherit;
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  a {
    color: var(--accent);
  }
  code {
    font-size: 0.85em;
  }
  summary {
    min-height: 2.5rem;
    align-content: center;
    color: var(--faded);
    cursor: pointer;
  }
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    padding: 0.35rem 0;
    border-top: 1px solid var(--line);
  }
</style>`;
