import React from "react"; import { version } from "@mui/material/version"; import { Autocomplete, Checkbox, FormControl, FormControlLabel, FormLabel, InputLabel, MenuItem, Radio, RadioGroup, Select, Switch, TextField } from "@mui/material";
import { LocalizationProvider } from "@mui/x-date-pickers/LocalizationProvider"; import { AdapterDayjs } from "@mui/x-date-pickers/AdapterDayjs"; import { DatePicker } from "@mui/x-date-pickers/DatePicker";
import { start, useLater, Section, Row } from "./kit.jsx";
const iso = (one) => (one?.isValid?.() ? one.format("YYYY-MM-DD") : null);
function Page({ state, set, setState }) {
  const wards = useLater(state.prov, (name) => DATA.wardsOf(name));
  return <LocalizationProvider dateAdapter={AdapterDayjs}><Section title={CHILD}>
    <Row><TextField label="Họ, chữ đệm, tên" required onChange={(e) => set("name")(e.target.value)} /></Row>
    <Row><FormControl fullWidth><InputLabel id="sex-l">Giới tính</InputLabel><Select labelId="sex-l" label="Giới tính" value={state.sex ?? ""} onChange={(e) => set("sex")(e.target.value)}>{DATA.sex.map((one, at) => <MenuItem key={one} value={String(at + 1)}>{one}</MenuItem>)}</Select></FormControl></Row>
    <Row><Autocomplete options={DATA.long} onChange={(_, v) => set("ethnic")(v)} renderInput={(p) => <TextField {...p} label="Dân tộc" />} /></Row>
    <Row><Autocomplete multiple options={["Giấy chứng sinh", "Văn bản ủy quyền", "Hộ chiếu"]} onChange={(_, v) => set("papers")(v)} renderInput={(p) => <TextField {...p} label="Giấy tờ kèm theo" />} /></Row>
    <Row><DatePicker label="Ngày, tháng, năm sinh" format="DD/MM/YYYY" onChange={(d) => set("born")(iso(d))} /></Row>
    <Row><DatePicker label="Ngày cấp" onChange={(d) => set("issued")(iso(d))} /></Row>
    <Row><FormControl><FormLabel id="way-l">Hình thức</FormLabel><RadioGroup aria-labelledby="way-l" onChange={(e) => set("way")(e.target.value)}>{["Trực tiếp", "Trực tuyến"].map((one) => <FormControlLabel key={one} value={one} control={<Radio />} label={one} />)}</RadioGroup></FormControl></Row>
    <Row><FormControlLabel control={<Checkbox onChange={(e) => set("copy")(e.target.checked)} />} label="Cấp bản sao" /></Row>
    <Row><FormControlLabel control={<Switch onChange={(e) => set("agree")(e.target.checked)} />} label="Tôi cam đoan" /></Row>
  </Section><Section title={MOTHER}><h4>Nơi cư trú</h4>
    <Row><FormControl fullWidth><InputLabel id="p-l">Tỉnh/Thành phố</InputLabel><Select labelId="p-l" label="Tỉnh/Thành phố" value={state.prov ?? ""} onChange={(e) => setState((s) => ({ ...s, prov: e.target.value, ward: null }))}>{DATA.provinces.map((one) => <MenuItem key={one} value={one}>{one}</MenuItem>)}</Select></FormControl></Row>
    <Row><Autocomplete disabled={!wards} options={wards ?? []} value={state.ward ?? null} onChange={(_, v) => set("ward")(v)} renderInput={(p) => <TextField {...p} label="Phường/Xã" />} /></Row>
  </Section></LocalizationProvider>;
}
start(Page, [
  C("mui-text", "MUI TextField", E(CHILD, "Họ, chữ đệm, tên", "Nguyễn Văn An"), { name: "Nguyễn Văn An" }),
  C("mui-select", "MUI Select", E(CHILD, "Giới tính", "Nữ"), { sex: "2" }),
  C("mui-autocomplete", "MUI Autocomplete, 400 options", E(CHILD, "Dân tộc", "Hán"), { ethnic: "Hán" }),
  C("mui-multi", "MUI Autocomplete, two values", E(CHILD, "Giấy tờ kèm theo", ["Hộ chiếu", "Giấy chứng sinh"]), { papers: ["Hộ chiếu", "Giấy chứng sinh"] }, { accept: ["right", "closed"] }),
  C("mui-date", "MUI X DatePicker, sections", E(CHILD, "Ngày, tháng, năm sinh", D("2022-03-05")), { born: "2022-03-05" }),
  C("mui-date-us", "MUI X DatePicker, MM/DD/YYYY", E(CHILD, "Ngày cấp", D("2022-03-05")), { issued: "2022-03-05" }),
  C("mui-radio", "MUI RadioGroup", E(CHILD, "Hình thức", "Trực tuyến"), { way: "Trực tuyến" }),
  C("mui-checkbox", "MUI Checkbox", E(CHILD, "Cấp bản sao", true), { copy: true }),
  C("mui-switch", "MUI Switch", E(CHILD, "Tôi cam đoan", true), { agree: true }),
  C("mui-cascade", "MUI Select, then Autocomplete", addr(MOTHER, "Nơi cư trú", "Tỉnh Phú Yên", "Phường 1"), { prov: "Tỉnh Phú Yên", ward: "Phường 1" }),
]);
window.__versions = { react: React.version, mui: version };
