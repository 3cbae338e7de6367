/* The form: the real SurveyJS, and what this portal does around it. */
(function () {
  'use strict';
  var LATE_WIPE = 250;

  function lists(survey, rules) {
    var known = {};
    function fetched(question) {
      var rule = rules.questions[question.name], province = rule.of ? survey.getValue(rule.of) : '';
      if (rule.of && !province) return Promise.resolve([]);
      var asked = rule.of ? Portal.call('/configuring/location/list-by-citizen', { provinceCode: province }) : Portal.call('/configuring/location/province-vn', {});
      return asked.then(function (content) {
        content.data.forEach(function (one) { known[one.code] = one.name; });
        return content.data.map(function (one) { return { value: one.code, text: one.name }; });
      });
    }
    survey.onChoicesLazyLoad.add(function (_, options) {
      fetched(options.question).then(function (all) {
        var typed = (options.filter || '').toLowerCase();
        var found = all.filter(function (one) { return one.text.toLowerCase().indexOf(typed) >= 0; });
        options.setItems(found.slice(options.skip, options.skip + options.take), found.length);
      }, function () { options.setItems([], 0); });
    });
    survey.onGetChoiceDisplayValue.add(function (_, options) {
      if (options.values.every(function (one) { return known[one]; })) {
        options.setItems(options.values.map(function (one) { return known[one]; }));
        return;
      }
      fetched(options.question).then(function () {
        options.setItems(options.values.map(function (one) { return known[one] || one; }));
      });
    });
    survey.onValueChanged.add(function (_, options) {
      Object.keys(rules.questions).forEach(function (name) {
        if (rules.questions[name].of === options.name) survey.clearValue(name);
      });
    });
  }

  /* Dates: the library's box is hidden, flatpickr's stands beside it. */
  function dates(survey, rules) {
    var pickers = {};
    survey.onAfterRenderQuestion.add(function (_, options) {
      var rule = rules.questions[options.question.name], name = options.question.name;
      if (!rule || rule.kind !== 'date') return;
      var input = options.htmlElement.querySelector('input');
      if (!input || input._flatpickr) return;
      var picker = flatpickr(input, {
        locale: 'vn', dateFormat: 'Y-m-d', altInput: true, altFormat: 'd/m/Y', allowInput: true, altInputClass: 'sd-input flatpickr-input-shown',
        defaultDate: survey.getValue(name) || null, clickOpens: !options.question.isReadOnly,
        onChange: function (_days, text) { survey.setValue(name, text || undefined); }
      });
      picker.altInput.placeholder = 'dd/mm/yyyy';
      picker.altInput.setAttribute('aria-label', rule.label);
      pickers[name] = picker;
      closed(options.question);
    });
    function closed(question) {
      var picker = pickers[question.name];
      if (!picker) return;
      picker.altInput.readOnly = question.isReadOnly;
      picker.set('clickOpens', !question.isReadOnly);
    }
    survey.onValueChanged.add(function (_, options) {
      var picker = pickers[options.name];
      if (picker && picker.input.isConnected) picker.setDate(options.value || null, false);
    });
    return closed;
  }

  function labels(survey, rules) {
    survey.onAfterRenderQuestion.add(function (_, options) {
      var rule = rules.questions[options.question.name];
      if (!rule || !rule.floating || options.htmlElement.querySelector('.floating-label')) return;
      var label = document.createElement('label');
      label.className = 'floating-label';
      label.textContent = rule.label + (rule.required ? ' *' : '');
      options.htmlElement.prepend(label);
    });
  }

  /* A relation: after a moment the subject's block is emptied; oneself is copied into it. */
  function drivers(survey, rules, submitter, closed) {
    rules.drivers.forEach(function (driver) {
      survey.onValueChanged.add(function (_, options) {
        if (options.name !== driver.question) return;
        var late = Number(Portal.manners.driver_wipe_late || 0) * 1000 || LATE_WIPE;
        setTimeout(function () {
          driver.wipes.forEach(function (name) {
            var question = survey.getQuestionByName(name);
            question.readOnly = false;
            closed(question);
            survey.clearValue(name);
          });
          if (options.value !== driver.self) return;
          Object.keys(driver.copies).forEach(function (fact) { put(survey, rules, driver.copies[fact], submitter[fact]); });
        }, Portal.instant && !Portal.manners.driver_wipe_late ? 0 : late);
      });
    });
  }

  function put(survey, rules, name, value) {
    var rule = rules.questions[name], day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value || '');
    survey.setValue(name, rule.kind === 'text' && day ? day[3] + '/' + day[2] + '/' + day[1] : value);
  }

  /* Number, name and birth date are there: ask the population base, write what it says, lock it. */
  function lookups(survey, rules, closed) {
    rules.lookups.forEach(function (one) {
      var asked = 0, trio = [one.name, one.number, one.birth_date];
      survey.onValueChanged.add(function (_, options) {
        if (trio.indexOf(options.name) < 0) return;
        var said = trio.map(function (name) { return String(survey.getValue(name) || '').trim(); }), mine = asked += 1;
        if (!said[0] || !/^\d{12}$/.test(said[1]) || !/^(\d{4}-\d\d-\d\d|\d\d\/\d\d\/\d{4})$/.test(said[2])) return;
        Portal.call('/submitting/get-citizen-by-code', { name: said[0], code: said[1], birthDate: said[2] }).then(function (content) {
          if (mine !== asked) return;
          Object.keys(one.fills).forEach(function (fact) { put(survey, rules, one.fills[fact], content.data[fact]); });
          Object.keys(one.locks).forEach(function (fact) {
            var question = survey.getQuestionByName(one.locks[fact]);
            put(survey, rules, one.locks[fact], content.data[fact]);
            question.isReadOnlyWhenFillForm = true;
            question.readOnly = true;
            closed(question);
          });
        }).catch(function (error) { Portal.toast('error', error.message); });
      });
    });
  }

  function words(rule, value) {
    var empty = value === undefined || value === null || String(value).trim() === '';
    var chosen = rule.kind !== 'text' && rule.kind !== 'number' && rule.kind !== 'date';
    if (empty) return rule.required ? 'Vui lòng ' + (chosen ? 'chọn ' : 'nhập ') + rule.label : '';
    if (rule.pattern && !new RegExp('^(?:' + rule.pattern + ')$').test(String(value))) return rule.label + ' không đúng định dạng';
    if (rule.kind === 'number' && (Number(value) < rule.min || (rule.max !== null && Number(value) > rule.max))) return rule.label + ' phải từ ' + rule.min + ' đến ' + rule.max;
    return '';
  }

  function make(into, twin, told) {
    var rules = told.rules, json = JSON.parse(told.formJson);
    Survey.Serializer.addProperty('question', { name: 'isReadOnlyWhenFillForm:boolean', default: false });
    function model() {
      var made = new Survey.Model(json);
      made.focusFirstQuestionAutomatic = false;
      made.data = told.data;
      return made;
    }
    var survey = model(), copy = model();
    labels(survey, rules);
    lists(survey, rules);
    var closed = dates(survey, rules);
    Object.keys(rules.questions).forEach(function (name) {
      if (rules.questions[name].fixed) survey.setValue(name, rules.questions[name].fixed);
    });
    drivers(survey, rules, told.submitter, closed);
    lookups(survey, rules, closed);
    copy.render(twin);
    survey.render(into);
    function visible() {
      return survey.getAllQuestions(true).filter(function (one) { return one.isVisible && one.isParentVisible !== false; });
    }
    return {
      model: survey,
      answers: function () {
        var said = {};
        visible().forEach(function (one) { if (!one.isEmpty()) said[one.name] = one.value; });
        return said;
      },
      /* The portal's own validator: the model knows of nothing that is required. */
      refusal: function () {
        return visible().reduce(function (found, one) { return found || words(rules.questions[one.name], one.value); }, '');
      }
    };
  }

  window.NationalForm = { make: make };
}());
