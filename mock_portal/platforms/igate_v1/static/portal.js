/* What the single pages do: uploads, the fee table, the review page. */
(function () {
  'use strict';
  var PREFIX = Portal.prefix, manners = Portal.manners, token = Portal.token, toast = Portal.toast;
  var post = Portal.post, signedOut = Portal.signedOut, close = Portal.close, newCaptcha = Portal.newCaptcha;
  var FEE_DEBOUNCE = Portal.instant ? 0 : 1000;

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
    if (itself === 'timer') setTimeout(submitItself, 20);
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

  /* A narrow screen keeps the wide one's copy of the form: out of sight, under the same names, never sent. */
  var declared = document.getElementById('formHoSo');
  if (declared && Portal.narrow) {
    var copy = document.createElement('div');
    copy.className = 'wide-copy';
    declared.querySelectorAll('.panel').forEach(function (panel) { copy.appendChild(panel.cloneNode(true)); });
    copy.querySelectorAll('[id]').forEach(function (one) { one.id += '_rong'; });
    copy.querySelectorAll('[for]').forEach(function (one) { one.htmlFor += '_rong'; });
    declared.after(copy);
  }
}());
