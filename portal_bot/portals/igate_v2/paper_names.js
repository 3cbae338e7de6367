// The names of the papers on a procedure's page, as its list of facts has them; null: there is no such list.
() => {
  const plain = (el) => (el ? el.textContent : "").normalize("NFC").replace(/[\s\u00a0]+/g, " ").trim();
  const told = [...document.querySelectorAll("dt")].filter((el) => plain(el) === "Thành phần hồ sơ");
  return told.length === 1 ? [...(told[0].nextElementSibling?.querySelectorAll("li") ?? [])].map(plain) : null;
}
