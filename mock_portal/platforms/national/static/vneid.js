/* Signing in with VNeID: one modal after the other, each of which waits for the person. */
(function () {
  'use strict';
  var BEAT = Portal.instant ? 80 : 500;
  var id = document.body.dataset.signIn, box = null, shown = '', target = '';

  var MODALS = {
    qr: { title: 'Đăng nhập bằng tài khoản định danh điện tử', body:
      '<p>Mở ứng dụng VNeID và quét mã QR, hoặc nhập số định danh cá nhân.</p><div class="vneid-qr" role="img" aria-label="Mã QR"></div>' +
      '<label>Số định danh cá nhân <input name="number" inputmode="numeric" autocomplete="off"></label>' +
      '<label>Mật khẩu <input name="password" type="password" autocomplete="off"></label>', button: 'Đăng nhập' },
    otp: { title: 'Nhập mã xác nhận đăng nhập', body:
      '<p>Mã xác nhận đăng nhập đã được gửi tới điện thoại của công dân.</p><label>Mã xác nhận <input name="said" inputmode="numeric" autocomplete="one-time-code"></label>', button: 'Xác nhận' },
    consent: { title: 'Chia sẻ thông tin', body:
      '<p>Cổng Dịch vụ công quốc gia đề nghị VNeID chia sẻ họ tên, số định danh, ngày sinh và nơi cư trú.</p>' +
      '<label><input type="checkbox" name="said" value="1"> Tôi đồng ý chia sẻ thông tin</label>', button: 'Xác nhận chia sẻ' },
    passcode: { title: 'Nhập passcode', body:
      '<label>Passcode <input name="said" type="password" inputmode="numeric" maxlength="6" autocomplete="off"></label>', button: 'Xác nhận' }
  };

  function show(step) {
    if (shown === step) return;
    shown = step;
    if (box) box.remove();
    var modal = MODALS[step];
    box = document.createElement('div');
    box.className = 'vneid-modal';
    box.setAttribute('role', 'dialog');
    box.setAttribute('aria-modal', 'true');
    box.setAttribute('aria-label', modal.title);
    box.dataset.signIn = id;
    box.innerHTML = '<form class="vneid-box"><h2></h2>' + modal.body + '<div class="actions"><button class="btn btn-primary" type="submit"></button></div></form>';
    box.querySelector('h2').textContent = modal.title;
    box.querySelector('button').textContent = modal.button;
    box.querySelector('form').addEventListener('submit', function (event) {
      event.preventDefault();
      send(step, new FormData(event.target));
    });
    document.body.appendChild(box);
    var first = box.querySelector('input');
    if (first) first.focus();
  }

  function read(answer) {
    return answer.json().then(function (content) {
      if (answer.ok) return content;
      throw new Error(content.message);
    });
  }

  function send(step, said) {
    var byNumber = step === 'qr', body = new URLSearchParams({
      token: Portal.token, step: byNumber ? 'number' : step,
      said: said.get(byNumber ? 'number' : 'said') || '', password: said.get('password') || ''
    });
    Portal.post('/vneid/' + id, body).then(read).then(went).catch(function (error) { Portal.toast('error', error.message); });
  }

  function went(content) {
    if (content.step === 'done') { window.location.href = content.address; return true; }
    /* The name is known to the header before the last modal is over. */
    if (content.step === 'passcode' && !document.getElementById('account_name')) { window.location.reload(); return true; }
    show(content.step);
    return false;
  }

  function watch() {
    fetch('/vneid/' + id, { cache: 'no-store' }).then(read).then(went).catch(function () { return false; })
      .then(function (gone) { if (!gone) setTimeout(watch, BEAT); });
  }

  function begin(wanted) {
    target = wanted;
    Portal.post('/vneid', new URLSearchParams({ token: Portal.token, tiep: target })).then(read).then(function (content) {
      id = content.id;
      show(content.step);
      watch();
    }).catch(function (error) { Portal.toast('error', error.message); });
  }

  document.addEventListener('click', function (event) {
    var asked = event.target.closest('[data-vneid]');
    if (asked) begin(asked.dataset.vneid);
  });
  var now = document.querySelector('[data-vneid-now]');
  if (id) watch();
  else if (now) begin(now.dataset.vneid);
  window.Vneid = { begin: begin };
}());
