// The phone: with whom one is, asked again when somebody else than the person has changed it. What a kind does comes after.
painters.push(function () {
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
});
