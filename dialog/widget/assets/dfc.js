// The widgets work without this script. With it, elements with a "src" fetch their
// fragment, forms in pages of a host are answered in place, frames take the height of
// what is in them, and a ranking can be moved up and down with buttons.
(() => {
  'use strict';
  const kinds = ['eligibility', 'ballot', 'results', 'committee', 'timeline', 'findings'];
  if (customElements.get('dfc-' + kinds[0])) return; // the page has this script twice
  const doc = document;
  const names = ['load', 'submit', 'complete', 'error'];
  // Pages that may frame this one.
  const framers = [...doc.querySelectorAll('meta[name=dfc-frame-origin]')].map(m => m.content);
  let host; // the origin that frames this page, once it has said hello
  let policy;

  const tell = message => {
    if (host) parent.postMessage(message, host);
  };

  // fire tells the page, and the page around the frame, what happened; never what was chosen.
  const fire = (el, name, cancelable) => {
    tell({dfc: name});
    return el.dispatchEvent(new CustomEvent('dfc:' + name, {bubbles: true, cancelable, composed: true}));
  };

  // parse makes nodes of HTML from the server of the widgets.
  const parse = html => {
    const box = doc.createElement('div');
    if (box.setHTML) {
      box.setHTML(html, {sanitizer: {}});
    } else {
      policy ||= window.trustedTypes ? trustedTypes.createPolicy('dfc', {createHTML: s => s}) : {createHTML: s => s};
      box.innerHTML = policy.createHTML(html);
    }
    return [...box.childNodes];
  };

  // ask fetches a fragment; cookies go to the own origin only.
  const ask = async (url, options) => {
    const answer = await fetch(url, {credentials: 'same-origin', ...options});
    if (!(answer.headers.get('Content-Type') || '').startsWith('text/html') || (!options && !answer.ok)) throw 0;
    return [parse(await answer.text()), answer.ok];
  };

  const load = async el => {
    const src = el.getAttribute('src');
    const url = new URL(src, doc.baseURI);
    const around = el.closest('[lang]');
    if (around && !url.searchParams.has('lang')) url.searchParams.set('lang', around.lang);
    try {
      const [nodes] = await ask(url);
      if (el.getAttribute('src') !== src) return; // it has been changed since
      el.replaceChildren(...nodes);
      fire(el, 'load');
    } catch {
      fire(el, 'error');
    }
  };

  // turn shows the answer to a form in place.
  const turn = async (el, form, button) => {
    try {
      const [nodes, ok] = await ask(button?.getAttribute('formaction') || form.action,
        {method: 'POST', headers: {'Dfc-Fragment': '1'}, body: new URLSearchParams(new FormData(form, button))});
      const next = nodes.find(n => n.nodeType === 1);
      el.replaceWith(...nodes);
      (next.querySelector('.dfc-errors') || next.querySelector('[tabindex="-1"]'))?.focus();
      if (!ok) fire(next, 'error');
    } catch {
      // The browser sends the same form and shows what comes of it.
      fire(el, 'error');
      el.failed = true;
      form.requestSubmit(button);
    }
  };

  // frame lets an iframe have the height that its page asks for, within bounds.
  const frame = (el, inner, signal) => {
    const origin = new URL(inner.src, doc.baseURI).origin;
    addEventListener('message', e => {
      if (e.source !== inner.contentWindow || e.origin !== origin || !e.data) return;
      const {dfc, height} = e.data;
      if (dfc === 'height' && height > 0) inner.height = Math.min(Math.ceil(height), 20000);
      else if (names.includes(dfc)) fire(el, dfc);
    }, {signal});
    const hello = () => inner.contentWindow?.postMessage({dfc: 'hello'}, '*'); // says nothing
    inner.addEventListener('load', hello, {signal});
    hello();
  };

  // moves adds buttons that move an option up or down by setting the fields alone. Below the
  // last rank an option has none; above, nothing moves beyond the ranks that there are.
  const moves = set => {
    const fields = [...set.querySelectorAll('select, input[type=text]')].filter(f => !f.disabled);
    const live = set.appendChild(doc.createElement('p'));
    live.setAttribute('aria-live', 'polite');
    live.className = 'dfc-note';
    const label = field => field.closest('.dfc-option').querySelector('label').textContent;
    const move = (field, by) => {
      const last = Math.max(0, ...fields.map(f => +f.value || 0));
      const from = +field.value || 0;
      let to = from ? from + by : by < 0 ? last + 1 : 0;
      if (to < 1) return;
      if (by > 0 && to > last) to = '';
      if (to > set.dataset.most) {
        live.textContent = set.querySelector('[id$=-how]').textContent;
        return;
      }
      const other = fields.find(f => f !== field && +f.value === to);
      if (other) other.value = from || '';
      field.value = to;
      live.textContent = label(field) + ': ' + (field.selectedOptions ? field.selectedOptions[0].text : to || '–');
    };
    for (const field of fields) {
      const box = doc.createElement('div');
      box.className = 'dfc-moves';
      for (const [text, by] of [[set.dataset.up, -1], [set.dataset.down, 1]]) {
        const button = box.appendChild(doc.createElement('button'));
        button.type = 'button';
        button.textContent = text;
        button.setAttribute('aria-label', text + ': ' + label(field));
        button.addEventListener('click', () => move(field, by));
      }
      field.after(box);
    }
  };

  // draw fills in what the voter's own device adds to the receipt.
  const draw = field => {
    field.value = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
      .replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
  };

  class Widget extends HTMLElement {
    static observedAttributes = ['src'];
    attributeChangedCallback() {
      if (this.begun && this.hasAttribute('src')) load(this);
    }
    connectedCallback() {
      const inner = this.querySelector(':scope > iframe');
      if (inner) { // also when it is put back, with a new page in it
        this.stop = new AbortController();
        return frame(this, inner, this.stop.signal);
      }
      if (this.begun) return;
      this.begun = true;
      if (this.hasAttribute('src')) return load(this);
      this.querySelectorAll('fieldset[data-up]').forEach(moves);
      this.querySelectorAll('form[data-last] [name=nonce]').forEach(draw);
      this.addEventListener('submit', e => {
        if (this.failed) return;
        const going = fire(this, 'submit', true);
        const inline = e.target.hasAttribute('data-inline');
        if (!going || inline) e.preventDefault();
        if (going && inline) turn(this, e.target, e.submitter);
      });
      if (this.hasAttribute('data-complete')) fire(this, 'complete');
      if (parent !== window && doc.hasFocus()) this.querySelector('.dfc-errors')?.focus();
    }
    disconnectedCallback() {
      this.stop?.abort();
    }
  }
  for (const kind of kinds) customElements.define('dfc-' + kind, class extends Widget {});

  if (parent !== window && framers.length) {
    const size = () => tell({dfc: 'height', height: doc.documentElement.getBoundingClientRect().height});
    addEventListener('message', e => {
      if (e.source !== parent || !framers.includes(e.origin) || e.data?.dfc !== 'hello') return;
      const first = !host;
      host = e.origin;
      size();
      if (first) {
        tell({dfc: 'load'});
        if (doc.querySelector('[data-complete]')) tell({dfc: 'complete'});
        if (doc.querySelector('.dfc-errors')) tell({dfc: 'error'});
      }
    });
    new ResizeObserver(size).observe(doc.documentElement);
  }
})();
