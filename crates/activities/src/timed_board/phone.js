// The beginning of a sentence, behind what stands there already.
view.addEventListener('click', function (event) {
  var put = event.target.closest('[data-put]');
  if (!put) return;
  var form = put.form, free = view.querySelector('.slots .go');
  if (!form && free) {
    free = free.closest('details');
    free.open = true;
    form = free.querySelector('form');
  }
  if (!form) return;
  var field = form.querySelector('textarea');
  field.value += (field.value && ' ') + put.getAttribute('data-put');
  form.setAttribute('data-typed', '');
  field.focus();
});
// The beginnings stand where one writes.
view.addEventListener('toggle', function (event) {
  var field = event.target.querySelector('textarea'), all = view.querySelector('.starters');
  if (event.target.open && field && all) field.parentNode.insertBefore(all, field.nextSibling);
}, true);
painters.push(function () { each('[data-put]', function (one) { one.disabled = false; }); });
