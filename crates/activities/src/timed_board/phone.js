// The beginning of a sentence, behind what stands there already.
view.addEventListener('click', function (event) {
  var put = event.target.closest('[data-put]');
  if (!put) return;
  var field = put.form.querySelector('textarea');
  field.value += (field.value && ' ') + put.getAttribute('data-put');
  put.form.setAttribute('data-typed', '');
  field.focus();
});
