/* The papers of step 3, and the dialog of electronic documents from which each file comes. */
(function () {
  'use strict';
  var make = Widgets.make, known = [];

  function dialogFor(row) {
    var box = make('div', 'wallet-dialog'), inner = make('div', 'wallet-box'), list = make('ul', 'wallet-list'), form = make('div', 'wallet-new');
    var file = make('input'), name = Widgets.text('Tên tài liệu', '', 'documentName'), current = null;
    box.setAttribute('role', 'dialog');
    box.setAttribute('aria-label', 'Danh sách tài liệu điện tử');
    name.node.querySelector('input').name = 'documentName';
    file.type = 'file';
    file.hidden = true;
    form.hidden = true;
    function close() { box.remove(); }
    function chosen(paper) {
      row.take(paper);
      /* By a fault it stays as it was. */
      if (!Portal.manners.dialog_stale) close();
    }
    function draw() {
      list.replaceChildren.apply(list, known.map(function (paper) {
        var line = make('li', '', paper.ten + ' ');
        line.appendChild(Widgets.button('Chọn', '', '', function () { chosen(paper); }));
        return line;
      }));
    }
    file.addEventListener('change', function () {
      current = file.files[0];
      form.hidden = !current;
      if (current) name.node.querySelector('input').value = current.name;
    });
    function keep() {
      var body = new FormData(), given = name.value();
      if (given.indexOf('.') >= 0 || !given) { Portal.toast('error', 'Tên tài liệu không hợp lệ'); return; }
      body.append('token', Portal.token);
      body.append('file', current);
      Portal.post('/api/File/upload', body).then(function (answer) {
        if (answer.status === 204) { close(); return null; }
        /* An error without words: nothing is said. */
        if (answer.status >= 500) return answer.text().then(function (words) { throw new Error(words ? 'Upload thất bại (File Service): ' + words : ''); });
        return Portal.answered(answer);
      }).then(function (content) {
        return content && Portal.asked('/api/File/cap-nhat-tai-lieu-ca-nhan', { fileId: content.fileId, tenTaiLieu: given });
      }).then(function (paper) {
        if (!paper) return;
        known.push(paper);
        setTimeout(function () { chosen(paper); }, paper.after_s * 1000 || (Portal.instant ? 0 : 300 + 900 * Math.random()));
      }).catch(Portal.complain);
    }
    form.append(name.node, Widgets.button('Thêm vào ví & Chọn', '', '', keep));
    inner.append(make('h2', '', 'Danh sách tài liệu điện tử'), list, Widgets.button('Tải lên từ thiết bị', '', '', function () { file.click(); }), file, form,
      Widgets.button('Đóng', '', '', close));
    box.appendChild(inner);
    draw();
    document.body.appendChild(box);
  }

  function row(paper, added) {
    var made = make('tr'), name = make('td', 'paper-name'), cell = make('td'), files = make('ul', 'file-list'), box = null;
    if (added) {
      box = make('input', 'form-control');
      box.placeholder = 'Tên thành phần hồ sơ';
      box.setAttribute('aria-label', 'Tên thành phần hồ sơ');
      name.appendChild(box);
    } else name.textContent = paper.name;
    if (paper.required) name.append(' ', make('span', 'badge', 'Bắt buộc'));
    var self = {
      node: made, required: paper.required, documents: [],
      name: function () { return box ? box.value.trim() : paper.name; },
      take: function (one) {
        if (self.documents.some(function (each) { return each.taiLieuId === one.taiLieuId; })) return;
        self.documents.push(one);
        var line = make('li'), remove = make('button', 'link file-remove', 'Xóa');
        line.appendChild(make('span', 'file-name', one.ten));
        remove.type = 'button';
        remove.addEventListener('click', function () {
          self.documents = self.documents.filter(function (each) { return each !== one; });
          line.remove();
        });
        line.append(' ', remove);
        files.appendChild(line);
      }
    };
    cell.append(files, Widgets.button('Chọn tệp đính kèm', '', '', function () { dialogFor(self); }));
    made.append(name, cell);
    return self;
  }

  function table(papers) {
    var made = make('div'), grid = make('table', 'paper-table grid'), body = make('tbody'), rows = [];
    grid.innerHTML = '<thead><tr><th scope="col">Tên thành phần hồ sơ</th><th scope="col">Đính kèm tệp tin</th></tr></thead>';
    var form = make('tr');
    form.innerHTML = '<td class="paper-name">Mẫu điện tử tương tác</td><td>Tờ khai đã kê khai ở bước 2</td>';
    body.appendChild(form);
    function add(paper, added) {
      var one = row(paper, added);
      rows.push(one);
      body.appendChild(one.node);
    }
    papers.forEach(function (one) { add(one, false); });
    grid.appendChild(body);
    made.append(grid, Widgets.button('Thêm thành phần hồ sơ', '', '', function () { add({ name: '', required: false }, true); }));
    return { node: made, rows: rows };
  }

  window.Wallet = { table: table };
}());
