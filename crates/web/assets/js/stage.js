// The projector: keys of a keyboard and of a presenter's remote.
var at = body.getAttribute('data-commands'), begun;
var keys = {
  ArrowRight: { command: 'next' }, ' ': { command: 'next' }, PageDown: { command: 'next' }, Enter: { command: 'next' },
  ArrowLeft: { command: 'previous' }, PageUp: { command: 'previous' },
  r: { command: 'reveal' }, t: { command: 'extend', seconds: 60 }
};
function command(wish) {
  var post = new XMLHttpRequest();
  post.open('POST', at);
  post.setRequestHeader('Content-Type', 'application/json');
  post.onload = function () {
    if (post.status >= 400) flash(JSON.parse(post.responseText).detail);
    else if (wish.command === 'start') begun = true;
  };
  post.onerror = missed;
  post.send(JSON.stringify(wish));
}
function flash(text) {
  tell(text);
  clearTimeout(flash.timer);
  flash.timer = setTimeout(function () { tell(''); }, 4000);
}
function toggle(show) {
  var now = view.firstElementChild && view.firstElementChild.getAttribute('data-stage');
  command({ command: 'stage', show: now === show ? 'step' : show });
}
doc.addEventListener('keydown', function (event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  var key = event.key.length === 1 ? event.key.toLowerCase() : event.key, wish = keys[key];
  var lobby = view.querySelector('[data-lobby]');
  if (key === 'b' || key === '.') toggle('blank');
  else if (key === 'j') toggle('join');
  else if (key === 'f') { if (doc.fullscreenElement) doc.exitFullscreen(); else doc.documentElement.requestFullscreen(); }
  else if (key === 'd') doc.documentElement.classList.toggle('dark');
  else if (key === 's') each('.sources', function (one) { one.classList.toggle('large'); });
  else if (key === '?' || key === 'Escape') { var help = doc.getElementById('keys'); help.hidden = key === 'Escape' || !help.hidden; }
  // Two presses in a row begin, and go on, also before the lobby has gone from the screen.
  else if (wish) command(lobby && !begun && wish.command === 'next' ? { command: 'start' } : wish);
  else return;
  event.preventDefault();
});
// What people wrote, one text at a time.
var turn = 0;
function turns() {
  each('[data-turns]', function (list) {
    [].forEach.call(list.children, function (one, index) { one.hidden = index !== turn % list.children.length; });
  });
}
setInterval(function () { turn += 1; turns(); fit(); }, 7000);
// Nothing is ever cut: what is too long for the screen is drawn smaller; where somebody has made the text larger (than
// stage.css does: 2.9 % of the height), it scrolls.
function fit() {
  var main = view.querySelector('main'), tenths = 10;
  if (!main) return;
  var enlarged = parseFloat(getComputedStyle(doc.documentElement).fontSize) > .032 * innerHeight;
  main.style.zoom = '';
  main.style.overflow = enlarged ? 'auto' : '';
  if (enlarged) return;
  while (main.scrollHeight > main.clientHeight + 1 && tenths > 5) main.style.zoom = --tenths / 10;
}
painters.push(turns, fit);
addEventListener('resize', fit);
doc.addEventListener('load', fit, true);
