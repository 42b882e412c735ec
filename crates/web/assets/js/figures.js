// What a setting changes is fetched as the form would, and put in place; the form goes on without it where that fails.
(function () {
  var form = document.querySelector('form.turn');
  if (!form || !window.fetch || !window.URLSearchParams || !window.DOMParser) return;
  var asked = 0;
  function address() {
    var query = new URLSearchParams();
    Array.prototype.forEach.call(form.querySelectorAll('select'), function (one) {
      one.parentNode.className = one.value ? 'set' : '';
      if (one.value) query.append(one.name, one.value);
    });
    return form.getAttribute('action') + (String(query) ? '?' + query : '');
  }
  function put(html) {
    var page = new DOMParser().parseFromString(html, 'text/html');
    ['spread', 'chart'].forEach(function (id) {
      document.getElementById(id).innerHTML = page.getElementById(id).innerHTML;
    });
  }
  document.documentElement.className += ' js';
  form.addEventListener('change', function () {
    var to = address();
    var mine = asked += 1;
    fetch(to).then(function (reply) { return reply.text(); }).then(function (html) {
      if (mine !== asked) return;
      put(html);
      history.replaceState(null, '', to);
    }).catch(function () { form.submit(); });
  });
}());
