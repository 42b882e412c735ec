// Cards in places: a card has its place on it; who places alone has all of them in one field. A press or a drop sets that of the
// card in hand and takes the next.
var held;
function placeOf(card) { return card.getAttribute('data-at'); }
function hold(card) {
  held = card;
  card.firstChild.checked = true;
  card.parentNode.scrollLeft = card.offsetLeft - 30;
  each('[name=_to]', function (one) { one.setAttribute('aria-pressed', one.value === placeOf(card)); });
}
function take() {
  var left = all('.hand label').filter(function (one) { return !placeOf(one); });
  hold(left.filter(function (one) { return one.offsetLeft >= held.offsetLeft; })[0] || left[0] || held);
}
view.addEventListener('click', function (event) {
  var to = event.target.closest('[name=_to]');
  if (!to) return;
  held.setAttribute('data-at', to.value);
  var field = to.form.elements._placed;
  if (field && field.type === 'text') field.value = all('.hand [data-at]').map(function (one) { return one.firstChild.value + '=' + placeOf(one); }).join(' ');
  setTimeout(function () { fill(to.form, []); take(); held.firstChild.focus(); });
});
view.addEventListener('dragstart', function (event) { if (event.target.control) hold(event.target); });
view.addEventListener('dragover', function (event) { if (event.target.name === '_to') event.preventDefault(); });
view.addEventListener('drop', function (event) { event.preventDefault(); event.target.click(); });
view.addEventListener('change', function (event) { if (event.target.name === '_card') hold(event.target.parentNode); });
// After the reveal: one's own place beside the reference.
painters.push(function (own) {
  each('[data-own]', function (one) {
    var card = one.getAttribute('data-own') + '=', list = one.closest('ul');
    var mark = own && own.values.filter(function (value) { return value.indexOf(card) === 0; })[0];
    if (!mark) return;
    var place = mark.slice(card.length), right = one.getAttribute('data-accepts').split(' ').indexOf(place) >= 0;
    one.textContent = (right ? '✓ ' : '≠ ') + list.getAttribute('data-you') + ' ' + JSON.parse(list.getAttribute('data-places'))[place];
    one.classList.toggle('right', right);
  });
});
painters.push(function (own) {
  each('.placing', function (form) {
    var field = form.elements._placed, known = own || mine[form.querySelector('.hand').getAttribute('data-before')];
    var fresh = !form.hasAttribute('data-typed');
    if (field && field.type !== 'text') field = 0;
    if (fresh && field) field.value = known ? known.values.filter(function (one) { return /=/.test(one); }).join(' ') : '';
    if (field) field.value.split(' ').forEach(function (one) {
      var card = form.querySelector('[name=_card][value="' + one.split('=')[0] + '"]');
      if (card) card.parentNode.setAttribute('data-at', one.split('=')[1]);
    });
    if (!fresh) return;
    fill(form, []);
    held = form.querySelector('label');
    take();
  });
  each('[name=_card]:checked', function (one) { hold(one.parentNode); });
});
