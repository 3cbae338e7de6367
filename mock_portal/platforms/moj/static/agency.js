/* The choice of the agency above the list of procedures. */
(function () {
  'use strict';
  var box = document.getElementById('chonCoQuan'), province = document.getElementById('tinh'), ward = document.getElementById('phuongXa');

  province.addEventListener('change', function () {
    ward.replaceChildren(new Option('-- Chọn --', ''));
    Portal.asked('/api/DanhMuc/phuong-xa', { tinh: province.value }).then(function (content) {
      content.phuongXa.forEach(function (one) { ward.add(new Option(one.ten, one.coQuan)); });
    }).catch(function (error) { Portal.toast('error', error.message); });
  });

  document.getElementById('timKiem').addEventListener('click', function () {
    if (!ward.value) { Portal.toast('error', 'Vui lòng chọn cơ quan thực hiện'); return; }
    window.location.href = box.dataset.list + '?vneid=1&MaTTHC=' + encodeURIComponent(box.dataset.wanted) + '&MaCoQuanThucHien=' + ward.value;
  });
}());
