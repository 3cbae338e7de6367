/* The picker of agencies: lists at the end of the page that commit on mousedown, cards that grow. */
(function () {
  'use strict';
  var root = document.getElementById('chonCoQuan'), cards = document.getElementById('danhSachCoQuan');
  var GAP = Portal.instant ? 15 : 350, API = '/api/v1';
  var picked = { province: root.dataset.province, ward: root.dataset.ward }, kind = 'ward', panel = null;
  var PLACEHOLDER = { province: '-- Chọn Tỉnh/ Thành phố --', ward: '-- Chọn Phường/ Xã --', department: '-- Chọn Sở --' };

  function ask(path, body) {
    return fetch(API + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
      .then(function (answer) { return answer.json(); }).then(function (content) { return content.data; });
  }

  function items(level) {
    if (level === 'province') return ask('/configuring/location/province-vn', {});
    if (kind === 'department') return Promise.resolve(departments());
    return ask('/configuring/location/list-by-citizen', { provinceCode: picked.province, all: !picked.province });
  }

  function departments() { return picked.province ? [{ code: 'STP', name: 'Sở Tư pháp' }] : []; }

  function slot(level) { return root.querySelector('.combo[data-level=' + level + ']'); }

  /* A trigger; once something is chosen the node itself is replaced. */
  function trigger(level) {
    var button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('aria-haspopup', 'listbox');
    button.setAttribute('aria-expanded', 'false');
    button.innerHTML = '<span class="text-grey"></span>';
    button.firstChild.textContent = PLACEHOLDER[level === 'ward' ? kind : level];
    button.addEventListener('click', function () { open(level, button); });
    slot(level).replaceChildren(button);
  }

  function chosen(level, item) {
    picked[level] = item.code;
    var made = document.createElement('div');
    made.className = 'chosen-box';
    made.innerHTML = '<input readonly><button type="button" class="clear" aria-label="Xóa">×</button>';
    made.firstChild.value = item.name;
    made.firstChild.setAttribute('aria-label', level === 'province' ? 'Tỉnh/ Thành phố' : 'Phường/ Xã');
    made.lastChild.addEventListener('click', function () { clear(level); });
    slot(level).replaceChildren(made);
    if (level === 'province') clear('ward');
  }

  function clear(level) {
    picked[level] = '';
    trigger(level);
    if (level === 'province') clear('ward');
  }

  function close() { if (panel) panel.remove(); panel = null; }

  function open(level, button) {
    close();
    var place = button.getBoundingClientRect();
    panel = document.createElement('div');
    panel.className = 'list-panel';
    panel.style.left = place.left + 'px';
    panel.style.top = place.bottom + 'px';
    panel.innerHTML = '<input type="text" placeholder="Tìm kiếm"><ul role="listbox"></ul>';
    document.body.appendChild(panel);
    var list = panel.lastChild, search = panel.firstChild, mine = panel, all = [];
    function draw() {
      var typed = search.value.trim().toLowerCase();
      var found = all.filter(function (one) { return one.name.toLowerCase().indexOf(typed) >= 0; });
      /* Of several thousand only the first are drawn: the rest is found by typing. */
      list.replaceChildren.apply(list, found.slice(0, 50).map(function (one) {
        var made = document.createElement('li');
        made.textContent = one.name;
        made.addEventListener('mousedown', function (event) {
          event.preventDefault();
          close();
          chosen(level, one);
        });
        return made;
      }));
    }
    search.addEventListener('input', draw);
    search.focus();
    items(level).then(function (found) { if (mine === panel) { all = found; draw(); } });
  }

  document.addEventListener('mousedown', function (event) {
    if (panel && !panel.contains(event.target)) close();
  });

  root.addEventListener('click', function (event) {
    var toggle = event.target.closest('.toggle');
    if (!toggle || (toggle.dataset.kind !== 'ward' && toggle.dataset.kind !== 'department')) return;
    root.querySelectorAll('.toggle[data-kind=ward], .toggle[data-kind=department]').forEach(function (one) { one.setAttribute('aria-pressed', String(one === toggle)); });
    kind = toggle.dataset.kind;
    trigger('ward');
    picked.ward = '';
    var first = departments()[0];
    if (kind === 'department' && first) chosen('ward', first);
  });

  function card(row) {
    var made = document.createElement('div'), name = document.createElement('div'), button = document.createElement('button');
    made.className = 'agency-card';
    made.dataset.department = row.departmentId;
    name.innerHTML = '<b></b><br><small></small>';
    name.firstChild.textContent = row.formalityCaseName;
    name.lastChild.textContent = row.departmentName;
    button.className = 'btn btn-primary';
    button.type = 'button';
    button.textContent = 'Nộp trực tuyến';
    button.addEventListener('click', function () {
      if (root.dataset.guest) Vneid.begin(row.citizenUrl);
      else window.location.href = row.citizenUrl;
    });
    made.append(name, button);
    cards.appendChild(made);
  }

  function find() {
    if (!picked.province) { Portal.toast('error', 'Vui lòng chọn cơ quan thực hiện'); return; }
    cards.replaceChildren();
    ask('/submitting/formality/list-department-url-by-citizen', {
      formalityId: root.dataset.formality, provinceCode: picked.province, wardCode: kind === 'ward' ? picked.ward : ''
    }).then(function (data) {
      data.rows.forEach(function (row, at) { setTimeout(function () { card(row); }, GAP * (at + 1)); });
    }).catch(function () { Portal.toast('error', 'Không kết nối được máy chủ'); });
  }
  document.getElementById('btnDongY').addEventListener('click', find);

  trigger('province');
  trigger('ward');
  if (picked.province) {
    var wanted = Object.assign({}, picked);
    items('province').then(function (found) {
      chosen('province', found.find(function (one) { return one.code === wanted.province; }));
      picked.province = wanted.province;
      return items('ward');
    }).then(function (found) {
      chosen('ward', found.find(function (one) { return one.code === wanted.ward; }));
      find();
    });
  }
}());
