/* The one page of a dossier: form, papers, the way back of the result, the three buttons. */
(function () {
  'use strict';
  var root = document.getElementById('nopHoSo'), MOST = 2 * 1024 * 1024, POST_LATE = 600;
  var form = null, rows = [];

  Portal.call('/configuring/formality/get-formality-form-by-citizen', { id: root.dataset.case, departmentId: root.dataset.department }).then(function (content) {
    Object.assign(Portal.manners, content.data.manners);
    form = NationalForm.make(document.getElementById('bieuMau'), document.getElementById('bieuMauHep'), content.data);
    window.bieuMau = form.model;
    drawPapers(content.data.papers);
  }).catch(complain);

  function complain(error) { Portal.toast('error', error instanceof TypeError ? 'Không kết nối được máy chủ' : error.message); }

  /* --- Papers: one file input for all rows; while one goes up, a click is ignored. --- */

  var input = document.getElementById('tepDinhKem'), current = null, busy = false;

  function drawPapers(names) {
    var body = document.getElementById('giayTo');
    rows = names.map(function (name) {
      var made = document.createElement('tr'), row = { name: name, files: [], node: made };
      made.innerHTML = '<td class="paper-name"></td><td><ul class="file-list"></ul></td><td><button type="button" class="btn btn-small" title="Tải lên file">Tải lên</button></td>';
      made.firstChild.textContent = name;
      made.querySelector('button').addEventListener('click', function () {
        if (busy) return;
        current = row;
        input.click();
      });
      body.appendChild(made);
      return row;
    });
  }

  function fileLine(row, told) {
    var made = document.createElement('li'), remove = document.createElement('button');
    made.innerHTML = '<span class="file-name"></span> ';
    made.firstChild.textContent = told.name;
    remove.type = 'button';
    remove.className = 'link file-remove';
    remove.textContent = 'Xóa';
    remove.addEventListener('click', function () {
      row.files = row.files.filter(function (id) { return id !== told.fileId; });
      made.remove();
    });
    made.appendChild(remove);
    row.node.querySelector('.file-list').appendChild(made);
  }

  input.addEventListener('change', function () {
    var file = input.files[0], row = current;
    if (!file || !row) return;
    if (file.size > MOST) { input.value = ''; Portal.toast('error', 'Vui lòng chọn tệp nhỏ hơn 2MB!'); return; }
    busy = true;
    var body = new FormData();
    body.append('token', Portal.token);
    body.append('file', file);
    Portal.post('/api/v1/submitting/upload-attachment-by-citizen', body).then(function (answer) {
      if (answer.status === 204) return null;
      if (answer.status >= 500) throw new Error('Upload thất bại (File Service): Upload failed: ' + answer.status);
      return Portal.told(answer);
    }).then(function (content) {
      if (!content) return null;
      var late = content.data.after_s === null ? (Portal.instant ? 0 : 300 + 1200 * Math.random()) : content.data.after_s * 1000;
      row.files.push(content.data.fileId);
      Portal.toast('success', 'Tải tệp lên thành công');
      return new Promise(function (done) { setTimeout(function () { fileLine(row, content.data); done(); }, late); });
    }).catch(complain).then(function () { busy = false; input.value = ''; });
  });

  /* --- The result's way back; the postal block comes a moment later. --- */

  var postal = null, block = document.getElementById('buuDien');
  var way = Selects.ccSelect(document.getElementById('hinhThuc'), [
    { value: 'AT_DEPARTMENT', text: 'Trả kết quả tại bộ phận tiếp nhận và trả kết quả' },
    { value: 'POSTAL', text: 'Trả kết quả qua đường bưu điện' },
    { value: 'ONLINE', text: 'Trả kết quả trên môi trường mạng (kết quả có ký số)' }
  ], function (chosen) {
    block.replaceChildren();
    postal = null;
    if (chosen.value === 'POSTAL') setTimeout(drawPostal, Portal.instant ? 0 : POST_LATE);
  });

  function units(path, body) { return Portal.call(path, body).then(function (content) { return content.data; }); }

  function drawPostal() {
    if (way.value() !== 'POSTAL' || postal) return;
    var ward = Selects.listbox('recipientComuneCode', 'Phường/Xã', function () {
      return province.value() ? units('/configuring/location/list-by-citizen', { provinceCode: province.value() }) : [];
    });
    var province = Selects.listbox('recipientProvinceCode', 'Tỉnh/Thành phố', function () { return units('/configuring/location/province-vn', {}); }, ward.clear);
    var carriers = [{ code: 'VNPOST', name: 'Bưu điện Việt Nam' }, { code: 'VIETTELPOST', name: 'Viettel Post' }];
    postal = [
      Selects.text('id-recipientName', 'Họ và tên người nhận'), Selects.text('id-recipientPhone', 'Số điện thoại người nhận'),
      Selects.listbox('partnerCode', 'Đơn vị chuyển phát', function () { return carriers; }),
      province, ward, Selects.text('id-recipientAddress', 'Địa chỉ chi tiết')
    ];
    var title = document.createElement('h2'), money = document.createElement('div');
    title.textContent = 'THÔNG TIN NHẬN KẾT QUẢ';
    block.replaceChildren.apply(block, [title].concat(postal.map(function (one) { return one.node; }), money));
    Selects.ccSelect(money, [{ value: 'RECIPIENT', text: 'Thanh toán lệ phí: người nhận trả' }, { value: 'ONLINE', text: 'Thanh toán lệ phí: trực tuyến' }], function () {});
  }

  function postalRefusal() {
    if (way.value() !== 'POSTAL') return '';
    if (!postal) return 'Vui lòng nhập thông tin nhận kết quả';
    var empty = postal.find(function (one) { return !one.value(); });
    return empty ? 'Vui lòng nhập ' + empty.title : '';
  }

  function returningInfo() {
    var said = {};
    (postal || []).forEach(function (one) { said[one.id.replace('id-', '')] = one.value(); });
    return said;
  }

  /* --- The buttons. None is closed while it works: a second press sends a second time. --- */

  function send(isDraft) {
    return Portal.call('/submitting/create-dossier-by-citizen', {
      formalityId: root.dataset.formality, formalityCaseId: root.dataset.case, departmentId: root.dataset.department,
      type: 'CITIZEN', formJson: JSON.stringify(form.answers()),
      profileComponents: rows.filter(function (row) { return row.files.length; }).map(function (row) { return { name: row.name, fileIds: row.files }; }),
      returning: way.value(), returningInfo: returningInfo(), isDraft: isDraft
    });
  }

  root.addEventListener('click', function (event) {
    var press = event.target.dataset.press;
    if (!press || !form) return;
    if (press === 'feedback') { Portal.toast('success', 'Cảm ơn phản ánh của bạn (bản mô phỏng không gửi đi đâu)'); return; }
    var refusal = press === 'file' ? form.refusal() || postalRefusal() : '';
    if (refusal) { Portal.toast('error', refusal); return; }
    send(press === 'draft').then(function (content) {
      Portal.toast('success', content.message);
      var at = content.data && content.data.at;
      if (at) setTimeout(function () { window.location.href = at; }, Portal.instant ? 200 : 1500);
    }).catch(complain);
  });
}());
