/* The selects that are not SurveyJS: the cc-select, and the listbox buttons of the postal block. */
(function () {
  'use strict';

  function ccSelect(into, choices, changed) {
    var chosen = choices[0], list = null;
    into.innerHTML = '<div class="cc-select-wrapper"><div class="cc-select-selector"><span class="cc-select-selected-label"></span></div></div>';
    var wrapper = into.firstChild, label = wrapper.querySelector('.cc-select-selected-label');
    function show() { label.textContent = chosen.text; label.title = chosen.text; }
    function close() { if (list) list.remove(); list = null; }
    wrapper.firstChild.addEventListener('click', function () {
      if (list) { close(); return; }
      list = document.createElement('div');
      list.className = 'cc-select-dropdown';
      choices.forEach(function (one) {
        var made = document.createElement('div');
        made.className = 'cc-select-option';
        made.textContent = one.text;
        made.addEventListener('click', function () { chosen = one; close(); show(); changed(one); });
        list.appendChild(made);
      });
      wrapper.appendChild(list);
    });
    document.addEventListener('mousedown', function (event) { if (!wrapper.contains(event.target)) close(); });
    show();
    return { value: function () { return chosen.value; } };
  }

  function field(title, inner) {
    var made = document.createElement('div');
    made.className = 'input-with-tooltip';
    made.innerHTML = '<span class="tooltip-text"></span>';
    made.firstChild.textContent = title + ' *';
    made.appendChild(inner);
    return made;
  }

  function text(id, title, value) {
    var input = document.createElement('input');
    input.id = id;
    input.className = 'form-control';
    input.value = value || '';
    return { id: id, title: title, node: field(title, input), value: function () { return input.value.trim(); } };
  }

  function listbox(id, title, items, changed) {
    var button = document.createElement('button'), panel = null, chosen = '';
    button.type = 'button';
    button.id = id;
    button.className = 'form-control';
    button.setAttribute('aria-haspopup', 'listbox');
    function clear() { chosen = ''; button.innerHTML = '<span class="text-grey"></span>'; button.firstChild.textContent = 'Chọn ' + title.toLowerCase() + ' *'; }
    function close() { if (panel) panel.remove(); panel = null; }
    button.addEventListener('click', function () {
      close();
      var place = button.getBoundingClientRect(), mine = document.createElement('div');
      mine.className = 'list-panel';
      mine.style.left = place.left + 'px';
      mine.style.top = place.bottom + 'px';
      mine.innerHTML = '<ul role="listbox"></ul>';
      document.body.appendChild(mine);
      panel = mine;
      Promise.resolve(items()).then(function (found) {
        found.forEach(function (one) {
          var made = document.createElement('li');
          made.textContent = one.name;
          made.addEventListener('mousedown', function (event) {
            event.preventDefault();
            close();
            chosen = one.code;
            button.textContent = one.name;
            if (changed) changed();
          });
          mine.firstChild.appendChild(made);
        });
      });
    });
    document.addEventListener('mousedown', function (event) { if (panel && !panel.contains(event.target)) close(); });
    clear();
    return { id: id, title: title, node: field(title, button), value: function () { return chosen; }, clear: clear };
  }

  window.Selects = { ccSelect: ccSelect, text: text, listbox: listbox };
}());
