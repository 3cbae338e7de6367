import * as S from "@radix-ui/react-select"; import * as RG from "@radix-ui/react-radio-group"; import * as CB from "@radix-ui/react-checkbox"; import * as SW from "@radix-ui/react-switch"; import * as P from "@radix-ui/react-popover"; import { Command, CommandInput, CommandList, CommandItem } from "cmdk"; import { Listbox, ListboxButton, ListboxOptions, ListboxOption, Combobox, ComboboxInput, ComboboxOptions, ComboboxOption, ComboboxButton, Field, Label, RadioGroup, Radio, Switch } from "@headlessui/react"; import { useCombobox, useSelect } from "downshift"; import DatePicker from "react-datepicker"; import "react-datepicker/dist/react-datepicker.css"; import React from "react"; import { start, Section, Row } from "./kit.jsx";
const iso=d=>d && [d.getFullYear(),String(d.getMonth()+1).padStart(2,"0"),String(d.getDate()).padStart(2,"0")].join("-");
function Down({items,onPick,label}){const [list,setList]=React.useState(items);const c=useCombobox({items:list,onInputValueChange:({inputValue})=>setList(items.filter(o=>o.toLowerCase().includes((inputValue??"").toLowerCase()))),onSelectedItemChange:({selectedItem})=>onPick(selectedItem)});
return <div><label {...c.getLabelProps()}>{label}</label><input {...c.getInputProps()}/><button type="button" aria-label="toggle" {...c.getToggleButtonProps()}>▾</button><ul {...c.getMenuProps()} style={{maxHeight:200,overflow:"auto"}}>{c.isOpen&&list.map((o,i)=><li key={o} {...c.getItemProps({item:o,index:i})}>{o}</li>)}</ul></div>}
function Sel({items,onPick,label}){const c=useSelect({items,onSelectedItemChange:({selectedItem})=>onPick(selectedItem)});
return <div><label {...c.getLabelProps()}>{label}</label><div {...c.getToggleButtonProps()} style={{border:"1px solid",width:200,display:"inline-block"}}>{c.selectedItem??"Chọn"}</div><ul {...c.getMenuProps()}>{c.isOpen&&items.map((o,i)=><li key={o} {...c.getItemProps({item:o,index:i})}>{o}</li>)}</ul></div>}
function Cmd({onPick}){const [open,setOpen]=React.useState(false);const [v,setV]=React.useState("");return <P.Root open={open} onOpenChange={setOpen}><P.Trigger asChild><button role="combobox" aria-expanded={open}>{v||"Chọn dân tộc..."}</button></P.Trigger><P.Portal><P.Content><Command><CommandInput placeholder="Tìm..."/><CommandList>{DATA.ethnic.map(o=><CommandItem key={o} value={o} onSelect={()=>{setV(o);onPick(o);setOpen(false)}}>{o}</CommandItem>)}</CommandList></Command></P.Content></P.Portal></P.Root>}
function Page({state,set}){const [q,setQ]=React.useState("");return <Section title={CHILD}>
<Row><label id="l1">Giới tính</label><S.Root onValueChange={set("sex")}><S.Trigger aria-labelledby="l1"><S.Value placeholder="Chọn…"/></S.Trigger><S.Portal><S.Content position="popper"><S.Viewport>{DATA.sex.map((o,i)=><S.Item key={o} value={String(i+1)}><S.ItemText>{o}</S.ItemText></S.Item>)}</S.Viewport></S.Content></S.Portal></S.Root></Row>
<Row><label htmlFor="rel">Quan hệ</label><S.Root name="rel" onValueChange={set("rel")}><S.Trigger id="rel"><S.Value placeholder="Chọn…"/></S.Trigger><S.Portal><S.Content><S.Viewport>{DATA.relation.map(o=><S.Item key={o} value={o}><S.ItemText>{o}</S.ItemText></S.Item>)}</S.Viewport></S.Content></S.Portal></S.Root></Row>
<Row><label>Dân tộc</label><Cmd onPick={set("ethnic")}/></Row>
<Row><Field><Label>Quốc tịch</Label><Listbox value={state.nat??null} onChange={set("nat")}><ListboxButton>{state.nat??"Chọn"}</ListboxButton><ListboxOptions>{["Việt Nam","Lào"].map(o=><ListboxOption key={o} value={o}>{o}</ListboxOption>)}</ListboxOptions></Listbox></Field></Row>
<Row><Field><Label>Quê quán</Label><Combobox value={state.home??null} onChange={set("home")}><ComboboxInput displayValue={o=>o??""} onChange={e=>setQ(e.target.value)}/><ComboboxButton>▾</ComboboxButton><ComboboxOptions>{DATA.provinces.filter(o=>o.toLowerCase().includes(q.toLowerCase())).map(o=><ComboboxOption key={o} value={o}>{o}</ComboboxOption>)}</ComboboxOptions></Combobox></Field></Row>
<Row><Down label="Dân tộc mẹ" items={DATA.long} onPick={set("eth2")}/></Row>
<Row><Sel label="Dân tộc cha" items={DATA.ethnic} onPick={set("eth3")}/></Row>
<Row><label htmlFor="born">Ngày sinh</label><DatePicker id="born" dateFormat="dd/MM/yyyy" selected={state.d1??null} onChange={d=>{set("born")(iso(d));set("d1")(d)}}/></Row>
<Row><label htmlFor="iss">Ngày cấp</label><DatePicker id="iss" selected={state.d2??null} onChange={d=>{set("issued")(iso(d));set("d2")(d)}}/></Row>
<Row><span id="rg">Hình thức</span><RG.Root aria-labelledby="rg" onValueChange={set("way")}>{["Trực tiếp","Trực tuyến"].map((o,i)=><div key={o}><RG.Item value={String(i+1)} id={"r"+i} style={{width:16,height:16}}><RG.Indicator/></RG.Item><label htmlFor={"r"+i}>{o}</label></div>)}</RG.Root></Row>
<Row><CB.Root id="cb" onCheckedChange={set("agree")} style={{width:16,height:16}}><CB.Indicator>✓</CB.Indicator></CB.Root><label htmlFor="cb">Tôi cam đoan</label></Row>
<Row><label htmlFor="sw">Cấp bản sao</label><SW.Root id="sw" onCheckedChange={set("copy")} style={{width:32,height:16}}><SW.Thumb/></SW.Root></Row>
<Row><Field><Label>Gửi bưu điện</Label><Switch checked={!!state.post} onChange={set("post")} style={{width:32,height:16}}/></Field></Row>
<Row><RadioGroup value={state.as??null} onChange={set("as")} aria-label="Tư cách">{["Trực tiếp nộp","Ủy quyền"].map(o=><Field key={o}><Radio value={o} style={{width:16,height:16,display:"inline-block",border:"1px solid"}}/><Label>{o}</Label></Field>)}</RadioGroup></Row>
</Section>}
start(Page,[
C("rx-select","Radix",E(CHILD,"Giới tính","Nữ"),{sex:"2"}),
C("rx-select-native","Radix",E(CHILD,"Quan hệ","Cha"),{rel:"Cha"}),
C("rx-cmdk","Radix",E(CHILD,"Dân tộc","Hán"),{ethnic:"Hán"}),
C("hu-listbox","Headless UI",E(CHILD,"Quốc tịch","Lào"),{nat:"Lào"}),
C("hu-combobox","Headless UI",E(CHILD,"Quê quán","Tỉnh Phú Yên"),{home:"Tỉnh Phú Yên"}),
C("ds-combobox","downshift",E(CHILD,"Dân tộc mẹ","Hán"),{eth2:"Hán"}),
C("ds-select","downshift",E(CHILD,"Dân tộc cha","Tày"),{eth3:"Tày"}),
C("rdp","react-datepicker",E(CHILD,"Ngày sinh",D("2022-03-05")),{born:"2022-03-05"}),
C("rdp-us","react-datepicker",E(CHILD,"Ngày cấp",D("2022-03-05")),{issued:"2022-03-05"}),
C("rx-radio","Radix",E(CHILD,"Hình thức","Trực tuyến"),{way:"2"}),
C("rx-checkbox","Radix",E(CHILD,"Tôi cam đoan",true),{agree:true}),
C("rx-switch","Radix",E(CHILD,"Cấp bản sao",true),{copy:true}),
C("hu-switch","Headless UI",E(CHILD,"Gửi bưu điện",true),{post:true}),
C("hu-radio","Headless UI",E(CHILD,"Tư cách","Ủy quyền"),{as:"Ủy quyền"}),
]);
