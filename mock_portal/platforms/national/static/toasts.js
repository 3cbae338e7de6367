/* One frame for good and bad, gone after three to five seconds. */
(function () {
  'use strict';
  var stays = Portal.manners.toast_short ? Number(Portal.manners.toast_short) * 1000 : 3000 + 2000 * Math.random();
  Portal.toast = function (kind, text) {
    var frame = document.createElement('div');
    frame.className = 'toast Toastify__toast';
    frame.setAttribute('role', 'alert');
    frame.textContent = text;
    document.getElementById('toasts').appendChild(frame);
    setTimeout(function () { frame.remove(); }, stays);
  };
  /* The interface: everything is a POST that answers 201 and an envelope. */
  Portal.call = function (path, body) {
    return fetch('/api/v1' + path, {
      method: 'POST', body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'XMLHttpRequest', Authorization: 'Bearer ' + Portal.token }
    }).then(Portal.told);
  };
  Portal.told = function (answer) {
    if (Portal.signedOut(answer)) return new Promise(function () {});
    return answer.json().catch(function () { throw new Error('Có lỗi xảy ra, vui lòng thử lại sau'); }).then(function (content) {
      if (answer.ok) return content;
      throw new Error(content.message);
    });
  };
}());
