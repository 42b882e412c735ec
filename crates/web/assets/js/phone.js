// The pad of the number poll and the sliders of the week: both work without it, by the keyboard and by the server.
view.addEventListener('click', function (event) {
  var key = event.target.closest('[data-digit]'), put = event.target.closest('[data-put]');
  if (put) start(put.form, put.getAttribute('data-put'));
  if (!key) return;
  var field = doc.getElementById(key.parentNode.getAttribute('data-pad')), digit = key.getAttribute('data-digit'), text = field.value;
  text = digit === '⌫' ? text.slice(0, -1) : digit[0] === '+' ? String(+text + +digit) : text + digit;
  field.value = text === '' ? '' : Math.min(+field.max, +text);
  field.form.setAttribute('data-typed', '');
  label(field);
});
// The beginning of a sentence, behind what stands there already.
function start(form, words) {
  var field = form.querySelector('textarea');
  field.value += (field.value && ' ') + words;
  form.setAttribute('data-typed', '');
  field.focus();
}
function label(field) {
  var button = field.form.querySelector('[data-send]');
  if (button && field.value) button.textContent = button.getAttribute('data-send').replace('%', number(+field.value));
}
function number(value) { return value.toLocaleString(doc.documentElement.lang, { maximumSignificantDigits: value < 100 ? 2 : 3 }).replace(/[\u00a0 ]/g, '\u202f'); }
function unit(value, names, step) {
  var at = 0;
  while (at < names.length - 1 && value >= step) { value /= step; at++; }
  return number(value) + '\u202f' + names[at];
}
var write = {
  car: function (km) { return km < 1 ? number(km * 1000) + '\u202fm' : number(km) + '\u202fkm'; },
  charges: number,
  water: function (ml) { return unit(ml, ['mL', 'L'], 1000); }
};
view.addEventListener('input', function (event) {
  if (event.target.name === 'number') label(event.target);
  if (event.target.name === 'what_if') week(+event.target.value);
});
// A log axis: n times a figure is the same drawing, moved.
function week(n) {
  var scaled = view.querySelector('.scaled');
  if (!scaled) return;
  var move = Math.log10(Math.max(n, 1) / scaled.getAttribute('data-n')) / scaled.getAttribute('data-decades') * 100;
  var grams = scaled.getAttribute('data-grams').split(';');
  [].forEach.call(scaled.querySelectorAll('.span,.mid'), function (one) {
    (one.tagName === 'rect' ? ['x'] : ['x1', 'x2']).forEach(function (name) {
      var from = one.getAttribute('data-' + name) || parseFloat(one.getAttribute(name));
      one.setAttribute('data-' + name, from);
      one.setAttribute(name, Math.max(0, +from + move) + '%');
    });
  });
  [].forEach.call(scaled.querySelectorAll('.v'), function (one, row) {
    if (!grams[row]) return;
    var ends = grams[row].split(' ').map(function (g) { return unit(g * n * 1000, ['mg', 'g', 'kg', 't'], 1000); });
    one.textContent = ends[0] === ends[1] ? ends[0] : ends.join(' – ');
  });
  each('.everyday li', function (one) {
    var as = write[one.getAttribute('data-of')], spans = one.querySelector('[data-span]');
    spans.textContent = spans.getAttribute('data-words')
      .replace('%1', as(one.getAttribute('data-low') * n)).replace('%2', as(one.getAttribute('data-high') * n));
  });
  each('[data-what-if]', function (one) { one.textContent = number(n); });
}
hooks.paint = function (own) {
  groups();
  each('.placing:not([data-typed])', function (form) {
    var known = own || mine[form.querySelector('.hand').getAttribute('data-before')];
    fill(form, known ? known.values.map(function (one) { return one.split('='); }) : []);
    held = form.querySelector('label');
    take();
  });
  each('[name=_card]:checked', function (one) { hold(one.parentNode); });
  var box = view.querySelector('[data-week]'), poll = box && mine[box.getAttribute('data-from') + '#0'];
  if (own && own.late) own = 0;
  if (poll && poll.late) poll = 0;
  each('[name=number]', function (field) { if (own && !field.form.hasAttribute('data-typed')) field.value = own.values[0]; label(field); });
  if (!box || (!poll && !own)) return;
  var slider = box.querySelector('[name=what_if]');
  if (poll) {
    slider.max = Math.max(60, poll.values[0] * 2);
    box.querySelector('[data-requests]').value = poll.values[0];
    box.querySelector('[data-example]').hidden = true;
    box.querySelector('[data-count]').textContent = number(+poll.values[0]);
  }
  if (!slider.form.hasAttribute('data-typed')) slider.value = (own || poll).values[0];
  week(+slider.value);
};
// With whom: asked again when somebody else than the person has changed it.
function groups() {
  var box = view.querySelector('[data-groups]'), own = mine.group;
  if (!box) return;
  each('[data-in-group]', function (one) { one.hidden = !own; });
  each('[data-no-group]', function (one) { one.hidden = !!own; });
  each('[data-group-name]', function (one) { one.textContent = own ? own.text : ''; });
  each('[data-group]', function (one) { one.setAttribute('aria-pressed', !!own && own.values[0] === one.getAttribute('data-group')); });
  each('[data-elsewhere]', function (one) { one.hidden = !!own && box.hasAttribute('data-locked'); });
  if (String(mine.groups) === box.getAttribute('data-groups')) return;
  mine.groups = box.getAttribute('data-groups');
  setTimeout(open, Math.random() * 1000);
}
// Cards in places: a field before each tells where it is. A press or a drop sets that of the card in hand and takes the next.
var held;
function hold(card) {
  held = card;
  card.firstChild.checked = true;
  card.parentNode.scrollLeft = card.offsetLeft - 30;
  each('[name=_to]', function (one) { one.setAttribute('aria-pressed', one.value === card.previousSibling.value); });
}
function take() {
  var left = all('.hand label').filter(function (one) { return !one.previousSibling.value; });
  hold(left.filter(function (one) { return one.offsetLeft >= held.offsetLeft; })[0] || left[0] || held);
}
view.addEventListener('click', function (event) {
  var to = event.target.closest('[name=_to]');
  if (!to) return;
  held.previousSibling.value = to.value;
  setTimeout(function () { fill(to.form, []); take(); held.firstChild.focus(); });
});
view.addEventListener('dragstart', function (event) { if (event.target.control) hold(event.target); });
view.addEventListener('dragover', function (event) { if (event.target.name === '_to') event.preventDefault(); });
view.addEventListener('drop', function (event) { event.preventDefault(); event.target.click(); });
view.addEventListener('change', function (event) { if (event.target.name === '_card') hold(event.target.parentNode); });
paint();
open();
