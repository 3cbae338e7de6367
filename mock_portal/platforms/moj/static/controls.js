/* The x-controls of an e-form, each as it was captured: its DOM, what it tells, how it is set. */
(function () {
  'use strict';
  var counter = 0;

  function make(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function labelled(tag, question) {
    var made = make(tag, 'x-control');
    made.dataset.key = question.key;
    var label = make('label', 'x-label', question.title);
    if (question.required) label.appendChild(make('span', 'red', ' *'));
    made.appendChild(label);
    return made;
  }

  /* x-input, x-input-number: one box of the question's name. */
  function input(question, form) {
    var number = question.type === 'number', made = labelled(number ? 'x-input-number' : 'x-input', question), box = make('input', 'input-field');
    box.name = question.name;
    box.id = 'x' + ++counter + '-' + question.name;
    made.firstChild.htmlFor = box.id;
    if (number) box.inputMode = 'numeric';
    box.value = form.get(question.key);
    box.disabled = form.readOnly;
    box.addEventListener('input', function () { form.set(question.key, box.value.trim()); });
    box.addEventListener('change', function () { form.changed(question.key); });
    made.appendChild(box);
    return made;
  }

  var PARTS = [['day', 'Ngày'], ['month', 'Tháng'], ['year', 'Năm']];

  function isoOf(day, month, year, partly) {
    if (!/^\d{4}$/.test(year)) return '';
    var two = function (text) { return text.padStart(2, '0'); };
    if (!month && !day) return partly ? year : '';
    if (!/^\d{1,2}$/.test(month) || (day && !/^\d{1,2}$/.test(day))) return '';
    if (!day) return partly ? year + '-' + two(month) : '';
    return year + '-' + two(month) + '-' + two(day);
  }

  /* x-date, x-date-text: three boxes; what counts is a hidden date. The second may be a part of one, and its boxes come late. */
  function date(question, form) {
    var partly = question.type === 'date_text', made = labelled(partly ? 'x-date-text' : 'x-date', question);
    var boxes = {}, hidden = make('input'), row = make('div', 'x-date-parts');
    hidden.type = 'hidden';
    hidden.name = question.name + '-name-date-input';
    function fill() {
      var said = form.get(question.key).split('-');
      PARTS.forEach(function (part, at) {
        var box = make('input', 'input-field x-part');
        if (partly) box.id = question.name + '-' + part[0]; else box.name = question.name + '-' + part[0];
        box.placeholder = part[1];
        box.inputMode = 'numeric';
        box.value = said[2 - at] || '';
        box.disabled = form.readOnly;
        box.addEventListener('input', read);
        box.addEventListener('change', function () { form.changed(question.key); });
        boxes[part[0]] = box;
        row.appendChild(box);
      });
      hidden.value = form.get(question.key);
      row.appendChild(hidden);
    }
    function read() {
      hidden.value = isoOf(boxes.day.value.trim(), boxes.month.value.trim(), boxes.year.value.trim(), partly);
      form.set(question.key, hidden.value);
    }
    if (partly && !form.instant) setTimeout(fill, 200); else fill();
    made.appendChild(row);
    return made;
  }

  /* x-radio: check boxes that play radio buttons; those of a driver are hidden behind their words. */
  function radio(question, form) {
    var made = make('x-radio', 'x-control'), title = make('div', 'x-label', question.title), boxes = [];
    made.dataset.key = question.key;
    if (question.required) title.appendChild(make('span', 'red', ' *'));
    made.appendChild(title);
    question.choices.forEach(function (choice) {
      var item = make('div', 'x-radio-item'), box = make('input'), words = make('label', '', choice.text);
      box.type = 'checkbox';
      box.id = question.name + '-' + choice.value;
      words.htmlFor = box.id;
      box.checked = form.get(question.key) === choice.value;
      box.disabled = form.readOnly;
      if (question.driver) box.style.display = 'none';
      if (question.driver && box.checked) item.classList.add('on');
      box.addEventListener('change', function () {
        boxes.forEach(function (one) { one.checked = one === box; one.parentNode.classList.toggle('on', one === box && question.driver); });
        form.set(question.key, choice.value);
        form.changed(question.key);
      });
      boxes.push(box);
      item.append(box, words);
      made.appendChild(item);
    });
    return made;
  }

  /* x-select, x-select-default: the options exist only while it is open. */
  function select(question, form) {
    var made = labelled(question.type === 'select_default' ? 'x-select-default' : 'x-select', question);
    var box = make('div'), head = make('div', 'input-field-select'), words = make('span', 'text'), glyph = make('span', 'glyph', '▼'), panel = null;
    box.id = 'custom-select-' + ++counter;
    head.append(words, glyph);
    box.appendChild(head);
    made.appendChild(box);
    function show() {
      var text = form.textOf(question);
      words.textContent = text || 'Chọn';
      words.classList.toggle('hint', !text);
    }
    function close() {
      if (panel) panel.remove();
      panel = null;
      glyph.textContent = '▼';
    }
    form.closers.push(close);
    function open() {
      form.closers.forEach(function (one) { one(); });
      panel = make('div', 'select-panel');
      glyph.textContent = '▲';
      var search = make('input', 'search'), list = make('ul'), mine = panel;
      search.placeholder = 'Tìm kiếm...';
      if (question.type !== 'select_default') panel.appendChild(search);
      panel.appendChild(list);
      box.appendChild(panel);
      form.optionsOf(question).then(function (found) {
        if (panel !== mine) return;
        function draw() {
          var typed = search.value.trim().toLowerCase();
          var shown = found.filter(function (one) { return one.text.toLowerCase().indexOf(typed) >= 0; });
          list.replaceChildren.apply(list, shown.length ? shown.map(line) : [make('li', 'nothing', 'không tìm thấy')]);
        }
        search.addEventListener('input', draw);
        draw();
      });
    }
    function line(one) {
      var item = make('li', 'select-option', one.text);
      item.addEventListener('click', function () {
        form.set(question.key, one.value, one.text);
        close();
        show();
        form.changed(question.key);
      });
      return item;
    }
    if (form.readOnly || form.isFixed(question)) { head.classList.add('disabled'); head.setAttribute('aria-disabled', 'true'); }
    else head.addEventListener('click', function () { if (panel) close(); else open(); });
    show();
    return made;
  }

  var KINDS = { text: input, number: input, date: date, date_text: date, radio: radio };
  window.XControls = { make: make, control: function (question, form) { return (KINDS[question.type] || select)(question, form); } };
}());
