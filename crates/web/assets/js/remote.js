// The remote: the time used goes on between two changes; all else is forms.
// Countdowns follow the server's clock; its date stands in the report, and may be wrong (5 minutes: nobody's watch is).
doc.getElementById('clock').hidden = Math.abs(skew) < 3e5;
setInterval(function () {
  each('[data-used]', function (one) {
    var since = +one.getAttribute('data-since');
    var ms = +one.getAttribute('data-used') + (since ? Date.now() + skew - since : 0), s = Math.max(0, Math.floor(ms / 1000));
    one.textContent = Math.floor(s / 60) + ':' + ('0' + s % 60).slice(-2);
  });
}, 500);
