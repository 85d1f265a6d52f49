// Runs inside a page: how a finding names an element.

globalThis.inside ??= {};

/** A short selector for a developer: the nearest id, then the way down from there. */
inside.name = element => {
  const steps = [];
  let at = element;
  while (at && at !== document.documentElement && steps.length < 4) {
    if (at.id) {
      steps.unshift(`#${at.id}`);
      break;
    }
    const kind = at.getAttribute('class')?.trim().split(/\s+/)[0];
    steps.unshift(at.localName + (kind ? `.${kind}` : ''));
    at = at.parentElement;
  }
  return steps.join(' > ') || document.documentElement.localName;
};

/** The beginning of an element's text, in quotes. */
inside.quote = element => {
  const text = element.textContent.trim().replace(/\s+/g, ' ');
  return `“${text.length > 30 ? `${text.slice(0, 30)}…` : text}”`;
};

/** Whether an element is on the screen at all. */
inside.shown = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
