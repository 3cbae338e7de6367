/* The form's controls, with the manners of the jQuery plugins they stand for. */
(function () {
  'use strict';
  var PREFIX = '/dich-vu-cong';
  var instant = document.body.dataset.pace === 'instant';
  /* What a fault lets this page do: seconds, by the name of the fault. */
  var manners = JSON.parse(document.body.dataset.manners || '{}');
  var REBUILD_AFTER = manners.driver_wipe_late ? Number(manners.driver_wipe_late) * 1000 : instant ? 0 : 250;

  /* --- Address cascades: the child is closed and empty until its list has come. --- */

  var BLANK = '<option value="">-- Chọn --</option>';

  function byName(form, name) { return (form || document).querySelector('[name="' + name + '"]'); }

  function empty(form, name) {
    var select = byName(form, name);
    if (!select || select.tagName !== 'SELECT') return;
    select.innerHTML = BLANK;
    select.disabled = true;
    select._asked = (select._asked || 0) + 1;
    if (select.dataset.child) empty(form, select.dataset.child);
  }

  function fill(parent) {
    var form = parent.form, child = byName(form, parent.dataset.child);
    if (!child || child.tagName !== 'SELECT') return;
    empty(form, parent.dataset.child);
    if (!parent.value) return;
    var asked = child._asked;
    child._waits = true;
    fetch(PREFIX + '/model/htmloption/' + parent.dataset.list + '?ma=' + encodeURIComponent(parent.value))
      .then(function (answer) { return answer.ok ? answer.text() : ''; })
      .then(function (options) {
        if (asked !== child._asked) return;
        child.innerHTML = options || BLANK;
        child.disabled = child._waits = false;
      })
      .catch(function () { if (asked === child._asked) child.disabled = child._waits = false; });
  }

  document.addEventListener('change', function (event) {
    if (event.target.matches('select[data-child]')) fill(event.target);
    if (manners.cascade_reload && event.target.matches('select[data-last]') && event.target.value) {
      delete manners.cascade_reload;
      setTimeout(loadAgain, 300, event.target.name);
    }
  });

  /* A fault: the list of the communes comes once more, and the choice is gone. */
  function loadAgain(name) {
    var parent = document.querySelector('select[data-child="' + name + '"]');
    if (parent) fill(parent);
  }

  /* --- Drivers: choosing one rebuilds, and so empties, what depends on it. --- */

  function rebuild(slot, value) {
    Array.from(slot.children).forEach(function (child) {
      if (child.tagName !== 'TEMPLATE') child.remove();
    });
    if (slot.dataset.in.split('|').indexOf(value) < 0) return;
    var template = slot.querySelector(':scope > template');
    slot.appendChild(template.content.cloneNode(true));
    enhance(slot);
  }

  function drive(key, value) {
    document.querySelectorAll('.slot[data-depends="' + key + '"]').forEach(function (slot) {
      clearTimeout(slot._timer);
      slot._due = function () { slot._due = null; rebuild(slot, value); };
      slot._timer = setTimeout(function () { if (slot._due) slot._due(); }, REBUILD_AFTER);
    });
  }

  document.addEventListener('change', function (event) {
    var target = event.target;
    if (target.dataset && target.dataset.driver) drive(target.dataset.driver, target.value);
  });

  /* --- Masked dates: only keys are believed. --- */

  function masked(digits) {
    var text = digits.slice(0, 2);
    if (digits.length > 2) text += '/' + digits.slice(2, 4);
    if (digits.length > 4) text += '/' + digits.slice(4, 8);
    return text;
  }

  function digitsBefore(text, position) { return text.slice(0, position).replace(/\D/g, '').length; }

  function caretAfter(count) { return count + (count > 4 ? 2 : count > 2 ? 1 : 0); }

  function maskDate(input) {
    var digits = input.value.replace(/\D/g, '').slice(0, 8), key = '', before = digits;

    function show(count) {
      input.value = masked(digits);
      if (document.activeElement === input) input.setSelectionRange(caretAfter(count), caretAfter(count));
    }
    function type(digit) {
      var from = digitsBefore(input.value, input.selectionStart);
      var to = digitsBefore(input.value, input.selectionEnd);
      if (from === to && digits.length >= 8) return;
      digits = (digits.slice(0, from) + digit + digits.slice(to)).slice(0, 8);
      show(from + 1);
    }
    function erase(back) {
      var from = digitsBefore(input.value, input.selectionStart);
      var to = digitsBefore(input.value, input.selectionEnd);
      if (from === to) { if (back) from = Math.max(0, from - 1); else to += 1; }
      digits = digits.slice(0, from) + digits.slice(to);
      show(from);
    }
    input.addEventListener('focus', function () { before = digits; });
    input.addEventListener('keydown', function (event) {
      if (!event.isTrusted || input.readOnly || event.ctrlKey || event.metaKey || event.altKey) return;
      key = event.key;
      if (/^\d$/.test(key)) { event.preventDefault(); type(key); }
      else if (key === 'Backspace' || key === 'Delete') { event.preventDefault(); erase(key === 'Backspace'); }
      else if (key.length === 1) event.preventDefault();
    });
    input.addEventListener('input', function (event) {
      /* A phone's keyboard tells no key; there, one typed digit at a time is believed. */
      var typed = event.isTrusted && key === 'Unidentified' && /^\d$/.test(event.data || '');
      if (typed) digits = input.value.replace(/\D/g, '').slice(0, 8);
      input.value = masked(digits);
      if (!typed && event.isTrusted && key === 'Unidentified') digits = input.value.replace(/\D/g, '');
    });
    input.addEventListener('change', function () { input.value = masked(digits); });
    input.addEventListener('blur', function () {
      if (digits.length < 8) digits = '';
      input.value = masked(digits);
      if (digits !== before) input.dispatchEvent(new Event('change', { bubbles: true }));
    });
    input._settle = function () { input.value = masked(digits); };
    input._set = function (text) { digits = text.replace(/\D/g, '').slice(0, 8); input._settle(); };
  }

  /* --- Dates with a visible box and a hidden ISO model. --- */

  function isoOf(text) {
    var match = /^\s*(\d{1,2})\/(\d{1,2})\/(\d{4})\s*$/.exec(text);
    if (!match) return '';
    var day = Number(match[1]), month = Number(match[2]), year = Number(match[3]);
    var date = new Date(year, month - 1, day);
    if (date.getDate() !== day || date.getMonth() !== month - 1) return '';
    return year + '-' + ('0' + month).slice(-2) + '-' + ('0' + day).slice(-2);
  }

  function textOf(iso) { return iso ? iso.split('-').reverse().join('/') : ''; }

  function dateBox(wrapper) {
    var hidden = wrapper.querySelector('.flatpickr-input'), box = wrapper.querySelector('.flatpickr-alt');
    var model = hidden.value, typed = false;
    if (hidden.disabled) return;

    function settle() { hidden.value = model; box.value = textOf(model); typed = false; }
    function take(iso) {
      var changed = iso !== model;
      model = iso;
      settle();
      if (changed) hidden.dispatchEvent(new Event('change', { bubbles: true }));
    }
    function parse() {
      if (!typed) return settle();
      take(box.value.trim() ? (isoOf(box.value) || model) : '');
    }
    box.addEventListener('keydown', function (event) {
      if (!event.isTrusted) return;
      if (event.key === 'Enter') { event.preventDefault(); parse(); closeCalendar(); }
      else if (event.key === 'Tab' || event.key === 'Escape') closeCalendar();
      else if (event.key.length === 1 || /^(Backspace|Delete|Unidentified)$/.test(event.key)) typed = true;
    });
    box.addEventListener('focus', function () { openCalendar(box, model, take); });
    box.addEventListener('click', function () { openCalendar(box, model, take); });
    box.addEventListener('blur', function () { parse(); });
    hidden._settle = settle;
  }

  /* The calendar hangs at the end of the body; there is one at a time. */
  var calendar = null;

  function closeCalendar() { if (calendar) { calendar.remove(); calendar = null; } }

  function openCalendar(box, iso, take) {
    if (calendar && calendar._box === box) return;
    closeCalendar();
    var shown = iso ? new Date(iso + 'T00:00') : new Date();
    calendar = document.createElement('div');
    calendar.className = 'flatpickr-calendar';
    calendar._box = box;
    document.body.appendChild(calendar);
    var place = box.getBoundingClientRect();
    calendar.style.top = (place.bottom + window.scrollY + 2) + 'px';
    calendar.style.left = Math.max(4, Math.min(place.left, document.documentElement.clientWidth - 270)) + 'px';
    calendar.addEventListener('mousedown', function (event) {
      event.preventDefault();
      var target = event.target.closest('[data-move], [data-iso]');
      if (!target) return;
      if (target.dataset.iso) { take(target.dataset.iso); closeCalendar(); return; }
      shown = new Date(shown.getFullYear(), shown.getMonth() + Number(target.dataset.move), 1);
      draw();
    });
    draw();

    function draw() {
      var year = shown.getFullYear(), month = shown.getMonth();
      var html = '<div class="cal-head"><span data-move="-12">«</span><span data-move="-1">‹</span><b>Tháng ' +
        (month + 1) + ' ' + year + '</b><span data-move="1">›</span><span data-move="12">»</span></div><div class="cal-days">';
      ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'].forEach(function (name) { html += '<i>' + name + '</i>'; });
      var blanks = (new Date(year, month, 1).getDay() + 6) % 7;
      for (var skip = 0; skip < blanks; skip += 1) html += '<i></i>';
      for (var day = 1; day <= new Date(year, month + 1, 0).getDate(); day += 1) {
        var one = isoOf(day + '/' + (month + 1) + '/' + year);
        html += '<span data-iso="' + one + '"' + (one === iso ? ' class="chosen"' : '') + '>' + day + '</span>';
      }
      calendar.innerHTML = html + '</div>';
    }
  }

  document.addEventListener('focusin', function (event) {
    if (calendar && event.target !== calendar._box) closeCalendar();
  });
  document.addEventListener('mousedown', function (event) {
    if (calendar && event.target !== calendar._box && !calendar.contains(event.target)) closeCalendar();
  });

  /* --- cc-select: its list is in the page only while it is open. --- */

  function ccSelect(root) {
    var hidden = root.querySelector('input[type=hidden]'), label = root.querySelector('.cc-select-selected-label');
    var head = root.querySelector('.cc-select-selector'), list = null;
    var options = JSON.parse(root.querySelector('script').textContent);
    var value = hidden.value;
    if (hidden.disabled) return;

    function close() { if (list) { list.remove(); list = null; root.classList.remove('open'); } }
    function choose(option) {
      close();
      if (option[0] === value) return;
      value = hidden.value = option[0];
      label.textContent = option[1];
      hidden.dispatchEvent(new Event('change', { bubbles: true }));
      drive(hidden.name, value);
    }
    function open() {
      list = document.createElement('div');
      list.className = 'cc-select-list';
      options.forEach(function (option) {
        var item = document.createElement('div');
        item.className = 'cc-select-option' + (option[0] === value ? ' chosen' : '');
        item.textContent = option[1];
        item.addEventListener('click', function (event) { event.stopPropagation(); choose(option); });
        list.appendChild(item);
      });
      root.querySelector('.cc-select-wrapper').appendChild(list);
      root.classList.add('open');
    }
    head.addEventListener('click', function () { if (list) close(); else open(); });
    head.addEventListener('keydown', function (event) {
      var now = options.findIndex(function (option) { return option[0] === value; });
      if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); if (list) close(); else open(); }
      else if (event.key === 'Escape') close();
      else if (event.key === 'ArrowDown' && options[now + 1]) { event.preventDefault(); choose(options[now + 1]); }
      else if (event.key === 'ArrowUp' && options[now - 1]) { event.preventDefault(); choose(options[now - 1]); }
    });
    document.addEventListener('click', function (event) { if (list && !root.contains(event.target)) close(); });
    hidden._settle = function () { hidden.value = value; };
  }

  /* --- Tables that grow by a row. --- */

  function growTable(root) {
    var body = root.querySelector('tbody'), template = root.querySelector('template');
    if (!template) return;
    /* Kept on the element: a swapped table goes on counting. */
    root.dataset.next = root.dataset.next || body.rows.length;

    function limits() {
      var count = body.rows.length;
      root.querySelector('.row-add').disabled = count >= Number(root.dataset.max);
      body.querySelectorAll('.row-remove').forEach(function (button) {
        button.disabled = count <= Number(root.dataset.min);
      });
    }
    root.addEventListener('click', function (event) {
      if (event.target.matches('.row-add')) {
        var holder = document.createElement('tbody');
        holder.innerHTML = template.innerHTML.replaceAll('__row__', root.dataset.next);
        root.dataset.next = Number(root.dataset.next) + 1;
        var row = holder.querySelector('tr');
        body.appendChild(row);
        enhance(row);
        limits();
      } else if (event.target.matches('.row-remove')) {
        event.target.closest('tr').remove();
        limits();
      }
    });
    limits();
  }

  /* --- "Người nộp là chủ hồ sơ" copies what the page says, which is only part. --- */

  document.addEventListener('change', function (event) {
    if (!event.target.dataset || !event.target.dataset.copied || !event.target.checked) return;
    JSON.parse(event.target.dataset.copied).forEach(function (pair) {
      byName(null, pair[1]).value = byName(null, pair[0]).value;
    });
  });

  /* --- Whatever a script wrote past the controls is gone before a form is sent. --- */

  function settle(form) {
    form.querySelectorAll('.masked-date, .flatpickr-input, .cc-select input[type=hidden]')
      .forEach(function (input) { if (input._settle) input._settle(); });
  }
  document.addEventListener('submit', function (event) { settle(event.target); }, true);

  function each(root, selector, enhancer) {
    root.querySelectorAll(selector).forEach(function (element) {
      if (element._enhanced) return;
      element._enhanced = true;
      enhancer(element);
    });
  }

  function enhance(root) {
    each(root, 'input.masked-date', maskDate);
    each(root, '.flatpickr-wrapper', dateBox);
    each(root, '.cc-select', ccSelect);
    each(root, '.grow-table', growTable);
  }

  enhance(document);

  /* --- A fault: soon after the first change all nodes of the form are new ones. --- */

  var declared = document.getElementById('formHoSo');

  function swapped(panel) {
    var fresh = panel.cloneNode(true), old = panel.querySelectorAll('input, select, textarea');
    fresh.querySelectorAll('input, select, textarea').forEach(function (control, place) {
      control.value = old[place].value;
      control.checked = old[place].checked;
      control._waits = old[place]._waits;
    });
    fresh.querySelectorAll('.cc-select-list').forEach(function (list) { list.remove(); });
    return fresh;
  }

  function swapAll() {
    declared.querySelectorAll('.slot').forEach(function (slot) { if (slot._due) slot._due(); });
    Array.from(declared.children).forEach(function (panel) {
      if (panel.matches('.panel, .slot')) panel.replaceWith(swapped(panel));
    });
    enhance(declared);
    declared.querySelectorAll('select[data-child]').forEach(function (parent) {
      var child = byName(declared, parent.dataset.child);
      if (child && child._waits) fill(parent);
    });
  }

  if (declared && manners.rerender) declared.addEventListener('change', function () {
    setTimeout(swapAll, 50);
  }, { once: true });
}());
