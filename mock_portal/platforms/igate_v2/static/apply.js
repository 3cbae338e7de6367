/* The application: one address, four steps, forms by Form.io. */
(function () {
  'use strict';
  var root = document.getElementById('nopHoSo');
  var API = Portal.prefix + '/padsvc/api', sid = root.dataset.sid, manners = Portal.manners;
  var FEE_DEBOUNCE = Portal.instant ? 0 : 1000;
  var form = null, copy = null, delivery = null, step = 0, reached = 0, busy = false;

  Formio.cdn.setOverrideUrl('flatpickr-formio', '/static/libraries');
  var WORDS = {
    required: '{{field}} không được để trống', invalid_date: '{{field}} không phải là ngày hợp lệ',
    invalid_day: '{{field}} không phải là ngày hợp lệ', maxLength: '{{field}} quá dài', minLength: '{{field}} cần thêm dòng',
    'No results found': 'Không tìm thấy', 'Type to search': 'Nhập để tìm', 'No choices to choose from': 'Không có lựa chọn',
    january: '01', february: '02', march: '03', april: '04', may: '05', june: '06', july: '07', august: '08',
    september: '09', october: '10', november: '11', december: '12', Day: 'Ngày', Month: 'Tháng', Year: 'Năm'
  };
  var OPTIONS = { language: 'en', i18n: { en: WORDS }, noAlerts: true };

  function find(selector) { return root.querySelector(selector); }

  /* --- Talking to the server: JSON, or nothing that one can go on with. --- */

  function read(answer) {
    if (Portal.signedOut(answer)) return new Promise(function () {});
    return answer.json().catch(function () {
      throw new Error(answer.status === 503 ? 'Hệ thống đang bảo trì. Vui lòng thử lại sau' : 'Không kết nối được máy chủ');
    }).then(function (content) {
      Object.assign(manners, content.manners);
      if (answer.ok) return content;
      throw Object.assign(new Error(content.message), content);
    });
  }

  function ask(path) {
    return fetch(API + path + '?sid=' + sid, { headers: { 'X-Requested-With': 'XMLHttpRequest' }, cache: 'no-store' }).then(read);
  }

  function tell(path, values) {
    var body = values instanceof FormData ? values : new URLSearchParams(values);
    body.append('token', Portal.token);
    body.append('sid', sid);
    return Portal.post(API + path, body).then(read);
  }

  function complain(error) {
    Portal.toast('error', error instanceof TypeError ? 'Không kết nối được máy chủ' : error.message);
  }

  /* --- Steps --- */

  var FILL = { 1: showForm, 2: showPapers, 3: showFees };

  function show(number) {
    return Promise.resolve(FILL[number] ? FILL[number]() : null).then(function () {
      step = number;
      reached = Math.max(reached, step);
      root.querySelectorAll('.mat-step').forEach(function (one) { one.hidden = Number(one.dataset.step) !== step; });
      root.querySelectorAll('.mat-step-header').forEach(function (one) {
        one.setAttribute('aria-selected', String(Number(one.dataset.step) === step));
      });
      window.scrollTo(0, 0);
      misbehave();
    }).catch(complain);
  }

  /* What faults let the page do at the step that is shown. */
  function misbehave() {
    var frozen = manners.page_frozen, late = manners.late_scripts, told = manners.values_elsewhere;
    delete manners.page_frozen;
    delete manners.late_scripts;
    delete manners.values_elsewhere;
    if (frozen) setTimeout(function () {
      var end = performance.now() + Number(frozen) * 1000;
      while (performance.now() < end) { /* frozen */ }
    }, 0);
    if (told) Portal.elsewhere.apply(null, told.split('@'));
    if (late) root.querySelectorAll('.mat-step:not([hidden]) .actions .btn').forEach(function (button) {
      button.style.visibility = 'hidden';
      setTimeout(function () { button.style.visibility = ''; }, Number(late) * 1000);
    });
  }

  /* One thing at a time: a second press meanwhile does nothing. */
  function once(work) {
    if (busy) return;
    busy = true;
    work().catch(complain).then(function () { busy = false; });
  }

  /* A step was taken: on to the next, unless a fault loses it. */
  function onwards() {
    var lost = manners.step_lost;
    delete manners.step_lost;
    return show(lost ? step : step + 1);
  }

  root.addEventListener('click', function (event) {
    var back = event.target.dataset.back, header = event.target.closest('.mat-step-header');
    if (back) once(function () { return show(Number(back)); });
    if (header && step < 4 && Number(header.dataset.step) <= reached) once(function () { return show(Number(header.dataset.step)); });
  });

  /* --- The case, and with it the draft --- */

  var dialog = document.getElementById('chonTruongHop');
  dialog.addEventListener('submit', function (event) {
    event.preventDefault();
    once(function () {
      var chosen = dialog.querySelector('input:checked');
      return tell('/ho-so', { oid: root.dataset.oid, truongHop: chosen ? chosen.value : '' }).then(function (content) {
        sid = content.sid;
        window.history.replaceState(null, '', '?sid=' + sid);
        dialog.hidden = true;
        begin();
        return show(1);
      });
    });
  });

  function begin() {
    document.getElementById('maNhap').textContent = sid;
    find('.draft-name').hidden = false;
  }

  /* --- Step 1: the form --- */

  /* A narrow screen keeps the wide one's copy of the form: out of sight, before it, under the same names, never sent. */
  function copied(content) {
    if (!Portal.narrow) return null;
    return Formio.createForm(document.getElementById('bieuMauRong'), { components: content.components }, OPTIONS).then(function (made) {
      if (copy) copy.destroy();
      copy = made;
    });
  }

  function showForm() {
    return ask('/thong-tin').then(function (content) {
      return Promise.resolve(copied(content)).then(function () { return content; });
    }).then(function (content) {
      return Formio.createForm(document.getElementById('bieuMau'), { components: content.components }, OPTIONS).then(function (made) {
        if (form) form.destroy();
        form = made;
        return form.setSubmission({ data: content.data }).then(function () { watch(); });
      });
    });
  }

  function watch() {
    window.bieuMau = form;
    form.on('change', function (change) {
      if (!change.changed || !change.flags || !change.flags.modified) return;
      var component = change.changed.instance;
      if (manners.rerender) { delete manners.rerender; setTimeout(function () { form.redraw(); }, 50); }
      if (manners.cascade_reload && component.component.refreshOn && change.changed.value) {
        delete manners.cascade_reload;
        setTimeout(function () { component.setValue(''); component.updateItems(null, true); }, 300);
      }
    });
  }

  function blame(shown, errors) {
    Object.keys(errors || {}).forEach(function (key) {
      var component = shown.getComponent(key);
      if (component) component.setCustomValidity(errors[key], true);
    });
  }

  find('.mat-step[data-step="1"] .btn_next').addEventListener('click', function () {
    once(function () {
      if (!form.checkValidity(form.submission.data, true, form.submission.data)) {
        return Promise.reject(new Error('Thông tin chưa hợp lệ, vui lòng kiểm tra lại'));
      }
      return tell('/thong-tin', { data: JSON.stringify(form.submission.data) }).then(onwards, function (error) {
        blame(form, error.errors);
        throw error;
      });
    });
  });

  /* --- Step 2: papers; the files of a row go up together, as soon as they are chosen --- */

  function text(tag, words, name) {
    var made = document.createElement(tag);
    made.textContent = words;
    if (name) made.className = name;
    return made;
  }

  function showPapers() {
    return ask('/thanh-phan').then(function (content) {
      var body = document.getElementById('giayTo');
      body.replaceChildren.apply(body, content.rows.map(line));
    });
  }

  function line(row) {
    var made = document.createElement('tr');
    made.dataset.row = row.row;
    if (row.header) {
      var head = text('th', row.name);
      head.colSpan = 5;
      made.className = 'group-row';
      made.appendChild(head);
      return made;
    }
    made.innerHTML = '<td class="mat-checkbox"><input type="checkbox"></td><td class="paper"></td>' +
      '<td><label class="radio-inline"><input type="radio"> Bản chính</label><label class="radio-inline"><input type="radio"> Bản sao</label></td>' +
      '<td><input class="form-control qty" type="number" min="0" max="99" aria-label="Số bản"></td>' +
      '<td class="files"><ul class="file-list"></ul><input type="file" multiple></td>';
    var box = made.querySelector('input[type=checkbox]'), radios = made.querySelectorAll('input[type=radio]');
    box.setAttribute('aria-label', row.name);
    box.checked = row.required || row.files.length > 0;
    made.querySelector('.paper').appendChild(text('span', row.name, 'paper-name'));
    if (row.required) made.querySelector('.paper').appendChild(text('span', ' (*)', 'red'));
    if (row.shown_only) made.querySelector('.paper').appendChild(text('small', ' Xuất trình bản chính', 'note'));
    radios.forEach(function (radio, at) {
      radio.name = row.kind;
      radio.value = at ? row.copy : row.original;
      radio.checked = radio.value === row.chosen;
    });
    made.querySelector('.qty').name = row.copies;
    made.querySelector('.qty').value = row.count;
    row.files.forEach(function (file) { made.querySelector('.file-list').appendChild(fileLine(file)); });
    return made;
  }

  function fileLine(file) {
    var made = document.createElement('li');
    made.dataset.id = file.id;
    made.appendChild(text('span', file.name, 'file-name'));
    made.append(' ');
    made.appendChild(text('span', '(' + (file.size / 1024).toFixed(1).replace('.', ',') + ' KB)', 'file-size'));
    made.append(' ');
    var remove = text('button', 'Xóa', 'link file-remove');
    remove.type = 'button';
    made.appendChild(remove);
    return made;
  }

  function upload(input) {
    var row = input.closest('tr'), body = new FormData();
    body.append('row', row.dataset.row);
    Array.from(input.files).forEach(function (file) { body.append('file', file); });
    body.append('token', Portal.token);
    body.append('sid', sid);
    input.disabled = true;
    return Portal.post(API + '/tai-tep', body).then(function (answer) {
      if (answer.status === 204) return null;
      if (answer.status >= 500) throw new Error('Upload thất bại (File Service): Upload failed: ' + answer.status);
      return read(answer);
    }).then(function (content) {
      if (!content) return;
      Portal.toast('success', content.message);
      setTimeout(function () {
        content.files.forEach(function (file) { row.querySelector('.file-list').appendChild(fileLine(file)); });
        row.querySelector('input[type=checkbox]').checked = true;
      }, (content.shown_after_s || 0) * 1000);
    }).catch(complain).then(function () { input.value = ''; input.disabled = false; });
  }

  var papers = document.getElementById('giayTo');
  papers.addEventListener('change', function (event) {
    if (event.target.type === 'file' && event.target.files.length) upload(event.target);
  });
  papers.addEventListener('click', function (event) {
    if (!event.target.matches('.file-remove')) return;
    var gone = event.target.closest('li');
    tell('/xoa-tep', { id: gone.dataset.id }).then(function () { gone.remove(); Portal.toast('success', 'Đã xóa tệp'); }, complain);
  });

  find('.mat-step[data-step="2"] .btn_next').addEventListener('click', function () {
    once(function () {
      var said = {};
      papers.querySelectorAll('input[type=radio]:checked, .qty').forEach(function (one) { said[one.name] = one.value; });
      return tell('/thanh-phan', said).then(onwards);
    });
  });

  /* --- Step 3: delivery, fees, the captcha and the last button --- */

  var last = find('button[form="captchaForm"]'), box = find('.responsible'), captcha = document.getElementById('captchaForm');

  function showFees() {
    return Promise.all([ask('/phi'), ask('/nop')]).then(function (both) {
      var content = both[0], end = both[1];
      box.id = box.name = end.box;
      box.value = end.ticked;
      box.checked = false;
      allow();
      Portal.newCaptcha(end.captcha);
      itself(manners.page_submits_itself);
      priced(content);
      return Formio.createForm(document.getElementById('nhanKetQua'), { components: content.components }, OPTIONS).then(function (made) {
        if (delivery) delivery.destroy();
        delivery = made;
        return delivery.setSubmission({ data: content.data }).then(recalculate).then(function () {
          delivery.on('change', function (change) {
            if (!change.changed) return;
            clearTimeout(timer);
            waiting = true;
            allow();
            timer = setTimeout(recalculate, FEE_DEBOUNCE);
          });
        });
      });
    });
  }

  var timer = 0, asked = 0, waiting = false;

  function recalculate() {
    var mine = asked += 1;
    return tell('/phi', { data: JSON.stringify(delivery.submission.data) }).then(function (content) {
      if (mine !== asked) return;
      priced(content);
      waiting = false;
      allow();
    }).catch(complain);
  }

  function priced(content) {
    var lines = content.lines.map(function (one) {
      var made = document.createElement('tr');
      [one.name, one.quantity, one.price, one.amount].forEach(function (cell) { made.appendChild(text('td', cell)); });
      return made;
    });
    var body = find('.fees tbody');
    body.replaceChildren.apply(body, lines);
    document.getElementById('tongLePhi').textContent = content.total;
    document.getElementById('thanhToan').textContent = content.payment;
  }

  function allow() { last.disabled = waiting || !box.checked; }
  box.addEventListener('change', allow);

  /* What a fault makes of the one request that files: another address or method. */
  var TAILS = { semicolon: 'nop-ho-so;jsessionid=0A1B2C3D', slash: 'nop-ho-so/', case: 'Nop-Ho-So', path: 'gui-ho-so' };

  function send() {
    var moved = manners.commit_moved, to = API + '/' + (TAILS[moved] || 'nop-ho-so');
    var body = new URLSearchParams({ token: Portal.token, sid: sid });
    body.append(box.name, box.value);
    var how = { method: moved === 'put' ? 'PUT' : 'POST', body: body, headers: { 'X-Requested-With': 'XMLHttpRequest' } };
    if (moved === 'get') { to += '?' + body; how = { headers: how.headers }; }
    return fetch(to, how).then(read);
  }

  /* What a fault lets this page do by itself. */
  function itself(when) {
    delete manners.page_submits_itself;
    if (when === 'load') send().catch(function () {});
    if (when === 'timer') setTimeout(function () { send().catch(function () {}); }, 20);
    if (when === 'leave') window.addEventListener('pagehide', function () { send().catch(function () {}); });
  }

  captcha.addEventListener('submit', function (event) {
    event.preventDefault();
    once(function () {
      if (!delivery.checkValidity(delivery.submission.data, true, delivery.submission.data)) {
        return Promise.reject(new Error('Thông tin chưa hợp lệ, vui lòng kiểm tra lại'));
      }
      var said = new URLSearchParams(new FormData(captcha));
      said.append('token', Portal.token);
      said.append('sid', sid);
      return Portal.post(Portal.prefix + '/captcha/kiem-tra', said).then(read).then(function (right) {
        if (right.ok) return send().then(filed);
        Portal.newCaptcha(right.id);
        throw new Error(right.message);
      });
    });
  });

  function filed(content) {
    document.getElementById('soHoSo').textContent = content.soHoSo || '';
    document.getElementById('ngayHenTra').textContent = content.ngayHenTra || '';
    var link = document.getElementById('xemHoSo');
    if (content.at) { link.href = content.at; link.hidden = false; }
    return show(4).then(function () { Portal.toast('success', content.message); });
  }

  if (sid) { begin(); show(1); } else dialog.hidden = false;
}());
