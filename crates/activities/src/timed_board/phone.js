// The beginning of a sentence, behind what stands there already.
view.addEventListener('click', function (event) {
  var put = event.target.closest('[data-put]');
  if (!put) return;
  var field = put.form.querySelector('textarea');
  field.value += (field.value && ' ') + put.getAttribute('data-put');
  put.form.setAttribute('data-typed', '');
  field.focus();
});
// The beginnings stand where one writes.
view.addEventListener('toggle', function (event) {
  var field = event.target.querySelector('textarea'), all = view.querySelector('.starters');
  if (event.target.open && field && all) field.parentNode.insertBefore(all, field.nextSibling);
}, true);
painters.push(function () { each('[data-put]', function (one) { one.disabled = false; }); });
