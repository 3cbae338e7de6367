/* An e-form in its frame: what is shown, what wipes what, what the page around it is told. */
(function () {
  'use strict';
  var make = XControls.make, root = document.getElementById('toKhai'), query = window.location.search;
  var instant = document.body.dataset.pace === 'instant', WIPE_MS = 250, WARDS_MS = 700;
  var manners = {}, sections = [], drivers = {}, byKey = {}, texts = {}, lists = {}, account = {}, slots = {}, fallen = false, rerendered = false, reloaded = false;
  /* The question whose place has lists without options, until another answer of it was looked at. */
  var broken = '';

  var form = {
    instant: instant, readOnly: false, closers: [], answers: {},
    get: function (key) { return form.answers[key] || ''; },
    set: function (key, value, text) {
      form.answers[key] = value;
      if (text !== undefined) texts[key + '=' + value] = text;
    },
    changed: changed, textOf: textOf, optionsOf: optionsOf, isFixed: isFixed
  };

  function ask(path, body) {
    return fetch('/api/eform-service/api/' + path + query, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
      .then(function (answer) { return answer.json().then(function (content) { return { ok: answer.ok, status: answer.status, content: content }; }); });
  }

  function tell(kind, more) { window.parent.postMessage(Object.assign({ kind: kind, eform: document.body.dataset.eform }, more), '*'); }

  /* --- Lists --- */

  function optionsOf(question) {
    if (broken && question.when[broken]) return Promise.resolve([]);
    if (!question.list) return Promise.resolve(question.choices);
    var above = question.of ? form.get(question.of) : '', key = question.list + ':' + above;
    if (question.of && !above) return Promise.resolve([]);
    if (lists[key]) return Promise.resolve(lists[key]);
    return ask('call-api', { eformId: document.body.dataset.eform, apiId: question.list, giaTri: above }).then(function (told) {
      if (told.ok && told.content.options.length) lists[key] = told.content.options;
      return told.ok ? told.content.options : [];
    }).catch(function () { return []; });
  }

  function textOf(question) {
    var value = form.get(question.key);
    if (!value) return '';
    return texts[question.key + '=' + value] || '';
  }

  /* The words of what is chosen already. */
  function learn(question) {
    var value = form.get(question.key);
    if (!value || textOf(question) || ['text', 'number', 'date', 'date_text', 'radio'].indexOf(question.type) >= 0) return Promise.resolve();
    return optionsOf(question).then(function (found) {
      var one = found.find(function (each) { return each.value === value; });
      if (one) texts[question.key + '=' + value] = one.text;
    });
  }

  /* --- What is shown --- */

  function isShown(question) {
    return Object.keys(question.when).every(function (key) { return question.when[key].indexOf(form.get(key)) >= 0; });
  }

  /* The country of a place inside it is nobody's to choose. */
  function isFixed(question) {
    if (question.type !== 'country') return false;
    var where = Object.keys(question.when)[0];
    return Boolean(where) && form.get(where) === '1';
  }

  function settle(question) {
    if (!isShown(question)) { delete form.answers[question.key]; return; }
    if (isFixed(question)) form.set(question.key, 'VN', 'Việt Nam');
  }

  function fill(question) { slots[question.key].replaceChildren(XControls.control(question, form)); }

  function refresh(only) {
    Object.keys(byKey).forEach(function (key) {
      var question = byKey[key], slot = slots[key], shown = isShown(question);
      settle(question);
      if (!shown) slot.replaceChildren();
      else if (!slot.firstChild || (only && only(question))) fill(question);
    });
    document.querySelectorAll('.x-group').forEach(function (one) { one.hidden = !one.querySelector('.x-control'); });
  }

  /* --- What a change does --- */

  function changed(key) {
    var question = byKey[key];
    Object.keys(byKey).forEach(function (other) {
      if (byKey[other].of === key) { form.set(other, ''); fill(byKey[other]); }
      if (byKey[other].when[key] && !isShown(byKey[other])) delete form.answers[other];
      if (byKey[other].when[key] && isFixed(byKey[other]) !== (form.get(other) === 'VN')) form.set(other, '');
    });
    if (key === broken && form.get(key) !== '1') broken = '';
    refresh(function (other) { return Boolean(other.when[key]); });
    if (drivers[key]) setTimeout(function () { wipe(drivers[key]); }, manners.driver_wipe_late ? Number(manners.driver_wipe_late) * 1000 : WIPE_MS);
    if (question.type === 'ward' && manners.cascade_reload && !reloaded) { reloaded = true; setTimeout(function () { form.set(key, ''); fill(question); }, instant ? 60 : WARDS_MS); }
    if (manners.rerender && !rerendered) { rerendered = true; setTimeout(function () { refresh(function () { return true; }); }, 60); }
    if (question.group && manners.area_falls_out && !fallen && isWhole(question)) { fallen = true; setTimeout(function () { fallOut(question); }, 300); }
    root.querySelectorAll('.text-destructive').forEach(function (one) { if (one.dataset.key === key) one.remove(); });
  }

  function placeOf(question) {
    return sectionOf(question).questions.filter(function (one) { return one.group === question.group && isShown(one); });
  }
  function sectionOf(question) { return sections.find(function (one) { return one.questions.indexOf(question) >= 0; }); }
  function isWhole(question) { return placeOf(question).every(function (one) { return form.get(one.key); }); }

  function fallOut(question) {
    placeOf(question).forEach(function (one) {
      if (one.type === 'province' || one.type === 'ward') form.set(one.key, '');
      fill(one);
    });
  }

  /* A relation empties what depends on it, and builds it anew; some copy the account. */
  function wipe(driver) {
    var from = driver.copies[form.get(driver.question)];
    sections.filter(function (one) { return driver.wipes.indexOf(one.title) >= 0; }).forEach(function (section) {
      section.questions.forEach(function (one) {
        delete form.answers[one.key];
        if (section.title === from && one.fact && account[one.fact]) form.set(one.key, account[one.fact]);
      });
    });
    Promise.all(Object.keys(byKey).map(function (key) { return learn(byKey[key]); })).then(function () {
      refresh(function (one) { return driver.wipes.indexOf(sectionOf(one).title) >= 0; });
    });
  }

  /* --- Drawing it all --- */

  function draw() {
    root.replaceChildren();
    form.closers = [];
    root.appendChild(make('h1', 'e-name', form.readOnly ? 'Xem trước tờ khai' : 'Tờ khai điện tử'));
    sections.forEach(function (section) {
      var box = make('section', 'e-section'), group = null, name = '';
      box.appendChild(make('h3', 'e-section-title', section.title));
      section.questions.forEach(function (question) {
        var slot = make('div', 'slot');
        if (question.area) slot.dataset.area = question.area;
        slots[question.key] = slot;
        if (question.group !== name) {
          name = question.group;
          group = name ? make('x-select-area', 'x-group') : null;
          if (group) { group.appendChild(make('h4', 'x-group-title', name)); box.appendChild(group); }
        }
        (group || box).appendChild(slot);
      });
      root.appendChild(box);
    });
    refresh();
  }

  function begin(told) {
    manners = told.manners;
    account = told.account;
    sections = told.form.sections;
    form.answers = told.answers;
    told.form.drivers.forEach(function (one) { drivers[one.question] = one; });
    sections.forEach(function (section) {
      section.questions.forEach(function (one) {
        if (typeof one.choices !== 'string') one.choices.forEach(function (each) { texts[one.key + '=' + each.value] = each.text; });
        byKey[one.key] = one;
        one.driver = Boolean(drivers[one.key]);
      });
    });
    return choicesOfRadios().then(function () {
      return Promise.all(Object.keys(byKey).map(function (key) { return learn(byKey[key]); }));
    }).then(function () {
      var place = Object.keys(byKey).map(function (key) { return byKey[key]; }).find(function (one) { return one.type === 'province' && Object.keys(one.when).length; });
      if (manners.area_broken && place) broken = Object.keys(place.when)[0];
      draw();
      tell('san-sang');
    });
  }

  /* Radio buttons have their choices from the start. */
  function choicesOfRadios() {
    var all = Object.keys(byKey).map(function (key) { return byKey[key]; }).filter(function (one) { return one.type === 'radio' && one.list; });
    return Promise.all(all.map(function (one) {
      return optionsOf(one).then(function (found) { one.choices = found; });
    }));
  }

  /* --- What the page around it asks for --- */

  function complain(fields) {
    root.querySelectorAll('.text-destructive').forEach(function (one) { one.remove(); });
    Object.keys(fields).forEach(function (key) {
      var words = make('p', 'text-destructive', fields[key]);
      words.id = byKey[key].name + '-form-item-message';
      words.dataset.key = key;
      slots[key].appendChild(words);
    });
  }

  window.addEventListener('message', function (event) {
    if (event.source !== window.parent) return;
    if (event.data.kind === 'sua') { form.readOnly = false; draw(); return; }
    if (event.data.kind !== 'xem-truoc') return;
    ask('luu-to-khai', { toKhai: form.answers }).then(function (told) {
      if (!told.ok) { complain(told.content.fields || {}); tell('loi', { message: told.content.message }); return; }
      form.answers = told.content.answers;
      form.readOnly = true;
      draw();
      tell('da-luu');
    }).catch(function () { tell('loi', { message: 'Không kết nối được máy chủ' }); });
  });

  ask('call-api', { eformId: document.body.dataset.eform, apiId: 'to-khai' }).then(function (told) {
    if (told.ok) return begin(told.content);
    return tell('loi', { message: told.content.message });
  }).catch(function () { tell('loi', { message: 'Không kết nối được máy chủ' }); });
}());
