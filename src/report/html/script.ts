/** What the page does beyond showing: choosing findings, the theme, opening what a link leads to. Without it everything is shown. */
export const script = `
'use strict';
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  for (const one of all('.only-script')) one.hidden = false;

  const root = document.documentElement;
  document.getElementById('theme').addEventListener('click', () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
  });

  const form = document.getElementById('filters');
  const findings = all('.finding').map((element) => ({ element, data: element.dataset, text: element.textContent.toLowerCase() }));
  const none = document.getElementById('none');

  const apply = () => {
    const { text, service, factor, check, accepted, count } = form.elements;
    const words = text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const { element, data, text } of findings) {
      const matches =
        form.elements[data.severity].checked &&
        (!('accepted' in data) || accepted?.checked) &&
        (service.value === '*' || service.value === data.service) &&
        (factor.value === '*' || factor.value === data.factor) &&
        (check.value === '*' || check.value === data.check) &&
        words.every((word) => text.includes(word));
      element.hidden = !matches;
      if (matches) shown++;
    }
    count.value = shown + ' of ' + findings.length + (findings.length === 1 ? ' finding' : ' findings');
    none.hidden = shown > 0;
  };

  /** What a link leads to is shown, whatever is filtered or folded. */
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (form && target.closest('.finding')?.hidden) {
      form.reset();
      if (form.elements.accepted && 'accepted' in target.dataset) form.elements.accepted.checked = true;
      apply();
    }
    for (let one = target; one; one = one.parentElement) if (one.tagName === 'DETAILS') one.open = true;
    for (const one of all(':scope > details', target)) one.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);

  if (form) {
    form.addEventListener('input', apply);
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', () => setTimeout(apply));
    const fold = (open) => () => {
      for (const { element } of findings) if (!element.hidden) element.firstElementChild.open = open;
    };
    form.elements.unfold.addEventListener('click', fold(true));
    form.elements.fold.addEventListener('click', fold(false));
    apply();

    document.addEventListener('click', (event) => {
      const link = event.target.closest('[data-of-service]');
      const service = link?.dataset.ofService ?? link?.getAttribute('data-of-service');
      if (!link || event.ctrlKey || event.metaKey || ![...form.elements.service.options].some(({ value }) => value === service)) return;
      event.preventDefault();
      form.reset();
      form.elements.service.value = service;
      apply();
      document.getElementById('findings').scrollIntoView();
      form.elements.service.focus({ preventScroll: true });
    });
    document.addEventListener('keydown', (event) => {
      const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      form.elements.text.focus();
    });
  }
  let unfolded = [];
  addEventListener('beforeprint', () => {
    unfolded = all('details:not([open])');
    for (const one of unfolded) one.open = true;
  });
  addEventListener('afterprint', () => {
    for (const one of unfolded) one.open = false;
  });
  reveal();
})();
`;
