// Keeps a page of the preview fresh, and shows what is wrong with the content.
(() => {
  const { content: shown, faults } = document.currentScript.dataset;
  const place = 'torikumi:' + location.pathname;
  const style = `
    :host { all: initial; }
    .panel { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 70vh; overflow: auto; overscroll-behavior: contain;
      background: #fff; color: #1b1d22; border-top: 4px solid #b3261e; box-shadow: 0 -4px 24px #0004;
      font: 15px/1.6 "Noto Sans JP", "Noto Sans CJK JP", "BIZ UDPGothic", "Hiragino Sans", "Yu Gothic UI", Meiryo, sans-serif; }
    .panel:not(.errors) { border-color: #a84a05; }
    .panel:not([open]) { inset: auto auto 12px 12px; border: 2px solid #b3261e; border-radius: 8px; }
    .panel:not([open], .errors) { border-color: #a84a05; }
    summary { padding: 8px 16px; font-weight: 700; cursor: pointer; }
    .panel > summary { position: sticky; top: 0; background: #fff; }
    a { color: inherit; }
    summary:focus-visible, pre:focus-visible { outline: 3px solid #12408f; outline-offset: -3px; }
    ol { list-style: none; margin: 0; padding: 0 16px 16px; }
    li { border-left: 4px solid #b3261e; margin: 0 0 16px; padding: 0 0 0 12px; }
    li.warning { border-color: #a84a05; }
    p { margin: 0 0 4px; font-weight: 700; overflow-wrap: anywhere; }
    pre { margin: 0; padding: 8px; overflow-x: auto; background: #f2f4f7;
      font: 13px/1.5 "BIZ UDGothic", "Noto Sans Mono CJK JP", "MS Gothic", Menlo, Consolas, monospace; }
    @media print { .panel { display: none; } }
    @media (prefers-color-scheme: dark) {
      .panel, .panel > summary { background: #1b1d22; color: #e9ecf1; }
      pre { background: #2a2d34; }
    }`;
  let host;

  function hide() {
    host?.remove();
    host = undefined;
  }

  function show(panel) {
    hide();
    if (!panel.list) return;
    host = document.createElement('torikumi-panel');
    host.lang = panel.lang;
    const box = document.createElement('details');
    box.open = panel.open;
    box.className = panel.open ? 'panel errors' : 'panel';
    box.innerHTML = '<summary role="alert"></summary>' + panel.list;
    box.querySelector('summary').textContent = panel.summary;
    const sheet = document.createElement('style');
    sheet.textContent = style;
    host.attachShadow({ mode: 'open' }).append(sheet, box);
    document.body.append(host);
  }

  // A browser keeps the place of a page that it loads again, but not where the page has grown or shrunk above it.
  const kept = sessionStorage.getItem(place);
  if (kept !== null) {
    sessionStorage.removeItem(place);
    addEventListener('load', () => scrollTo({ top: Number(kept), behavior: 'instant' }));
  }

  function reload() {
    sessionStorage.setItem(place, String(scrollY));
    location.reload();
  }

  const events = new EventSource('/_torikumi/events');
  events.onmessage = (event) => {
    const state = JSON.parse(event.data);
    if (state.content && state.content !== shown) reload();
    else if (faults === undefined) show(state.panel);
    else if (faults !== state.faults) reload();
  };
  // The page is told so that a browser need not keep a connection for a page that is left.
  addEventListener('pagehide', () => events.close());
})();
