/* What a later version of the e-form's page draws otherwise; stands behind its own controls. */
(function (pages) {
  'use strict';
  /* The browser may keep the script for the next form of the dossier. */
  var page = pages[document.body.dataset.eform];
  if (!page) return;
  var make = XControls.make, control = XControls.control;

  /* Titles and the boxes around them by other elements. */
  XControls.make = function (tag, className, text) { return make((page.tags || {})[className] || tag, className, text); };

  function labelled(question, box) {
    var made = make('x-box', 'x-control'), label = make('label', 'x-label', question.title);
    made.dataset.key = question.key;
    if (question.required) label.appendChild(make('span', 'red', ' *'));
    box.name = question.name;
    box.id = 'n-' + question.key;
    label.htmlFor = box.id;
    made.append(label, box);
    return made;
  }

  /* One box of whatever type; `kept` makes an answer of what is in it, `shown` the other way round. */
  function boxed(tag, type, kept, shown) {
    return function (question, form) {
      var box = make(tag, 'input-field');
      if (type) box.type = type;
      if (type !== 'file') box.value = (shown || same)(form.get(question.key));
      box.disabled = form.readOnly;
      box.addEventListener('input', function () { form.set(question.key, (kept || same)(box.value.trim())); });
      box.addEventListener('change', function () { form.changed(question.key); });
      return labelled(question, box);
    };
  }
  function same(text) { return text; }
  function turned(from, to) { return function (text) { return text.split(from).reverse().join(to); }; }

  function tick(question, form) {
    var box = make('input');
    box.type = 'checkbox';
    box.checked = Boolean(form.get(question.key));
    box.disabled = form.readOnly;
    box.addEventListener('change', function () { form.set(question.key, box.checked ? 'on' : ''); form.changed(question.key); });
    return labelled(question, box);
  }

  function list(question, form) {
    var box = make('select', 'input-field');
    box.add(new Option('-- Chọn --', ''));
    box.disabled = form.readOnly || form.isFixed(question);
    form.optionsOf(question).then(function (found) {
      found.forEach(function (one) { box.add(new Option(one.text, one.value, false, one.value === form.get(question.key))); });
      if (form.isFixed(question)) box.add(new Option(form.textOf(question), form.get(question.key), true, true));
    });
    box.addEventListener('change', function () { form.set(question.key, box.value, box.selectedOptions[0].text); form.changed(question.key); });
    return labelled(question, box);
  }

  var PARTS = [['day', 'Ngày', 1, 31], ['month', 'Tháng', 1, 12], ['year', 'Năm', 1900, 2030]];
  function dayLists(question, form) {
    var made = make('x-date', 'x-control'), row = make('div'), said = form.get(question.key).split('-').reverse();
    var title = make('label', 'x-label', question.title);
    if (question.required) title.appendChild(make('span', 'red', ' *'));
    made.dataset.key = question.key;
    var boxes = PARTS.map(function (part, at) {
      var box = make('select', 'input-field');
      box.name = question.name + '-' + part[0];
      box.add(new Option(part[1], ''));
      for (var number = part[2]; number <= part[3]; number += 1) box.add(new Option(part[0] === 'month' ? 'Tháng ' + number : String(number), String(number).padStart(2, '0')));
      box.value = said[at] || '';
      box.disabled = form.readOnly;
      box.addEventListener('change', function () {
        var all = boxes.map(function (one) { return one.value; });
        form.set(question.key, all.every(Boolean) ? all.reverse().join('-') : '');
        form.changed(question.key);
      });
      return box;
    });
    row.append.apply(row, boxes);
    made.append(title, row);
    return made;
  }

  var OTHER = {
    one_box: boxed('input', 'text', turned('/', '-'), turned('-', '/')),
    calendar: boxed('input', 'date'), month: boxed('input', 'month'), area: boxed('textarea'), number: boxed('input', 'number'),
    file: boxed('input', 'file'), tick: tick, list: list, day_lists: dayLists
  };

  function boxesOf(made) { return made.querySelectorAll('input, select, textarea'); }
  function wrapped(inner, deep) {
    for (var outer = inner; deep > 0; deep -= 1) { outer = make('div', 'row-' + deep); outer.appendChild(inner); inner = outer; }
    return inner;
  }

  /* A copy that nobody sees and nobody fills: what is put into it is sent. */
  function beside(made, question, form, way) {
    var deaf = Object.create(form), hidden = make('div'), both = make('div');
    deaf.get = function () { return ''; };
    deaf.changed = function () {};
    hidden.appendChild(control(Object.assign({}, question, { key: 'twin_' + question.key, name: 'twin_' + question.name, when: {}, fact: '', driver: false }), deaf));
    hidden.style.cssText = way;
    both.append(hidden, made);
    return both;
  }

  /* What becomes of a box when it is filled. */
  var AFTER = {
    computed: function () { return 'Giá trị khác'; },
    eaten: function () { return ''; },
    capitals: function (text) { return text.toUpperCase(); },
    digits: function (text) { return text.replace(/\D/g, ''); }
  };
  function rewritten(made, question, form, how) {
    var box = boxesOf(made)[0];
    box.addEventListener('change', function () {
      setTimeout(function () { box.value = AFTER[how](box.value); form.set(question.key, box.value); }, how === 'digits' ? 0 : 120);
    });
  }

  function closed(made, how) {
    boxesOf(made).forEach(function (one) { if (how === 'readonly' && one.type !== 'checkbox') one.readOnly = true; else one.disabled = true; });
    made.querySelectorAll('.input-field-select').forEach(function (head) {
      var deaf = head.cloneNode(true);
      deaf.classList.add('disabled');
      deaf.setAttribute('aria-disabled', 'true');
      head.replaceWith(deaf);
    });
  }

  XControls.control = function (question, form) {
    var how = question.drawn || {}, made = (OTHER[how.as] || control)(question, form), boxes = boxesOf(made), label = made.querySelector('.x-label');
    if (how.backwards) { var row = made.querySelector('.x-date-parts'); row.replaceChildren.apply(row, Array.from(row.children).reverse()); }
    if (how.longest) boxes[0].maxLength = how.longest;
    if (how.example && boxes[0]) boxes[0].placeholder = how.example;
    if (how.help) made.appendChild(make('small', 'help-block', how.help));
    if (how.starred) label.classList.add('required');
    if (how.seen) boxes.forEach(function (one) { one.style.display = ''; });
    if (how.closed && !form.readOnly) closed(made, how.closed);
    if (how.after && !form.readOnly) rewritten(made, question, form, how.after);
    if (how.open && form.readOnly) boxes.forEach(function (one) { one.disabled = false; });
    if (how.later && form.readOnly) label.firstChild.data = how.later;
    if (how.hidden) made.style.cssText = how.hidden;
    if (how.twin) made = beside(made, question, form, how.twin);
    if (!how.late) return wrapped(made, how.deep || 0);
    var later = make('div', 'x-control');
    setTimeout(function () { later.appendChild(made); }, how.late);
    return later;
  };

  if (page.frame) {
    var frame = make('iframe');
    frame.title = 'Hỗ trợ trực tuyến';
    frame.srcdoc = page.frame;
    document.body[page.first ? 'prepend' : 'append'](frame);
  }
})
