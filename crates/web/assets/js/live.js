// What every live screen does: shows the latest fragment, keeps clocks, sends forms, survives the network.
// ES5 on purpose: it runs on a phone of 2016. Without it the page works by forms and refresh.
var doc = document, body = doc.body, view = doc.getElementById('view'), bar = doc.getElementById('offline'), away = bar.textContent;
var mine = JSON.parse(body.getAttribute('data-mine') || '{}');
var skew = +body.getAttribute('data-now') - Date.now() || 0;
var painters = [];
doc.documentElement.className += ' js';

function all(selector) { return [].slice.call(view.querySelectorAll(selector)); }
function each(selector, act) { all(selector).forEach(act); }
// For those who listen: what is said in one go is heard as one.
var words = '';
function say(text) {
  words += (text || '') + ' ';
  setTimeout(function () { if (words.trim()) doc.getElementById('say').textContent = words.trim(); words = ''; });
}

// --- The stream: closed while hidden, opened again at once when seen, the bar after three seconds without.
var source, lost, again, wait = 500;

function open() {
  clearTimeout(again);
  if (source) source.close();
  if (doc.hidden) return;
  source = new EventSource(body.getAttribute('data-live'));
  source.onopen = found;
  source.onerror = function () {
    source.close();
    missed();
    again = setTimeout(open, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, 4000);
  };
  // The server stops, and says so before it goes.
  source.addEventListener('bye', function () { bar.textContent = bar.getAttribute('data-bye'); bar.hidden = false; });
  source.addEventListener('mine', function (message) { mine = JSON.parse(message.data); paint(); });
  source.addEventListener('view', function (message) {
    found();
    var cut = message.data.indexOf('\n');
    skew = +message.data.slice(0, cut) - Date.now();
    show(message.data.slice(cut + 1));
  });
}
function missed() { if (!lost) lost = setTimeout(gone, 3000); }
// Nobody there; or somebody who says that this session is no more.
function gone() {
  var get = new XMLHttpRequest();
  bar.hidden = false;
  get.open('GET', location.pathname);
  get.onload = function () { if (get.status === 404 || get.status === 410) location.reload(); };
  get.send();
}
function found() { clearTimeout(lost); lost = 0; wait = 500; bar.hidden = true; bar.textContent = away; flush(); }

doc.addEventListener('visibilitychange', function () { clearTimeout(lost); lost = 0; open(); });
addEventListener('online', open);
addEventListener('offline', missed);
addEventListener('pageshow', function (event) { if (event.persisted) open(); });
// Another tab of this seat has answered: a stream begins with what the seat has said.
addEventListener('storage', function (event) { if (event.key === store && event.newValue) open(); });

// --- What a kind is dressed in is fetched once, before the kind is shown, and not waited for longer than three seconds.
var worn = {}, coming = 0, shown, pressed, waits;
function looks(box, act) {
  [].forEach.call(box.querySelectorAll('[data-look]'), function (one) { one.getAttribute('data-look').split(' ').forEach(act); });
}
looks(view, function (url) { worn[url] = 1; });
function show(html) {
  var box = doc.createElement('div');
  box.innerHTML = html;
  shown = function () { put(html, box); };
  looks(box, function (url) {
    if (worn[url]) return;
    var is = /css$/.test(url), one = doc.createElement(is ? 'link' : 'script'), late = setTimeout(come, 3000);
    function come() { clearTimeout(late); if (late && !--coming) unlessPressed(); late = 0; }
    worn[url] = 1;
    coming++;
    one.onload = come;
    one.onerror = function () { worn[url] = 0; come(); };
    one.rel = 'stylesheet';
    one[is ? 'href' : 'src'] = url;
    doc.head.appendChild(one);
  });
  if (!coming) unlessPressed();
}
// What is pressed stays under the finger until it is up, or a second is over: a button that is replaced meanwhile hears no click.
function unlessPressed() { if (pressed) waits = 1; else shown(); }
function lift() {
  pressed = 0;
  if (waits && !coming) shown();
  waits = 0;
}
function stay(ms) { clearTimeout(pressed); pressed = setTimeout(lift, ms); }
doc.onmousedown = doc.ontouchstart = function () { stay(1000); };
// The click follows; a phone may wait for a second tap before.
doc.onmouseup = doc.ontouchend = doc.ontouchcancel = function () { if (pressed) stay(400); };
doc.onclick = function () { stay(0); };

// --- A step that is drawn for each group: everybody gets its versions, and each asks for their own view when it has changed.
function put(html, box) {
  var now = view.querySelector('[data-sheet]'), all = box.querySelector('[data-sheets]'), own;
  if (!all) return swap(html);
  own = new RegExp('(^| )' + (mine.group ? mine.group.values[0] : 0) + ':(\\d+)').exec(all.getAttribute('data-sheets'));
  if (!now || now.getAttribute('data-key') !== all.getAttribute('data-key')) swap(html);
  else if (own && own[2] === now.getAttribute('data-sheet')) return;
  setTimeout(fetchOwn, Math.random() * 400);
}
function fetchOwn() {
  var get = new XMLHttpRequest();
  get.open('GET', location.pathname + '/vue' + location.search);
  get.onload = function () { if (get.status === 200 && !busy) show(get.responseText); };
  get.send();
}

// --- The fragment. What was being typed stays when the same question comes again.
function swap(html) {
  var typed = {}, active = doc.activeElement, inside = active && view.contains(active), at;
  var then = inside && active.closest('[data-then]'), name = inside && active.name, caret = inside && active.type !== 'submit' && [active.selectionStart, active.selectionEnd];
  each('form[data-typed]', function (form) {
    (at = typed[form.getAttribute('action')] = fields(form)).mark = form.getAttribute('data-typed');
    at.form = form;
  });
  var title = heard('h1'), told = heard('[data-say]');
  var main = view.querySelector('main'), top = main && main.scrollTop;
  var details = all('details[id][open]').map(function (one) { return one.id; });
  view.innerHTML = html;
  grow();
  details.forEach(function (id) { var one = doc.getElementById(id); if (one) one.open = true; });
  each('form', function (form) { if (at = typed[form.getAttribute('action')]) at.form = fill(form, at); });
  // Where the room has gone on from what was being typed, its form goes along.
  var begun = view.querySelector('[data-begun]');
  if (begun) Object.keys(typed).forEach(function (key) {
    if (typed[key].form) begun.appendChild(typed[key].form);
    begun.hidden = begun.children.length < 2;
  });
  at = inside && active.id && doc.getElementById(active.id) || name && view.querySelector('[name="' + name + '"]' + (active.type === 'submit' ? '[value="' + active.value.replace(/["\\]/g, '\\$&') + '"]' : ''));
  if (at) at.focus();
  // What had the focus is gone, since it is done: one goes on from what became of it.
  if (then && doc.activeElement !== at) {
    at = doc.getElementById(then.getAttribute('data-then'));
    if (at) at.focus();
  } else if (at && caret && caret[0] != null) at.setSelectionRange(caret[0], caret[1]);
  if (main = view.querySelector('main')) main.scrollTop = top;
  // The room has gone back farther than the page knows: a stream begins with what the seat has said there, then its view.
  if ((at = view.querySelector('[data-step]')) && at.getAttribute('data-step') < mine.from) { mine.from = 0; open(); }
  if ((at = heard('h1')) !== title) { say(at); scrollTo(0, 0); if (main) main.scrollTop = 0; }
  paint();
  if ((at = heard('[data-say]')) !== told) {
    say(at);
    each('[data-if]', function (one) { if (!one.hidden) say(one.textContent); });
  }
}
// What a screen is called, or what has become of its question.
function heard(selector) {
  var one = view.querySelector(selector);
  return one ? one.getAttribute('data-say') || one.textContent : '';
}
function fields(form) {
  return [].filter.call(form.elements, function (one) {
    return one.name && one.type !== 'submit' && one.type !== 'button' && (!/box|radio/.test(one.type) || one.checked);
  }).map(function (one) { return [one.name, one.value, one.type]; });
}
function fill(form, typed) {
  form.setAttribute('data-typed', typed.mark);
  typed.forEach(function (one) {
    [].forEach.call(form.elements, function (field) {
      if (field.name !== one[0] || one[2] === 'hidden' && one[0] !== '_base') return;
      if (/box|radio/.test(field.type)) { if (field.value === one[1]) field.checked = true; } else field.value = one[1];
    });
  });
}
doc.addEventListener('input', function (event) {
  var field = event.target, form = field.form;
  if (form && form.hasAttribute('data-form')) form.setAttribute('data-typed', '');
  left(field);
});

// How many signs are left, counted as the server does.
function left(field) {
  var hint = field.name && view.querySelector('[data-left="' + field.name + '"]');
  if (hint) hint.textContent = hint.getAttribute('data-words').replace('%', field.maxLength - field.value.replace(/[\ud800-\udbff]/g, '').length);
}

// --- What belongs to this seat, drawn over what everybody gets.
function given() {
  var main = view.querySelector('[data-key]');
  return main && mine[main.getAttribute('data-key')];
}
// What follows an answer comes out when it is noted.
function grow() {
  var own = given();
  if (own && !own.late) each('template', function (one) { one.parentNode.replaceChild(one.content, one); });
}
function paint() {
  grow();
  var own = given();
  var values = own ? own.values : [];
  var right = all('[data-right]').map(function (one) { return one.getAttribute('data-value'); });
  each('[data-value]', function (one) {
    var on = values.indexOf(one.getAttribute('data-value')) >= 0, tick = one.querySelector('input');
    one.classList.toggle('on', on);
    one.classList.toggle('off', values.length > 0 && !on && !tick && !one.closest('ul'));
    if (one.tagName === 'BUTTON') one.setAttribute('aria-pressed', on);
    if (tick && own && !one.closest('[data-typed]')) tick.checked = on;
  });
  values.forEach(function (value) {
    var pair = /^(\w+)=([^]*)$/.exec(value), field = pair && view.querySelector('form:not([data-typed]) [name="' + pair[1] + '"]');
    if (field) { field.value = pair[2]; left(field); }
  });
  each('[data-noted],[data-change]', function (one) { one.hidden = !own || own.late; });
  each('[data-keep]', function (one) { one.hidden = !mine[one.getAttribute('data-keep')]; });
  each('[data-late]', function (one) { one.hidden = !(own && own.late); });
  each('[data-mine]', function (one) { one.textContent = own ? own.text : ''; });
  each('[data-vote]', function (one) {
    var id = one.getAttribute('data-vote'), voted = (mine.votes || []).indexOf(id) >= 0;
    one.value = voted ? 0 : 1;
    one.setAttribute('aria-pressed', voted);
    one.disabled = (mine.own || []).indexOf(id) >= 0;
  });
  var verdict = !own ? 'none' : own.late ? 'late' : values.join() === right.join() ? 'right' : 'wrong';
  each('[data-if]', function (one) { one.hidden = one.getAttribute('data-if') !== verdict; });
  painters.forEach(function (draw) { draw(own); });
  tick();
}

// --- Clocks: counted on from the server's; what is written on them for a moment is said once.
var rung;
function tick() {
  each('time[data-ends]', function (one) {
    var ends = one.getAttribute('data-ends'), left = Math.max(0, Math.ceil((ends - Date.now() - skew) / 1000));
    one.textContent = Math.floor(left / 60) + ':' + ('0' + left % 60).slice(-2);
    [60, 10].forEach(function (mark) {
      if (left > mark || left < mark - 4 || rung === ends + mark) return;
      rung = ends + mark;
      say(one.getAttribute('data-' + mark));
    });
  });
}
setInterval(tick, 500);

// --- Forms: the last one an address wins, and stays until the server has said that it is kept.
var clicked, outbox = {}, busy, store = 'bisou' + location.pathname;
try { outbox = JSON.parse(sessionStorage[store] || '{}'); } catch (ignored) { outbox = {}; }

doc.addEventListener('click', function (event) { clicked = event.target.closest && event.target.closest('button'); }, true);
doc.addEventListener('submit', function (event) {
  var form = event.target, by = clicked && clicked.form === form ? clicked : form;
  var ask = by.getAttribute('data-confirm'), to = by.getAttribute('formaction');
  if (ask && !confirm(ask)) return event.preventDefault();
  if (!form.hasAttribute('data-form')) return;
  event.preventDefault();
  var sent = fields(form);
  if (by !== form && by.name) {
    sent = sent.filter(function (one) { return one[0] !== by.name; }).concat([[by.name, by.value]]);
  }
  // Until the server has said that it is kept, what was sent is only typed. A button with an address of its own sends something else.
  var many = !to && form.hasAttribute('data-many');
  if (many) form.removeAttribute('data-typed');
  else if (!to && form.hasAttribute('data-typed')) form.setAttribute('data-typed', 'sent');
  send((to || form.getAttribute('action')) + (many ? '?n=' + Date.now() : ''), sent.map(function (one) {
    return encodeURIComponent(one[0]) + '=' + encodeURIComponent(one[1]);
  }).join('&'));
  if (many) form.reset();
});
function send(url, text) { outbox[url] = text; flush(); }
function flush() {
  var url = Object.keys(outbox)[0];
  try { if (url) sessionStorage[store] = JSON.stringify(outbox); else sessionStorage.removeItem(store); } catch (ignored) { /* private browsing */ }
  if (!url || busy) return;
  var text = outbox[url], post = busy = new XMLHttpRequest();
  post.open('POST', url);
  post.setRequestHeader('Accept', 'application/json');
  post.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
  post.timeout = 10000;
  post.onloadend = function () {
    busy = 0;
    var answer = {}, full = post.status === 507;
    try { answer = JSON.parse(post.responseText); } catch (ignored) { /* nothing to show */ }
    // Nobody there, too busy, or no room on the disk: it stays in the outbox.
    if (!post.status || post.status >= 502) {
      if (full) tell(answer.detail); else missed();
      setTimeout(flush, 1000 + Math.random() * 1000);
      return;
    }
    if (outbox[url] === text) delete outbox[url];
    each('[data-typed=sent]', function (form) {
      if (form.getAttribute('action') !== url || outbox[url]) return;
      if (post.status < 400 || post.status === 409) form.removeAttribute('data-typed'); else form.setAttribute('data-typed', '');
    });
    if (answer.mine) mine = answer.mine;
    if (answer.key) mine[answer.key] = answer;
    if (answer.said) { say(answer.said); paint(); call(); }
    // What was refused stays in its field.
    if (post.status !== 422 && view.querySelector('[data-sheet]')) fetchOwn();
    tell(post.status >= 400 ? answer.detail || answer.title : '');
    flush();
  };
  post.send(text);
}
// To the other tabs of this browser; nothing of it stays.
function call() { try { localStorage[store] = 1; localStorage.removeItem(store); } catch (ignored) { /* they see it when they are looked at */ } }
function tell(text) { var line = doc.getElementById('problem'); line.textContent = text; line.hidden = !text; }
