import React from "react"; import { version, Card, Checkbox, DatePicker, Form, Input, InputNumber, Radio, Select, Switch } from "antd"; import dayjs from "dayjs"; import customParseFormat from "dayjs/plugin/customParseFormat";
import { start, useLater } from "./kit.jsx";
dayjs.extend(customParseFormat);
const opt = (list) => list.map((one, at) => ({ label: one, value: String(at + 1) }));
const iso = (one) => (one ? one.format("YYYY-MM-DD") : null);
function Page({ state, set, setState }) {
  const wards = useLater(state.prov, (id) => opt(DATA.wardsOf(DATA.provinces[Number(id) - 1])));
  const [shown, setShown] = React.useState(40);
  return <Form layout="vertical"><Card title={CHILD}>
    <Form.Item label="Họ, chữ đệm, tên" required><Input id="name" onChange={(e) => set("name")(e.target.value)} /></Form.Item>
    <Form.Item label="Giới tính" htmlFor="sex"><Select id="sex" options={opt(DATA.sex)} onChange={set("sex")} placeholder="Chọn" /></Form.Item>
    <Form.Item label="Dân tộc" htmlFor="ethnic"><Select id="ethnic" showSearch={{ optionFilterProp: "label" }} options={opt(DATA.long)} onChange={set("ethnic")} /></Form.Item>
    <Form.Item label="Tôn giáo" htmlFor="faith"><Select id="faith" virtual={false} options={opt(DATA.long.slice(0, shown))} onPopupScroll={(e) => { const t = e.target; if (t.scrollTop + t.clientHeight >= t.scrollHeight - 4) setTimeout(() => setShown((n) => n + 40), 200); }} onChange={set("faith")} /></Form.Item>
    <Form.Item label="Quốc tịch" htmlFor="nation"><Select id="nation" allowClear defaultValue="1" options={opt(["Việt Nam", "Lào"])} onChange={set("nation")} /></Form.Item>
    <Form.Item label="Giấy tờ kèm theo" htmlFor="papers"><Select id="papers" mode="multiple" options={opt(["Giấy chứng sinh", "Văn bản ủy quyền", "Hộ chiếu"])} onChange={set("papers")} /></Form.Item>
    <Form.Item label="Ngày, tháng, năm sinh" htmlFor="born"><DatePicker id="born" format="DD/MM/YYYY" onChange={(d) => set("born")(iso(d))} /></Form.Item>
    <Form.Item label="Ngày cấp" htmlFor="issued"><DatePicker id="issued" onChange={(d) => set("issued")(iso(d))} /></Form.Item>
    <Form.Item label="Ngày Mỹ" htmlFor="us"><DatePicker id="us" format="MM/DD/YYYY" onChange={(d) => set("us")(iso(d))} /></Form.Item>
    <Form.Item label="Hình thức"><Radio.Group onChange={(e) => set("way")(e.target.value)} options={opt(["Trực tiếp", "Trực tuyến :"])} /></Form.Item>
    <Form.Item label="Cấp bản sao"><Checkbox.Group options={opt(["Có bản sao", "Bản điện tử"])} onChange={set("copies")} /></Form.Item>
    <Form.Item label="Tôi cam đoan"><Switch onChange={set("agree")} /></Form.Item>
    <Form.Item label="Lệ phí" htmlFor="fee"><InputNumber id="fee" formatter={(v) => `${v}`.replace(/\B(?=(\d{3})+(?!\d))/g, ".")} parser={(v) => v.replace(/\D/g, "")} onChange={set("fee")} /></Form.Item>
  </Card><Card title={MOTHER}><h4>Nơi cư trú</h4>
    <Form.Item label="Tỉnh/Thành phố" htmlFor="prov"><Select id="prov" options={opt(DATA.provinces)} value={state.prov} onChange={(v) => setState((s) => ({ ...s, prov: v, ward: null }))} /></Form.Item>
    <Form.Item label="Phường/Xã" htmlFor="ward"><Select id="ward" disabled={!wards} options={wards ?? []} value={state.ward} onChange={set("ward")} /></Form.Item>
  </Card></Form>;
}
const at = (list, name) => String(list.indexOf(name) + 1);
start(Page, [
  C("antd-text", "antd Input", E(CHILD, "Họ, chữ đệm, tên", "Nguyễn Văn An"), { name: "Nguyễn Văn An" }),
  C("antd-select", "antd Select", E(CHILD, "Giới tính", "Nữ"), { sex: "2" }),
  C("antd-long", "antd Select, virtual list of 400", E(CHILD, "Dân tộc", "Hán"), { ethnic: at(DATA.long, "Hán") }),
  C("antd-pages", "antd Select, pages as one scrolls", E(CHILD, "Tôn giáo", "Hán"), { faith: at(DATA.long, "Hán") }),
  C("antd-prefilled", "antd Select with a default", E(CHILD, "Quốc tịch", "Lào"), { nation: "2" }),
  C("antd-multi", "antd Select, two values", E(CHILD, "Giấy tờ kèm theo", ["Hộ chiếu", "Giấy chứng sinh"]), { papers: ["3", "1"] }),
  C("antd-date", "antd DatePicker", E(CHILD, "Ngày, tháng, năm sinh", D("2022-03-05")), { born: "2022-03-05" }),
  C("antd-date-iso", "antd DatePicker, its own format", E(CHILD, "Ngày cấp", D("2022-03-05")), { issued: "2022-03-05" }),
  C("antd-date-us", "antd DatePicker, MM/DD/YYYY", E(CHILD, "Ngày Mỹ", D("2022-03-05")), { us: "2022-03-05" }, { accept: ["right", "closed"] }),
  C("antd-radio", "antd Radio.Group, a mark in the option", E(CHILD, "Hình thức", "Trực tuyến"), { way: "2" }),
  C("antd-checkbox", "antd Checkbox.Group", E(CHILD, "Bản điện tử", true, { group: "Cấp bản sao" }), { copies: ["2"] }),
  C("antd-switch", "antd Switch", E(CHILD, "Tôi cam đoan", true), { agree: true }),
  C("antd-number", "antd InputNumber with dots", E(CHILD, "Lệ phí", "1500000"), { fee: "1500000" }),
  C("antd-cascade", "antd Select, cascade", addr(MOTHER, "Nơi cư trú", "Tỉnh Phú Yên", "Phường 1"), { prov: "2", ward: "2" }),
]);
window.__versions = { react: React.version, antd: version };
