/* What the first step has: a date that takes keys only, and a list that opens on mousedown at the end of the page. */
(function () {
  'use strict';

  function make(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function field(title, control, e2e) {
    var made = make('div', 'form-group'), label = make('label', 'control-label', title);
    label.htmlFor = control.id = control.id || 'o' + Math.random().toString(36).slice(2, 9);
    if (e2e) control.dataset.e2e = e2e;
    made.append(label, control);
    return made;
  }

  function text(title, value, e2e) {
    var box = make('input', 'form-control');
    box.value = value || '';
    return { node: field(title, box, e2e), value: function () { return box.value.trim(); } };
  }

  var SHAPE = 'dd/MM/yyyy';

  /* Whatever is not a key is put back. */
  function maskedDate(title, value) {
    var box = make('input', 'form-control'), digits = value.replace(/\D/g, '');
    box.placeholder = SHAPE;
    function show() {
      var at = 0;
      box.value = digits ? SHAPE.replace(/[dMy]/g, function (letter) { return at < digits.length ? digits[at++] : letter; }) : '';
      var end = digits.length + (digits.length >= 4 ? 2 : digits.length >= 2 ? 1 : 0);
      box.setSelectionRange(end, end);
    }
    box.addEventListener('keydown', function (event) {
      if (event.key === 'Backspace') digits = digits.slice(0, -1);
      else if (/^\d$/.test(event.key)) digits = (digits + event.key).slice(0, 8);
      else return;
      event.preventDefault();
      show();
    });
    ['input', 'change', 'blur'].forEach(function (name) { box.addEventListener(name, show); });
    show();
    return { node: field(title, box), value: function () { return digits.length === 8 ? box.value : ''; } };
  }

  /* Its menu stands at the end of the page. */
  function reactSelect(title, options, value) {
    var made = make('div', 'form-group'), label = make('label', 'control-label', title), box = make('div', 'rs-container'), control = make('div', 'rs__control');
    var chosen = make('div', 'rs__single-value', value), input = make('input', 'rs__input'), menu = null;
    input.id = 'react-select-2-input';
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-autocomplete', 'list');
    label.htmlFor = input.id;
    control.append(chosen, input);
    box.appendChild(control);
    made.append(label, box);
    function close() { if (menu) menu.remove(); menu = null; }
    control.addEventListener('mousedown', function (event) {
      event.preventDefault();
      if (menu) { close(); return; }
      menu = make('div', 'rs__menu');
      var at = control.getBoundingClientRect();
      menu.style.left = at.left + 'px';
      menu.style.top = at.bottom + 'px';
      options.forEach(function (one) {
        var line = make('div', 'rs__option', one);
        line.addEventListener('click', function () { chosen.textContent = one; close(); });
        menu.appendChild(line);
      });
      document.body.appendChild(menu);
    });
    return { node: made, value: function () { return chosen.textContent; } };
  }

  function button(label, id, e2e, pressed) {
    var made = make('button', 'btn btn-primary', label);
    made.type = 'button';
    if (id) made.id = id;
    if (e2e) made.dataset.e2e = e2e;
    made.addEventListener('click', pressed);
    return made;
  }

  /* The ids of buttons are made of their labels. */
  function idOf(label) {
    return label.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/gi, 'd').toLowerCase().replace(/[^a-z0-9]+/g, '-');
  }

  function choice(title, options, first) {
    var made = make('fieldset', 'group'), name = 'r' + Math.random().toString(36).slice(2, 9);
    made.appendChild(make('legend', '', title));
    options.forEach(function (one, at) {
      var label = make('label', 'choice'), box = make('input');
      box.type = 'radio';
      box.name = name;
      box.value = one;
      box.checked = at === first;
      label.append(box, ' ' + one);
      made.appendChild(label);
    });
    return { node: made, value: function () { return made.querySelector('input:checked').value; } };
  }

  window.Widgets = { make: make, text: text, field: field, maskedDate: maskedDate, reactSelect: reactSelect, button: button, idOf: idOf, choice: choice };
}());
