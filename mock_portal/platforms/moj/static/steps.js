/* The four steps, each as it is drawn; none has an address of its own. */
(function () {
  'use strict';
  var make = Widgets.make;

  function facts(holder) {
    var made = make('dl', 'facts');
    [['Họ và tên', holder.name], ['Số định danh cá nhân', holder.number], ['Ngày sinh', holder.birth], ['Giới tính', holder.sex]].forEach(function (pair) {
      made.append(make('dt', '', pair[0]), make('dd', '', pair[1]));
    });
    return made;
  }

  /* Step 1: the account's own data, and whom it is done for. */
  function holder(told, state, next) {
    var made = make('div'), own = told.holder, grid = make('div', 'form-grid'), other = null;
    var phone = Widgets.text('Số điện thoại', own.phone, 'soDienThoai'), address = Widgets.text('Địa chỉ thường trú', own.address, 'diaChiThuongTru');
    var issued = Widgets.maskedDate('Ngày cấp', own.issued);
    var issuer = Widgets.reactSelect('Nơi cấp', [own.issuer, 'Bộ Công an', 'Công an tỉnh, thành phố'], own.issuer);
    grid.append(phone.node, address.node, issued.node, issuer.node);
    made.append(facts(own), grid);
    var forSelf = state.subject === told.subjects[0], suffix = forSelf ? 'cho-ban-than' : 'uy-quyen';
    if (!forSelf) {
      other = [['Họ và tên', 'other-fullName-field'], ['Số định danh cá nhân', 'other-identity-field'], ['Số điện thoại', 'other-phone-field']].map(function (one) {
        return Widgets.text(one[0], '', one[1]);
      });
      var block = make('section', 'panel');
      block.appendChild(make('h2', 'panel-title', 'Thông tin ủy quyền cá nhân'));
      other.forEach(function (one) { block.appendChild(one.node); });
      made.appendChild(block);
    }
    made.appendChild(Widgets.button('Bước tiếp theo', 'kt_' + Widgets.idOf('Bước tiếp theo') + '-' + suffix, 'btn-next', function () {
      var all = [phone, address, issued].concat(other || []);
      if (all.some(function (one) { return !one.value(); })) { Portal.toast('error', 'Vui lòng nhập đủ thông tin chủ hồ sơ'); return; }
      state.other = other && { hoVaTen: other[0].value(), soDinhDanh: other[1].value(), soDienThoai: other[2].value() };
      state.holder = { soDienThoai: phone.value(), diaChi: address.value(), ngayCap: issued.value(), noiCap: issuer.value() };
      next();
    }));
    return made;
  }

  /* Step 2: the forms one after the other, each in its frame, each looked at before the next. */
  function declaration(told, state, next, at) {
    var made = make('div'), form = state.forms[at], frame = make('iframe', 'eform'), actions = make('div', 'actions'), origin = new URL(form.address, location.href).origin;
    frame.id = 'eform';
    frame.title = 'Tờ khai điện tử';
    frame.src = form.address;
    made.append(frame, actions);
    function say(kind) { frame.contentWindow.postMessage({ kind: kind }, origin); }
    function filling() {
      actions.replaceChildren(Widgets.button('Xem trước', 'xem-truoc-to-khai', 'btn-next', function () { say('xem-truoc'); }));
    }
    function looking() {
      var back = Widgets.button('Sửa tờ khai', '', '', function () { say('sua'); filling(); });
      back.className = 'btn';
      actions.replaceChildren(back, ' ', Widgets.button('Bước tiếp theo', 'kt_buoc-tiep-theo', 'btn-next', function () {
        window.removeEventListener('message', heard);
        if (at + 1 < state.forms.length) made.replaceWith(declaration(told, state, next, at + 1));
        else next();
      }));
    }
    function heard(event) {
      if (event.source !== frame.contentWindow || event.origin !== origin) return;
      if (event.data.kind === 'san-sang') filling();
      if (event.data.kind === 'da-luu') looking();
      if (event.data.kind === 'loi') Portal.toast('error', event.data.message);
    }
    window.addEventListener('message', heard);
    return made;
  }

  /* Step 3. */
  function papers(told, state, next) {
    var made = make('div'), table = state.table || (state.table = Wallet.table(told.papers)), forSelf = state.subject === told.subjects[0];
    made.append(table.node, Widgets.button('Bước tiếp theo', forSelf ? 'nop-thu-tuc-b-3' : 'nop-thu-tuc-b-3-uy-quyen', forSelf ? 'btn-next' : '', function () {
      if (table.rows.some(function (one) { return one.required && !one.documents.length; })) { Portal.toast('error', 'Vui lòng đính kèm đủ Hồ sơ bắt buộc'); return; }
      next();
    }));
    return made;
  }

  var WAYS = [['1', 'Trực tiếp'], ['3', 'Bưu chính'], ['2', 'Trực tuyến']];

  /* Step 4: switches, of which one is on. */
  function delivery(told, state, send) {
    var made = make('div'), box = make('div', 'switches'), postal = make('div', 'postal'), chosen = '1', fields = null, own = told.holder;
    WAYS.forEach(function (one) {
      var line = make('div', 'switch-line'), button = make('button', 'switch'), words = make('span', '', one[1]);
      button.type = 'button';
      button.setAttribute('role', 'switch');
      button.setAttribute('aria-label', one[1]);
      button.addEventListener('click', function () { choose(one[0]); });
      line.append(button, ' ', words);
      box.appendChild(line);
    });
    function choose(way) {
      chosen = way;
      box.querySelectorAll('[role=switch]').forEach(function (one, at) { one.setAttribute('aria-checked', String(WAYS[at][0] === way)); });
      postal.replaceChildren();
      fields = null;
      if (way === '3') setTimeout(drawPostal, Portal.instant ? 0 : 600);
    }
    function drawPostal() {
      if (chosen !== '3' || fields) return;
      var province = make('select', 'form-control'), ward = make('select', 'form-control'), late = Portal.instant ? 0 : 300;
      fields = { name: Widgets.text('Họ và tên người nhận', own.name), phone: Widgets.text('Số điện thoại người nhận', own.phone), detail: Widgets.text('Địa chỉ nhận', '') };
      fields.province = province;
      fields.ward = ward;
      province.append(new Option('-- Chọn --', ''));
      ward.append(new Option('-- Chọn --', ''));
      told.provinces.forEach(function (one) { province.add(new Option(one.ten, one.ma)); });
      province.addEventListener('change', function () {
        ward.replaceChildren(new Option('-- Chọn --', ''));
        Portal.asked('/api/DanhMuc/phuong-xa', { tinh: province.value }).then(function (content) {
          setTimeout(function () { content.phuongXa.forEach(function (one) { ward.add(new Option(one.ten, one.ma)); }); }, late);
        }).catch(Portal.complain);
      });
      postal.append(make('h2', '', 'Thông tin nhận kết quả qua bưu chính'), fields.name.node, fields.phone.node,
        Widgets.field('Tỉnh/Thành phố', province), Widgets.field('Phường/Xã', ward), fields.detail.node);
    }
    choose('1');
    /* The one button without data-e2e. */
    made.append(box, postal, Widgets.button(told.send, 'kt_' + Widgets.idOf(told.send), '', function () {
      var way = { hinhThuc: chosen };
      if (fields) Object.assign(way, { nguoiNhan: fields.name.value(), soDienThoai: fields.phone.value(), tinh: fields.province.value, phuongXa: fields.ward.value, diaChi: fields.detail.value() });
      send(way);
    }));
    return made;
  }

  window.Steps = { holder: holder, declaration: declaration, papers: papers, delivery: delivery };
}());
