import "@shoelace-style/shoelace/dist/themes/light.css"; import "@shoelace-style/shoelace/dist/components/select/select.js"; import "@shoelace-style/shoelace/dist/components/option/option.js"; import "@shoelace-style/shoelace/dist/components/input/input.js"; import "@shoelace-style/shoelace/dist/components/radio-group/radio-group.js"; import "@shoelace-style/shoelace/dist/components/radio/radio.js"; import "@shoelace-style/shoelace/dist/components/checkbox/checkbox.js"; import "@shoelace-style/shoelace/dist/components/switch/switch.js"; import "@shoelace-style/shoelace/dist/components/textarea/textarea.js";
import "@vaadin/combo-box"; import "@vaadin/date-picker"; import "@vaadin/select"; import "@vaadin/text-field"; import "@vaadin/radio-group"; import "@vaadin/checkbox";
const opt=(t,list)=>list.map((o,i)=>`<${t} value="${i+1}">${o}</${t}>`).join("");
document.getElementById("root").innerHTML=`<section><h3>${CHILD}</h3>
<sl-input id="s1" label="Họ, chữ đệm, tên"></sl-input><sl-select id="s2" label="Giới tính" placeholder="Chọn">${opt("sl-option",DATA.sex)}</sl-select>
<sl-select id="s2m" label="Giấy tờ" multiple>${opt("sl-option",["Giấy chứng sinh","Văn bản ủy quyền","Hộ chiếu"])}</sl-select>
<sl-input id="s3" type="date" label="Ngày sinh"></sl-input><sl-radio-group id="s4" label="Hình thức">${opt("sl-radio",["Trực tiếp","Trực tuyến"])}</sl-radio-group><sl-checkbox id="s5">Tôi cam đoan</sl-checkbox><br><sl-switch id="s6">Cấp bản sao</sl-switch><sl-textarea id="s7" label="Lý do"></sl-textarea></section>
<section><h3>${FATHER}</h3><vaadin-text-field id="v1" label="Họ, chữ đệm, tên"></vaadin-text-field><vaadin-select id="v2" label="Giới tính"></vaadin-select><vaadin-combo-box id="v3" label="Dân tộc"></vaadin-combo-box><vaadin-date-picker id="v4" label="Ngày sinh"></vaadin-date-picker><vaadin-radio-group id="v5" label="Hình thức"><vaadin-radio-button value="1" label="Trực tiếp"></vaadin-radio-button><vaadin-radio-button value="2" label="Trực tuyến"></vaadin-radio-button></vaadin-radio-group><vaadin-checkbox id="v6" label="Tôi cam đoan"></vaadin-checkbox></section>`;
const $=id=>document.getElementById(id);
$("v2").items=DATA.sex.map((label,i)=>({label,value:String(i+1)})); $("v3").items=DATA.long;
window.__model=()=>({s1:$("s1").value,s2:$("s2").value,s2m:$("s2m").value,s3:$("s3").value,s4:$("s4").value,s5:$("s5").checked,s6:$("s6").checked,s7:$("s7").value,v1:$("v1").value,v2:$("v2").value,v3:$("v3").value,v4:$("v4").value,v5:$("v5").value,v6:$("v6").checked});
window.__cases=[
C("sl-text","Shoelace",E(CHILD,"Họ, chữ đệm, tên","Nguyễn Văn An"),{s1:"Nguyễn Văn An"}),
C("sl-select","Shoelace",E(CHILD,"Giới tính","Nữ"),{s2:"2"}),
C("sl-multi","Shoelace",E(CHILD,"Giấy tờ",["Hộ chiếu","Giấy chứng sinh"]),{s2m:["1","3"]},{accept:["right","closed"]}),
C("sl-date","Shoelace",E(CHILD,"Ngày sinh",D("2022-03-05")),{s3:"2022-03-05"}),
C("sl-radio","Shoelace",E(CHILD,"Hình thức","Trực tuyến"),{s4:"2"}),
C("sl-checkbox","Shoelace",E(CHILD,"Tôi cam đoan",true),{s5:true}),
C("sl-switch","Shoelace",E(CHILD,"Cấp bản sao",true),{s6:true}),
C("sl-textarea","Shoelace",E(CHILD,"Lý do","Cần nộp"),{s7:"Cần nộp"}),
C("va-text","Vaadin",E(FATHER,"Họ, chữ đệm, tên","Lê Văn Xê"),{v1:"Lê Văn Xê"}),
C("va-select","Vaadin",E(FATHER,"Giới tính","Nam"),{v2:"1"}),
C("va-combo","Vaadin",E(FATHER,"Dân tộc","Hán"),{v3:"Hán"}),
C("va-date","Vaadin",E(FATHER,"Ngày sinh",D("2022-03-05")),{v4:"2022-03-05"},{accept:["right","closed"]}),
C("va-radio","Vaadin",E(FATHER,"Hình thức","Trực tuyến"),{v5:"2"}),
C("va-checkbox","Vaadin",E(FATHER,"Tôi cam đoan",true),{v6:true}),
];
setTimeout(()=>{window.__ready=true},600);
