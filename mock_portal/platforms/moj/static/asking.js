/* The wizard's own interface: JSON both ways; an error without words says nothing. */
(function () {
  'use strict';
  Portal.asked = function (path, body) {
    return fetch(path, {
      method: 'POST', body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'XMLHttpRequest', Authorization: 'Bearer ' + Portal.token }
    }).then(Portal.answered);
  };
  Portal.answered = function (answer) {
    if (Portal.signedOut(answer)) return new Promise(function () {});
    return answer.json().catch(function () { throw new Error(answer.status >= 500 ? 'Có lỗi xảy ra, vui lòng thử lại sau' : ''); }).then(function (content) {
      if (answer.ok) return content;
      throw new Error(content.message);
    });
  };
  Portal.complain = function (error) {
    if (error.message) Portal.toast('error', error instanceof TypeError ? 'Không kết nối được máy chủ' : error.message);
  };
}());
