// The pad of digits: the field works without it, by the keyboard.
view.addEventListener('click', function (event) {
  var key = event.target.closest('[data-digit]');
  if (!key) return;
  var field = doc.getElementById(key.parentNode.getAttribute('data-pad')), digit = key.getAttribute('data-digit'), text = field.value;
  text = digit === '⌫' ? text.slice(0, -1) : digit[0] === '+' ? String(+text + +digit) : text + digit;
  field.value = text === '' ? '' : Math.min(+field.max, +text);
  field.form.setAttribute('data-typed', '');
  label(field);
});
function label(field) {
  var button = field.form.querySelector('[data-send]');
  if (button && field.value) button.textContent = button.getAttribute('data-send').replace('%', number(+field.value));
}
view.addEventListener('input', function (event) { if (event.target.name === 'number') label(event.target); });
painters.push(function (own) {
  each('[name=number]', function (field) {
    if (own && !own.late && !field.form.hasAttribute('data-typed')) field.value = own.values[0];
    label(field);
  });
});
