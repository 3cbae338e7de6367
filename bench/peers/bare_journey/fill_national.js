async ({ values, radios, selects, province, ward, addresses, people, locked }) => {
  // Writes all that is declared into SurveyJS's own model at once; look-ups run by themselves, and overwrite.
  const survey = window.bieuMau;
  const full = new Map(survey.getAllQuestions().map((one) => [one.name.replace(/__\d+$/, ""), one]));
  const set = (name, value) => survey.setValue(full.get(name).name, value);
  const until = async (ready) => { while (!ready()) await new Promise((go) => setTimeout(go, 1)); };
  for (const [name, text] of Object.entries({ ...radios, ...selects })) set(name, full.get(name).choices.find((one) => one.text === text).value);
  for (const [name, text] of Object.entries(people)) set(name, text);
  for (const name of addresses) {
    set(`${name}_TinhThanh`, province);
    set(`${name}_PhuongXa`, ward);
  }
  for (const [name, text] of Object.entries(values)) set(name, text);
  await until(() => locked.every((name) => full.get(name).readOnly));
}
