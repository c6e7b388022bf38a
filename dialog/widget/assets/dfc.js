// The widgets work without this script. With it, elements with a "src" fetch their
// fragment, forms in pages of a host are answered in place, frames take the height of
// what is in them, and a ranking can be moved up and down with buttons.
(() => {
  'use strict';
  const doc = document;
  const kinds = ['eligibility', 'ballot', 'results', 'committee', 'timeline', 'findings'];
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
  const ask = async (el, url, options, put) => {
    try {
      const answer = await fetch(url, {credentials: 'same-origin', ...options});
      if (!(answer.headers.get('Content-Type') || '').startsWith('text/html') || (!options && !answer.ok)) throw 0;
      put(parse(await answer.text()), answer.ok);
    } catch {
      fire(el, 'error');
    }
  };

  const load = el => {
    const url = new URL(el.getAttribute('src'), doc.baseURI);
    const around = el.closest('[lang]');
    if (around && !url.searchParams.has('lang')) url.searchParams.set('lang', around.lang);
    ask(el, url, null, nodes => {
      el.replaceChildren(...nodes);
      fire(el, 'load');
    });
  };

  // turn shows the answer to a form, or what a link leads to, in place.
  const turn = (el, url, options) => {
    ask(el, url, {headers: {'Dfc-Fragment': '1'}, ...options}, (nodes, ok) => {
      const next = nodes.find(n => n.nodeType === 1);
      el.replaceWith(...nodes);
      (next.querySelector('.dfc-errors') || next.querySelector('[tabindex="-1"]'))?.focus();
      if (!ok) fire(next, 'error');
    });
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

  // moves adds buttons that move an option up or down by setting the fields alone.
  const moves = set => {
    const fields = [...set.querySelectorAll('select, input[type=text]')].filter(f => !f.disabled);
    const live = set.appendChild(doc.createElement('p'));
    live.setAttribute('aria-live', 'polite');
    live.className = 'dfc-note';
    const at = n => fields.find(f => +f.value === n);
    const move = (field, by) => {
      const last = Math.max(0, ...fields.map(f => +f.value || 0));
      const from = +field.value || 0;
      const to = from ? from + by : by < 0 ? last + 1 : 0;
      if (to < 1 || to > fields.length) return;
      const other = at(to);
      if (other && other !== field) other.value = from || '';
      field.value = to;
      live.textContent = field.labels[0].textContent + ': ' + (field.selectedOptions ? field.selectedOptions[0].text : to);
    };
    for (const field of fields) {
      const box = doc.createElement('div');
      box.className = 'dfc-moves';
      for (const [text, by] of [[set.dataset.up, -1], [set.dataset.down, 1]]) {
        const button = box.appendChild(doc.createElement('button'));
        button.type = 'button';
        button.textContent = text;
        button.setAttribute('aria-label', text + ': ' + field.labels[0].textContent);
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
    connectedCallback() {
      this.stop ||= new AbortController();
      if (this.begun) return;
      this.begun = true;
      const inner = this.querySelector(':scope > iframe');
      if (inner) return frame(this, inner, this.stop.signal);
      if (this.hasAttribute('src')) return load(this);
      this.querySelectorAll('fieldset[data-up]').forEach(moves);
      this.querySelectorAll('form[data-last] [name=nonce]').forEach(draw);
      this.addEventListener('submit', e => {
        const going = fire(this, 'submit', true);
        if (!going || e.target.hasAttribute('data-inline')) e.preventDefault();
        if (going && e.target.hasAttribute('data-inline')) {
          turn(this, e.target.action, {method: 'POST', body: new URLSearchParams(new FormData(e.target, e.submitter))});
        }
      });
      this.querySelectorAll('[data-inline] .dfc-button').forEach(a => a.addEventListener('click', e => {
        e.preventDefault();
        turn(this, a.href);
      }));
      if (this.hasAttribute('data-complete')) fire(this, 'complete');
      if (parent !== window) this.querySelector('.dfc-errors')?.focus();
    }
    disconnectedCallback() {
      if (!this.isConnected && this.stop) this.stop.abort();
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
