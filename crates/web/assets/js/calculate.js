// The calculator, at once: what changes in the form is sent, and what comes back takes the place of the sums.
var form = document.querySelector('.asked'), sums = document.getElementById('sums'), waiting, asked = 0;
function ready() {
  [].forEach.call(document.querySelectorAll('[data-print]'), function (one) { one.hidden = false; });
  if (!navigator.clipboard) [].forEach.call(document.querySelectorAll('[data-copy]'), function (one) { one.removeAttribute('data-copy'); });
}
function link() {
  var query = [].filter.call(form.elements, function (one) { return one.name && (one.type !== 'checkbox' || one.checked); })
    .map(function (one) { return one.name + '=' + encodeURIComponent(one.value); });
  var beside = /[?&](publie=\w+)/.exec(location.search);
  return '/calculer?' + query.concat(beside ? beside[1] : []).join('&');
}
function refresh() {
  var address = link(), mine = ++asked;
  sums.className = 'busy';
  fetch(address).then(function (answer) { return answer.text(); }).then(function (text) {
    if (mine !== asked) return;
    var page = new DOMParser().parseFromString(text, 'text/html'), fresh = page.getElementById('sums');
    if (!fresh) return;
    // Which fields are refused now, and no longer.
    [].forEach.call(form.querySelectorAll('.use input'), function (field) {
      var wrong = page.querySelector('.use input[name="' + field.name + '"][aria-invalid]');
      if (wrong) field.setAttribute('aria-invalid', true); else field.removeAttribute('aria-invalid');
    });
    sums.innerHTML = fresh.innerHTML;
    // What is wrong stands above the form where the page came so; it does not jump there while somebody types.
    if (!sums.querySelector('.problem')) sums.parentNode.classList.remove('wrong');
    sums.className = '';
    history.replaceState(null, '', address);
    ready();
  }).catch(function () { if (mine === asked) sums.className = ''; });
}
form.addEventListener('input', function (event) {
  var shown = event.target.parentNode.querySelector('output');
  if (shown) shown.textContent = event.target.value + '\u202f%';
  clearTimeout(waiting);
  waiting = setTimeout(refresh, event.target.type === 'range' ? 60 : 250);
});
form.addEventListener('submit', function (event) { event.preventDefault(); clearTimeout(waiting); refresh(); });
document.addEventListener('click', function (event) {
  var one = event.target;
  if (one.hasAttribute('data-print')) print();
  if (one.hasAttribute('data-copy')) {
    event.preventDefault();
    navigator.clipboard.writeText(one.href).then(function () { one.textContent = sums.parentNode.getAttribute('data-copied'); });
  }
});
ready();
