// The sliders of the week: they work without this too, by the keyboard and by the server.
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
view.addEventListener('input', function (event) { if (event.target.name === 'what_if') week(+event.target.value); });
// A log axis: n times a figure is the same drawing, moved.
function week(n) {
  var scaled = view.querySelector('.scaled');
  if (!scaled) return;
  var move = Math.log10(Math.max(n, 1) / scaled.getAttribute('data-n')) / scaled.getAttribute('data-decades') * 100;
  scaled.className = n ? 'scaled' : 'scaled none';
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
painters.push(function (own) {
  var box = view.querySelector('[data-week]'), poll = box && mine[box.getAttribute('data-from') + '#0'];
  if (own && own.late) own = 0;
  if (poll && poll.late) poll = 0;
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
});
