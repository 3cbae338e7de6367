/* The wizard: “Thông tin chung”, then four steps at one address; nothing tells the browser of a step. */
(function () {
  'use strict';
  var make = Widgets.make, content = document.getElementById('noiDung'), bar = document.getElementById('cacBuoc');
  var told = JSON.parse(content.dataset.told), state = { subject: told.subjects[0], forms: [] }, GAP = Portal.instant ? 20 : 400;
  var NAMES = ['Thông tin chủ hồ sơ', 'Kê khai thông tin', 'Thành phần hồ sơ', 'Thông tin nhận kết quả'];
  Object.assign(Portal.manners, told.manners);

  function mark(at) {
    bar.replaceChildren.apply(bar, NAMES.map(function (name, place) {
      var made = make('li', place === at ? 'now' : '', place + 1 + ' ' + name);
      if (place === at) made.setAttribute('aria-current', 'step');
      return made;
    }));
  }

  function show(at, made) {
    mark(at);
    content.replaceChildren(make('h1', '', NAMES[at]), made);
  }

  /* Comes once or more often, over the page or in it; the choice in it is made anew each time. */
  function info(left) {
    var box = make(told.info.modal ? 'div' : 'section', told.info.modal ? 'info-modal' : 'panel info-inline'), inner = make('div', 'info-box');
    var subject = Widgets.choice('Đối tượng thực hiện', told.subjects, 0);
    if (told.info.modal) { box.setAttribute('role', 'dialog'); box.setAttribute('aria-label', 'Thông tin chung'); }
    inner.append(make('h2', '', 'Thông tin chung'), make('p', '', told.title), make('p', '', told.agencyName), subject.node,
      Widgets.button(told.info.button, '', '', function () {
        box.remove();
        state.subject = subject.value();
        if (left > 1) setTimeout(function () { info(left - 1); }, GAP);
        else begin();
      }));
    box.appendChild(inner);
    (told.info.modal ? document.body : content).appendChild(box);
  }

  function begin() {
    Portal.asked('/api/HoSo/thong-tin-chung', { maThuTuc: told.code, coQuan: told.agency, doiTuong: state.subject }).then(function (answer) {
      state.id = answer.hoSoId;
      state.forms = answer.toKhai;
      told.provinces = answer.tinh;
      show(0, Steps.holder(told, state, second));
    }).catch(Portal.complain);
  }
  function second() { show(1, Steps.declaration(told, state, third, 0)); }
  function third() { show(2, Steps.papers(told, state, fourth)); }
  function fourth() { show(3, Steps.delivery(told, state, send)); }

  function send(way) {
    var papers = state.table.rows.filter(function (one) { return one.documents.length; }).map(function (one) {
      return { ten: one.name(), taiLieu: one.documents.map(function (each) { return each.taiLieuId; }) };
    });
    Portal.asked('/api/HoSo/gui-ho-so', { hoSoId: state.id, doiTuong: state.subject, chuHoSo: state.holder, uyQuyen: state.other, thanhPhan: papers, nhanKetQua: way }).then(function (answer) {
      Portal.toast('success', answer.message);
      setTimeout(function () { window.location.href = answer.at; }, Portal.instant ? 0 : 800);
    }).catch(Portal.complain);
  }

  mark(0);
  info(told.info.times);
}());
