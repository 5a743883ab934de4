// Whom one acts as, in the demo: what the explorer asks bears a token of the one who was chosen, unless a header of its own says
// otherwise. It runs before the frame, which keeps the `fetch` that it finds.
const ROUTE = '/explorer/act-as';
const KEPT = 'act-as';
const { endpoint, actors } = JSON.parse(document.querySelector('#options').textContent);
const plain = globalThis.fetch.bind(globalThis);

async function tokenFor(name) {
  if (name === '') return undefined;
  const answer = await plain(`${ROUTE}?name=${encodeURIComponent(name)}`);
  return (await answer.json()).token;
}

const kept = sessionStorage.getItem(KEPT);
const first = actors.includes(kept) ? kept : '';
let token = tokenFor(first);

globalThis.fetch = async (input, init = {}) => {
  const isOurs = new URL(String(input?.url ?? input), location.href).pathname === endpoint;
  const headers = new Headers(init.headers ?? input?.headers);
  const bearer = isOurs && !headers.has('authorization') ? await token : undefined;
  if (bearer === undefined) return plain(input, init);
  headers.set('authorization', `Bearer ${bearer}`);
  return plain(input, { ...init, headers });
};

const choice = document.createElement('select');
choice.id = 'act-as';
choice.append(new Option('nobody in particular', ''));
choice.append(...actors.map((name) => new Option(name, name)));
choice.value = first;
choice.addEventListener('change', () => {
  sessionStorage.setItem(KEPT, choice.value);
  token = tokenFor(choice.value);
});
const label = document.createElement('label');
label.append('Act as ', choice);
document.querySelector('#examples').before(label);
