// The page's policy lets no attribute of style in, and Monaco writes one on each line that it sets as text. Here they are taken out
// of the text and set as properties instead, which the policy allows: a script that may run may style.
const STYLED = /(<[a-z][^<>]*?)\sstyle="([^"]*)"/giu;
const ASIDE = 'data-inline-style';

const aside = (html) => String(html).replaceAll(STYLED, `$1 ${ASIDE}="$2"`);

function apply(root) {
  for (const element of root.querySelectorAll(`[${ASIDE}]`)) {
    element.style.cssText = element.getAttribute(ASIDE);
    element.removeAttribute(ASIDE);
  }
}

const { set, ...innerHTML } = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML');
Object.defineProperty(Element.prototype, 'innerHTML', {
  ...innerHTML,
  set(html) {
    set.call(this, aside(html));
    // A template's children stand in a document of their own.
    apply(this.content ?? this);
  },
});

const { insertAdjacentHTML } = Element.prototype;
Element.prototype.insertAdjacentHTML = function insert(position, html) {
  insertAdjacentHTML.call(this, position, aside(html));
  apply(this.parentElement ?? this);
};
